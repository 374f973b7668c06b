"""Validation rows of the healthy pathway and of its stability: the gates it was fitted to."""

import json
from collections.abc import Iterator

import xarray as xr

from ..config.units import read_number
from .row import Row, judged, within

HIGHEST_JERKING_GAIN = 0.85  # from here on no spontaneous jerk is allowed


def health_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G01 to G08: the pathway at rest, one body side.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``health``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    duration = _duration(study)
    events = study["jerk_rate"].values.ravel() * duration
    many = study["many_count"].values.ravel()
    allowed = bool(events.sum() <= max(1, events.size * duration / 1500) and many.sum() == 0)
    seconds = f"<= 1 single-muscle event in 1500 s, none in >= 2 muscles ({events.size * duration:.0f} s run)"
    yield judged("G01", "rest: EMG events a run", "fit", "none", seconds, events, allowed)
    spikes = study["motoneuron_spikes"].values
    yield judged("G02", "rest: motoneuron spikes (1/s)", "fit", "silent", "< 0.5", spikes, bool((spikes < 0.5).all()))
    for key, name, words, published, low, high in (
        ("G03", "rate_l23", "L2/3 pyramidal rate (Hz)", "0.5-2", 0.5, 2),
        ("G04", "rate_pt", "L5 PT rate at rest (Hz)", "3-8 models, 5-20 recorded", None, None),
        ("G05a", "rate_pv", "PV rate (Hz)", "3-15", 3, 15),
        ("G05b", "rate_som", "SOM rate (Hz)", "2-8", 2, 8),
        ("G06", "rate_reticular", "reticular excitatory rate (Hz)", "0.3-10", None, None),
        ("G07a", "cv_cortex", "interval CV, cortical cells", "0.7-1.2", 0.7, 1.2),
        ("G07b", "correlation_l23", "pairwise correlation, L2/3", "0.01-0.1", 0.01, 0.1),
        ("G08a", "rate_spinal_excitatory", "spinal excitatory rate (Hz)", "1-8", 1, 8),
        ("G08b", "cv_spinal_excitatory", "interval CV, spinal excitatory", "irregular", None, None),
    ):
        values = study[name].values
        tolerance = f"{low:g} to {high:g}" if low is not None and high is not None else ""
        yield judged(
            key,
            words,
            "fit",
            published,
            tolerance,
            values,
            within(values, low, high) if low is not None and high is not None else None,
        )


def health_both_rows(study: xr.Dataset) -> Iterator[Row]:
    """Gates G01b and G02b: the pathway at rest, both sides.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``health_both``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    spikes = study["motoneuron_spikes"].values
    quantity = "rest, both sides: motoneuron spikes (1/s)"
    yield judged("G02b", quantity, "fit", "silent", "< 0.5", spikes, bool((spikes < 0.5).all()))
    events = study["jerk_rate"].values * _duration(study)
    yield judged("G01b", "rest, both sides: EMG events a run", "fit", "none", "none", events, bool((events == 0).all()))


def stability_rows(study: xr.Dataset) -> Iterator[Row]:
    """Rows S01 and S02: no runaway at any inhibitory gain, and no jerk from HIGHEST_JERKING_GAIN on.

    Parameters
    ----------
    study : xarray.Dataset
        The study ``stability``, with an axis ``gain``, as ``open_study`` returns it.

    Yields
    ------
    Row
        One line of the validation table.
    """
    ways = study["status"].attrs["flag_meanings"].split()
    runaway = study["status"].values == ways.index("runaway")
    yield judged("S01", "runaway at any inhibitory gain 0 to 1.5", "must", "", "none", runaway, not runaway.any())
    near = study["jerk_rate"].sel(gain=[gain for gain in study["gain"].values if gain >= HIGHEST_JERKING_GAIN])
    words = f"jerks/s at inhibitory gains of {HIGHEST_JERKING_GAIN} and above"
    yield judged("S02", words, "must", "", "none", near.values, bool((near.values == 0).all()))


def _duration(study: xr.Dataset) -> float:
    """Seconds of one run of a study, out of the configuration it carries."""
    return read_number("duration", json.loads(study.attrs["config"])["duration"], "s")
