"""Validation rows of drugs that make jerks: induction with etomidate, strychnine and what protects, morphine.

Here the pathway is healthy, or primed where it says so. The open facts and their roles are those of
``drug_facts.yaml``; every tolerance was set before anything was run.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import xarray as xr

from ...analysis.studies.gain_threshold import JERKING_RATE
from ...models.drugs.drug_numbers import drug_numbers
from ...models.parameters.quantities import split_number
from ..catalogue.drug_facts import role_of
from ..gates.row import Row, judge, mean_of
from .over_ensemble import over_sets

BEFORE, NOT_BEFORE = "0 min", "60 min"  # midazolam given before etomidate; only after the moments that are looked at
GENERALISED = 6  # muscles a jerk, as in the signature of the brainstem
READ_AS = ("even", 1.0)  # the default reading: arrival, weight onto interneurons
BACLOFEN_MOST = 1.05  # of the threshold with strychnine alone


@over_sets
def induction_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows of etomidate with and without midazolam, for every reading of how it acts.

    An induction is one run; it has a jerk, and it is severe if its jerks take GENERALISED muscles or more (median). The
    risks are compared over moments and seeds.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over arrival, weight, midazolam, moment and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    for arrival in study["arrival"].values:
        for weight in study["weight"].values:
            mine = study.sel(arrival=arrival, weight=weight)
            default = (str(arrival), float(weight)) == READ_AS
            name = "" if default else f"-{arrival}-{weight:g}"
            yield from _induction(mine, name, "" if default else f"; arrival {arrival}, weight {weight:g}", default)


def _induction(study: xr.Dataset, name: str, where: str, default: bool) -> Iterator[Row]:
    role = {fact: role_of(fact) if default else "conflict" for fact in ("O22", "O23")}
    without, given = (study.sel(midazolam=when) for when in (NOT_BEFORE, BEFORE))
    any_jerk = mean_of(_jerks(given)) / (mean_of(_jerks(without)) or np.nan)
    generalised = mean_of(_severe(given)) / (mean_of(_severe(without)) or np.nan)
    words = f"etomidate 0.3 mg/kg: share of inductions with a jerk{where}"
    bounds = (0.4, 0.9) if default else ()
    found: dict[str, Any] = {"id": f"Dc-etomidate{name}", "role": role["O22"], "published": "0.5-0.8 (O22)"}
    yield judge(_jerks(without), *bounds, quantity=words, **found)
    words = f"midazolam 0.015 mg/kg before it: risk of a jerk relative to none{where}"
    bounds = (0.2, 0.6) if default else ()
    found = {"id": f"Dc-midazolam{name}", "role": role["O23"], "published": "0.34 (0.26-0.44), trials 0.2 to 1 (O23)"}
    yield judge(any_jerk, *bounds, quantity=words, **found)
    words = f"midazolam before it: relative risk of a generalised jerk over that of any{where}"
    found = {"id": f"Dc-severity{name}", "role": role["O23"], "published": "severe 0.12, mild 0.56 (O23)"}
    yield judge(
        generalised / (any_jerk or np.nan), high=1 if default else None, strict=default, quantity=words, **found
    )


def _jerks(study: xr.Dataset) -> xr.DataArray:
    """1 for a run with a jerk, 0 for one without, NaN for one that failed."""
    return (study["jerk_rate"] > 0).where(study["jerk_rate"].notnull())


def _severe(study: xr.Dataset) -> xr.DataArray:
    """The same for a run whose jerks are generalised."""
    return _jerks(study) * (study["muscles_involved"] >= GENERALISED)


@over_sets
def strychnine_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows of the strychnine level at which jerks begin, alone and with a protector.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over gaba_a (of the cord: 1, and a primed one), regimen (none and protectors), strychnine (uM) and
        seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    for gaba_a in study["gaba_a"].values:
        mine = study.sel(gaba_a=gaba_a)
        healthy = float(gaba_a) == 1
        where, name = ("", "") if healthy else (f"; cord primed, GABA-A {gaba_a:g}", "-primed")
        role = role_of("O26") if healthy else "probe"
        alone = threshold(mine.sel(regimen="none"))
        words = f"strychnine: free level at which jerks begin{where}"
        asks = "any" if healthy else ""
        found: dict[str, Any] = {
            "id": f"Dd-threshold{name}",
            "role": role,
            "unit": "uM",
            "published": "exists (O26)",
            "asks": asks,
        }
        yield judge(alone, quantity=words, **found)
        for drug, regimen, published, bounds in (
            ("diazepam", "therapeutic_diazepam", "1.48 (O26)", {"low": 1, "strict": True}),
            ("baclofen", "high_baclofen", "1.00 (O26)", {"high": BACLOFEN_MOST}),
        ):
            ratio = _protected(threshold(mine.sel(regimen=regimen)), alone, float(mine["strychnine"].max()))
            words = f"{drug}: threshold of strychnine relative to alone{where}"
            found = {"id": f"Dd-{drug}{name}", "role": role, "published": published}
            yield judge(ratio, **(bounds if healthy else {}), quantity=words, **found)


def threshold(study: xr.Dataset) -> float:
    """Level from which on the mean rate over seeds is JERKING_RATE, on a logarithmic scale between two levels.

    Parameters
    ----------
    study : xarray.Dataset
        ``jerk_rate`` over strychnine (uM) and seeds.

    Returns
    -------
    float
        The level, uM. It is infinite if the highest level makes too few jerks, the lowest level if that is enough
        already, and NaN if a run was not measurable.
    """
    rate = study["jerk_rate"]
    rate = rate.mean([dim for dim in rate.dims if dim != "strychnine"], skipna=False).sortby("strychnine")
    if rate.isnull().any():
        return float("nan")
    levels, rates = rate["strychnine"].values.astype(float), rate.values
    below = np.flatnonzero(~(rates >= JERKING_RATE))
    if below.size and below[-1] == rates.size - 1:
        return float("inf")
    if not below.size:
        return float(levels[0])
    last = int(below[-1])
    share = (JERKING_RATE - rates[last]) / (rates[last + 1] - rates[last])
    return float(levels[last] * (levels[last + 1] / levels[last]) ** share)


def _protected(found: float, alone: float, highest: float) -> float:
    """Threshold relative to alone; where the drug leaves none, at least that of the highest level."""
    return min(found, highest) / alone if np.isfinite(alone) else float("nan")


@over_sets
def opioid_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows of a morphine infusion: whether jerks grow with dose, duration and failing kidneys.

    Only the half concentration of the table itself is judged.

    Parameters
    ----------
    study : xarray.Dataset
        The study, over m3g_half (uM), rate (mg/h), time (h), gfr and seeds.

    Yields
    ------
    Row
        One line of the validation table.
    """
    table = drug_numbers()["mechanisms.m3g.glucuronide.half"].value
    for half in study["m3g_half"].values:
        mine = study.sel(m3g_half=half)
        default = float(half) == table
        name, where = ("", "") if default else (f"-{half:g}", f"; M3G halves release at {half:g} uM")
        rate = mine["jerk_rate"]
        for axis, fact, published, words in (
            ("rate", "O17", "64 % at a median of 144 mg a day by mouth, none severe", "2 to 50 mg/h"),
            ("time", "O18", "duration, p < 0.05", "6 to 72 h"),
            ("gfr", "O18", "creatinine", "100 to 15 mL/min"),
        ):
            means = rate.mean([dim for dim in rate.dims if dim != axis], skipna=False)
            means = means.values[_rising(rate[axis].values)]
            bounds: dict[str, Any] = {"low": JERKING_RATE, "asks": "at no step down"} if default else {}
            yield judge(
                means[-1] - means[0], **bounds, met=bool((np.diff(means) >= 0).all()), id=f"De-{axis}{name}",
                quantity=f"morphine, {words}: rise of the jerk rate{where}", unit="1/s",
                role=role_of(fact) if default else "conflict", published=f"{published} ({fact})",
            )  # fmt: skip
        severe = _severe(mine.isel(rate=_rising(rate["rate"].values)[0]))
        yield judge(
            severe, *((0, 0) if default else ()), id=f"De-severe{name}",
            quantity=f"morphine 2 mg/h: share of runs with generalised jerks{where}",
            role=role_of("O17") if default else "conflict", published="0 moderate or severe (O17)",
        )  # fmt: skip


def _rising(values: np.ndarray) -> np.ndarray:
    """Order of amounts such as '2 mg/h' from least to most exposure; of filtration rates, which are bare, downwards."""
    bare = values.dtype.kind in "if"
    return np.argsort([-float(value) if bare else split_number(str(value), "axis")[0] for value in values])
