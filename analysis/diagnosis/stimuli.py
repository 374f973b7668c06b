"""Stimuli of an examination: their times, their sides, and which of them can be measured."""

from typing import Any

import numpy as np
import xarray as xr

from ..body import side_of, without_side
from ..signals.counted import counted
from ..signals.findings import Finding
from ..signals.groups import emg

OWN = {"median_nerve": "median_nerve", "startle": "sound"}  # site of the stimuli that a step is about, without side
# Last words of sites that say what a stimulus is
KINDS = ("nerve", "sound", "flash", "tap", "tendon", "magnetic", "electrical")


def own_stimuli(name: str, recording: xr.DataTree) -> tuple[xr.DataTree, dict[str, str]]:
    """A recording with the stimuli that it is about alone: a sound is no volley of a nerve.

    Parameters
    ----------
    name : str
        Name of the recording, such as 'median_nerve'.
    recording : xarray.DataTree
        Recording, with a group ``stimuli`` where any were given.

    Returns
    -------
    recording : xarray.DataTree
        The same, without stimuli whose site says that they are others. A site that says nothing of it, such as
        'right_wrist' or none, stays.
    note : dict
        ``<name> other stimuli`` to what was left out; empty if nothing was.
    """
    if name not in OWN or "stimuli" not in recording.children:
        return recording, {}
    stimuli = recording["stimuli"].to_dataset()
    sites = stimuli["site"].values.astype(str) if "site" in stimuli else np.zeros(0, dtype=str)
    bare = [without_side(site) for site in sites.tolist()]
    other = np.array([site != OWN[name] and site.rpartition("_")[2] in KINDS for site in bare], dtype=bool)
    if not other.any():
        return recording, {}
    kept = recording.copy()
    kept["stimuli"] = xr.DataTree(stimuli.isel({stimuli["time"].dims[0]: ~other}))
    left_out = counted(int(other.sum()), "stimulus", "stimuli")
    words = f"{left_out} of {other.size} left out: {', '.join(np.unique(sites[other]))} is no {OWN[name]}"
    return kept, {f"{name} other stimuli": words}


def kept_stimuli(
    recording: xr.DataTree, name: str, before: float, after: float, side: str = ""
) -> tuple[np.ndarray, dict[str, Any]]:
    """Stimuli with enough of the recording around them.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with stimuli.
    name : str
        Name of the recording, for the note.
    before, after : float
        Time in s that must lie inside the recording on either side of a stimulus.
    side : str, optional
        'left' or 'right': stimuli whose site names the other side do not count.

    Returns
    -------
    times : numpy.ndarray
        Times (stimulus,) in s, increasing, each once.
    note : dict
        ``<name> stimuli`` to a finding without an answer that counts what was dropped; empty if nothing was.
    """
    times = np.unique(stimulus_times(recording, side))
    time = emg(recording)["time"].values
    step = (time[-1] - time[0]) / (time.size - 1) if time.size > 1 else 0.0
    inside = (times - time[0] >= before + step) & (time[-1] - times >= after + step) if time.size else times < -np.inf
    lost = int((~inside).sum())
    if not lost or not name:
        return times[inside], {}
    words = f"{lost} of {times.size} stimuli left out, with less than {before:g} s before or {after:g} s after them"
    return times[inside], {f"{name} stimuli": Finding(None, words)}


def stimulus_times(recording: xr.DataTree, side: str = "") -> np.ndarray:
    """Times of the stimuli of a recording.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording, with a group ``stimuli`` where any were given.
    side : str, optional
        'left' or 'right': stimuli whose site names the other side are left out.

    Returns
    -------
    numpy.ndarray
        Times (stimulus,), s.
    """
    if "stimuli" not in recording.children:
        return np.zeros(0)
    times = np.asarray(recording["stimuli"].to_dataset()["time"].values, dtype=float)
    other = np.array([bool(side) and said not in ("", side) for said in _sides(recording)], dtype=bool)
    return times[~other]


def stimulated_sides(recording: xr.DataTree) -> set[str]:
    """Sides of the body that the sites of the stimuli name.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with a group ``stimuli``.

    Returns
    -------
    set of str
        'left', 'right', both, or none where a site names no side.
    """
    sides = set(_sides(recording))
    return set() if "" in sides else sides


def _sides(recording: xr.DataTree) -> list[str]:
    """Side of the site of every stimulus."""
    if "stimuli" not in recording.children:
        return []
    stimuli = recording["stimuli"].to_dataset()
    if "site" not in stimuli:
        return [""] * stimuli["time"].size
    return [side_of(site) for site in stimuli["site"].values.astype(str)]
