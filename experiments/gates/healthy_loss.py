"""Validation rows of healthy tissue that is brought to its edge: onset of jerks, strychnine, startle, a steady hold."""

from collections.abc import Iterator
from functools import partial

import xarray as xr

from ...analysis.studies.gain_threshold import JERKING_RATE
from ...analysis.studies.level_threshold import level_threshold, raised_threshold
from .row import Row, judge

ONSET = (0.45, 0.8)  # of the gain; an assumption for brainstem and cord, for which no number is known
gate = partial(judge, role="fit")


def onset_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G31 and G32: the inhibitory gain at which jerks begin in each circuit, both sides.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``onset``, over circuit, gain and networks, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    for circuit, name, published in (
        ("cortex", "G31", "0.75-0.55 rat, 0.5-0.2 guinea pig"),
        ("brainstem", "G32-brainstem", "none known"),
        ("spinal", "G32-spinal", "none known"),
    ):
        words = f"{circuit}: inhibitory gain at which jerks begin"
        yield gate(onset(study.sel(circuit=circuit)), *ONSET, id=name, quantity=words, published=published)


def onset(study: xr.Dataset) -> xr.DataArray:
    """The highest gain at which jerks come, network by network.

    Parameters
    ----------
    study : xarray.Dataset
        ``jerk_rate`` over gain and networks.

    Returns
    -------
    xarray.DataArray
        The gain; NaN where no gain made jerks, or where a run was not measurable.
    """
    rate = study["jerk_rate"]
    found = rate["gain"].where(rate >= JERKING_RATE).max("gain")
    return found.where(rate.notnull().all("gain"))


def strychnine_gate_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G34: strychnine makes the healthy pathway jerk; diazepam raises the level that does, baclofen does not.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``strychnine``, over regimen, strychnine (uM) and seeds, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    alone = level_threshold(study.sel(regimen="none"), "strychnine")
    words = "strychnine alone: free level at which jerks begin"
    yield gate(alone, id="G34", quantity=words, unit="uM", published="convulses", asks="any")
    for name, regimen, published, low, high in (
        ("diazepam", "therapeutic_diazepam", "1.48", 1.2, 1.8),
        ("baclofen", "high_baclofen", "1.00", 0.9, 1.1),
    ):
        found = level_threshold(study.sel(regimen=regimen), "strychnine")
        ratio = raised_threshold(found, alone, float(study["strychnine"].max()))
        words = f"{name}: threshold of strychnine relative to alone"
        yield gate(ratio, low, high, id=f"G34-{name}", quantity=words, published=published)


def startle_both_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G33 and G35: duration of the startle in SCM, and how far the two sides differ.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``startle_both``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    words = "startle, duration of the burst in SCM"
    yield gate(study["duration_scm"], 30, 150, id="G33", quantity=words, unit="ms", published="20-150, motor reflex")
    words = "startle, abs(left - right)/(left + right)"
    yield gate(study["asymmetry"], high=0.25, strict=True, id="G35", quantity=words, published="bilateral")


def hold_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gate G39: no jerks in the steady contraction of healthy muscles.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``hold``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    rate = study["jerk_rate"]
    words = "steady hold: events beyond the contraction"
    yield gate(rate, high=0.02, strict=True, id="G39", quantity=words, unit="1/s", published="none")
