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
from ..gates.row import Row, judged, within
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
    undrugged = _runs(study[RATE].sel(regimen="none"))
    yield judged(
        f"Da-{circuit}-none", f"{circuit} lost: jerks/s without a drug", "construction", "", "", undrugged, None
    )
    shorter = suppressions(study, "regimen", "none", BURST_TIME)
    for drug, values in found.items():
        if drug != "none":
            yield _cell(circuit, drug, values)
            words = f"{circuit} lost: fall of the time in bursts by {drug}"
            yield judged(f"Da-{circuit}-{drug}-time", words, "probe", "", "", shorter[PREFIX + drug], None)
    middle = {drug: float(np.mean(values)) for drug, values in found.items()}
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
    yield judged("Db-add-on", words, role, "0.22, 2.4 to 16.8 g a day (O1)", "0.1 to 0.4", low, within(low, 0.1, 0.4))
    middle = [float(np.mean(found[level])) for level in levels]
    straight = _correlation([0.0, *levels], [0.0, *middle])
    words = "cortex lost: correlation of dose and suppression, piracetam 0 to 24 g a day"
    yield judged("Db-dose", words, role_of("O3"), "linear (O3)", ">= 0.9", np.array([straight]), bool(straight >= 0.9))
    words = "cortex lost: suppression by piracetam 24 g a day added to clonazepam"
    yield judged(
        "Db-high", words, role_of("O3"), "the only dose that was significant (O3)", f">= {SUPPRESSED}, above 9.6 g",
        high, bool(np.mean(high) >= SUPPRESSED and np.mean(high) > np.mean(low)),
    )  # fmt: skip


def suppressions(study: xr.Dataset, axis: str, without: str | float, measure: str = RATE) -> dict[Any, np.ndarray]:
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
        Value of the axis to 1 - rate / mean rate without the drug, one number a run; NaN where nothing jerks without.
    """
    base = float(np.nanmean(_runs(study[measure].sel({axis: without}))))
    return {
        value.item(): 1 - _runs(study[measure].sel({axis: value})) / base if base > 0 else np.full(1, np.nan)
        for value in study[axis].values
    }


def _cell(circuit: str, drug: str, values: np.ndarray) -> Row:
    """The row of one drug on one circuit. Where no published value can be judged there is no tolerance."""
    words = f"{circuit} lost: suppression of jerks by {drug}"
    mean = float(np.mean(values))
    fact, published, tolerance, passed = _JUDGED.get((circuit, drug), ("O8", _PUBLISHED.get(drug, ""), "", None))
    verdict = passed if passed is None else mean >= SUPPRESSED if passed else mean < SUPPRESSED
    key = "Db-brivaracetam" if (circuit, drug) == ("cortex", "brivaracetam") else f"Da-{circuit}-{drug}"
    return judged(key, words, role_of(fact), published, tolerance, values, verdict)


_ACTS, _DOES_NOT = f">= {SUPPRESSED}", f"< {SUPPRESSED}"
# (circuit, drug) -> fact, what is published, tolerance, whether it is said to act
_JUDGED: Mapping[tuple[str, str], tuple[str, str, str, bool]] = MappingProxyType(
    {("cortex", drug): ("O8", "effective (O8)", _ACTS, True) for drug in EFFECTIVE}
    | {(circuit, CLONAZEPAM): ("O8", "first choice (O8)", _ACTS, True) for circuit in ("brainstem", "spinal")}
    | {(circuit, "piracetam"): ("O2", "0 of 19 better (O2)", _DOES_NOT, False) for circuit in ("brainstem", "spinal")}
    | {("cortex", "brivaracetam"): ("O37", "two trials failed (O37)", _DOES_NOT, False)}
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
    passed = margin > 0 if strictly else margin >= 0
    return judged(key, words, role_of("O8"), published, "> 0" if strictly else ">= 0", np.array([margin]), passed)


def _runs(measured: xr.DataArray) -> np.ndarray:
    return np.asarray(measured.values, float).ravel()


def _correlation(doses: Sequence[float], values: Sequence[float]) -> float:
    """Pearson's r; 0 where nothing changes."""
    return float(np.corrcoef(doses, values)[0, 1]) if np.ptp(values) > 0 else 0.0
