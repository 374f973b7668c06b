"""Validation rows of anticonvulsants: which drug suppresses the jerks of which circuit, and by how much.

Suppression is 1 - rate / rate without the drug, of mean rates over seeds; below 0 the drug makes more jerks. The open
facts (O1, O2, ...) and their roles are those of ``drug_facts.yaml``; every tolerance was set before anything was run.
The time in bursts stands beside without a tolerance: it was added when the rates had been seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import xarray as xr

from ..catalogue.drug_facts import role_of
from ..gates.row import Row, judge, mean_of
from .over_ensemble import over_sets

SUPPRESSED = 0.1  # from here on a drug is said to act: about half of the -22 and -23 % of O1 and O5
RATE, BURST_TIME = "jerk_rate", "burst_time"
PREFIX = "therapeutic_"
RANKED = ("clonazepam", "levetiracetam", "valproate", "piracetam", "phenytoin")
EFFECTIVE = ("clonazepam", "levetiracetam", "valproate")  # in cortex (O8)
CLONAZEPAM = "clonazepam"


@over_sets
def rank_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows of one circuit: suppression by each drug, and the published order.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over circuit (one), regimen and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    circuit = str(study["circuit"].values[0])
    found = suppressions(study, "regimen", "none")
    found = {str(name).removeprefix(PREFIX): values for name, values in found.items()}
    undrugged, words = study[RATE].sel(regimen="none"), f"{circuit} lost: jerk rate without a drug"
    yield judge(undrugged, id=f"Da-{circuit}-none", quantity=words, role="construction", unit="1/s")
    shorter = suppressions(study, "regimen", "none", BURST_TIME)
    for drug, values in found.items():
        if drug != "none":
            yield _cell(circuit, drug, values)
            words = f"{circuit} lost: fall of the time in bursts by {drug}"
            yield judge(shorter[PREFIX + drug], id=f"Da-{circuit}-{drug}-time", quantity=words, role="probe")
    middle = {drug: mean_of(values) for drug, values in found.items()}
    if circuit == "cortex":
        margin = float(np.min([middle[drug] for drug in EFFECTIVE])) - middle["phenytoin"]
        words = "cortex lost: suppression by the least of clonazepam, levetiracetam, valproate, less that by phenytoin"
        yield _margin("Da-cortex-order", words, "phenytoin may worsen (O8)", margin, strictly=True)
        return
    # Of a failed run the mean is NaN, and the order a miss
    others = float(np.max([middle[drug] for drug in RANKED if drug != CLONAZEPAM]))
    words = f"{circuit} lost: suppression by clonazepam, less that by the best of the other four"
    published = (
        "clonazepam first (O8)" if circuit == "brainstem" else "clonazepam first; not below levetiracetam (O7, O8)"
    )
    yield _margin(f"Da-{circuit}-order", words, published, middle[CLONAZEPAM] - others, strictly=circuit == "brainstem")


@over_sets
def piracetam_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows of piracetam added to clonazepam, over its dose.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over piracetam (uM, 0 among them) and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    found = suppressions(study, "piracetam", 0)
    levels = sorted(level for level in found if level > 0)
    low, high = found[levels[0]], found[levels[-1]]
    role = role_of("O1")
    words = "cortex lost: suppression by piracetam 9.6 g a day added to clonazepam"
    published = "0.22, 2.4 to 16.8 g a day (O1)"
    yield judge(low, 0.1, 0.4, id="Db-add-on", quantity=words, role=role, published=published)
    middle = [mean_of(found[level]) for level in levels]
    straight = _correlation([0.0, *levels], [0.0, *middle])
    words = "cortex lost: correlation of dose and suppression, piracetam 0 to 24 g a day"
    yield judge(straight, low=0.9, id="Db-dose", quantity=words, role=role_of("O3"), published="linear (O3)")
    words = "cortex lost: suppression by piracetam 24 g a day added to clonazepam"
    yield judge(
        high, low=SUPPRESSED, id="Db-high", quantity=words, role=role_of("O3"),
        published="the only dose that was significant (O3)", asks="above 9.6 g", met=mean_of(high) > mean_of(low),
    )  # fmt: skip


def suppressions(study: xr.Dataset, axis: str, without: str | float, measure: str = RATE) -> dict[Any, xr.DataArray]:
    """How far every value of an axis suppresses the jerks.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over the axis and seeds.
    axis : str
        Name of the axis.
    without : str or float
        Value of the axis without the drug.
    measure : str
        The rate, or another column that is compared.

    Returns
    -------
    dict
        Value of the axis to 1 - rate / mean rate without the drug over the runs; NaN where nothing jerks without, and
        where a run without the drug was not measurable: the mean of the others would be that of other networks.
    """
    base = mean_of(study[measure].sel({axis: without}))
    scale = base if base > 0 else np.nan
    return {value.item(): 1 - study[measure].sel({axis: value}) / scale for value in study[axis].values}


def _cell(circuit: str, drug: str, values: xr.DataArray) -> Row:
    """The row of one drug on one circuit. Where no published value can be judged there is no tolerance."""
    fact, published, bounds = _JUDGED.get((circuit, drug), ("O8", _PUBLISHED.get(drug, ""), {}))
    key = "Db-brivaracetam" if (circuit, drug) == ("cortex", "brivaracetam") else f"Da-{circuit}-{drug}"
    words = f"{circuit} lost: suppression of jerks by {drug}"
    return judge(values, **bounds, id=key, quantity=words, role=role_of(fact), published=published)


_ACTS: Mapping[str, Any] = MappingProxyType({"low": SUPPRESSED})
_DOES_NOT: Mapping[str, Any] = MappingProxyType({"high": SUPPRESSED, "strict": True})
# (circuit, drug) -> fact, what is published, what is allowed
_JUDGED: Mapping[tuple[str, str], tuple[str, str, Mapping[str, Any]]] = MappingProxyType(
    {("cortex", drug): ("O8", "effective (O8)", _ACTS) for drug in EFFECTIVE}
    | {(circuit, CLONAZEPAM): ("O8", "first choice (O8)", _ACTS) for circuit in ("brainstem", "spinal")}
    | {(circuit, "piracetam"): ("O2", "0 of 19 better (O2)", _DOES_NOT) for circuit in ("brainstem", "spinal")}
    | {("cortex", "brivaracetam"): ("O37", "two trials failed (O37)", _DOES_NOT)}
)
_PUBLISHED: Mapping[str, str] = MappingProxyType(
    {
        "levetiracetam": "no (O8); 3 of 3 better in the cord (O7)",
        "valproate": "no (O8)",
        "piracetam": "alone: conflict",
        "phenytoin": "no, or worse (O8)",
    }
)


def _margin(key: str, words: str, published: str, margin: float, strictly: bool) -> Row:
    return judge(margin, low=0, strict=strictly, id=key, quantity=words, role=role_of("O8"), published=published)


def _correlation(doses: Sequence[float], values: Sequence[float]) -> float:
    """Pearson's r; 0 where nothing changes, NaN where a value is missing."""
    return 0.0 if np.ptp(values) == 0 else float(np.corrcoef(doses, values)[0, 1])
