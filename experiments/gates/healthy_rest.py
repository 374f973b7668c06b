"""Validation rows of the healthy pathway and of its stability: the gates it was fitted to."""

import json
from collections.abc import Iterator
from functools import partial
from types import MappingProxyType
from typing import Any

import xarray as xr

from ..config.units import read_number
from .row import Row, judge

HIGHEST_JERKING_GAIN = 0.85  # from here on no spontaneous jerk is allowed
ENDED = ("ok", "runaway")  # how a run ends that was simulated to its end, or until it ran away
# Of the motoneurons of a pathway at rest
SILENT: MappingProxyType[str, Any] = MappingProxyType({"high": 0.5, "strict": True, "every": True})
gate = partial(judge, role="fit")


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
    events = study["jerk_rate"] * duration
    limit = max(1 / events.size, duration / 1500)
    alone = bool(study["many_count"].sum(skipna=False) == 0)
    asks = f"one in 1500 s at most, none in two or more muscles ({events.size * duration:.0f} s run)"
    yield gate(events, high=limit, id="G01", quantity="rest: EMG events a run", published="none", asks=asks, met=alone)
    spikes = study["motoneuron_spikes"]
    yield gate(spikes, id="G02", quantity="rest: motoneuron spikes", unit="1/s", published="silent", **SILENT)
    for key, name, words, unit, published, low, high in (
        ("G03", "rate_l23", "L2/3 pyramidal rate", "Hz", "0.5-2", 0.5, 2),
        ("G04", "rate_pt", "L5 PT rate at rest", "Hz", "3-8 models, 5-20 recorded", None, None),
        ("G05a", "rate_pv", "PV rate", "Hz", "3-15", 3, 15),
        ("G05b", "rate_som", "SOM rate", "Hz", "2-8", 2, 8),
        ("G06", "rate_reticular", "reticular excitatory rate", "Hz", "0.3-10", None, None),
        ("G07a", "cv_cortex", "interval CV, cortical cells", "1", "0.7-1.2", 0.7, 1.2),
        ("G07b", "correlation_l23", "pairwise correlation, L2/3", "1", "0.01-0.1", 0.01, 0.1),
        ("G08a", "rate_spinal_excitatory", "spinal excitatory rate", "Hz", "1-8", 1, 8),
        ("G08b", "cv_spinal_excitatory", "interval CV, spinal excitatory", "1", "irregular", None, None),
    ):
        yield gate(study[name], low, high, id=key, quantity=words, unit=unit, published=published)


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
    spikes, events = study["motoneuron_spikes"], study["jerk_rate"] * _duration(study)
    words = "rest, both sides: motoneuron spikes"
    yield gate(spikes, id="G02b", quantity=words, unit="1/s", published="silent", **SILENT)
    words = "rest, both sides: EMG events a run"
    yield gate(events, 0, 0, every=True, id="G01b", quantity=words, published="none")


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
    runaway, known = (study["status"].isin([ways.index(word) for word in words]) for words in (ENDED[1:], ENDED))
    words = "runaway at any inhibitory gain 0 to 1.5"
    yield judge(runaway.where(known), 0, 0, every=True, id="S01", quantity=words, role="must")
    near = study["jerk_rate"].sel(gain=[gain for gain in study["gain"].values if gain >= HIGHEST_JERKING_GAIN])
    words = f"jerk rate at inhibitory gains of {HIGHEST_JERKING_GAIN} and above"
    yield judge(near, 0, 0, every=True, id="S02", quantity=words, role="must", unit="1/s")


def _duration(study: xr.Dataset) -> float:
    """Seconds of one run of a study, out of the configuration it carries."""
    return read_number("duration", json.loads(study.attrs["config"])["duration"], "s")
