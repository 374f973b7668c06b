"""What recordings with stimuli say: reflexes and evoked potential of a nerve, startle to sounds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from ..body import Body, recorded_electrode
from ..eeg.evoked_potential import WINDOW, evoked_potential, sep_gain, sep_peaks
from ..emg.recruitment_order import OFTEN
from ..reflexes.c_reflex import LEAD, NEEDED, c_reflex
from ..reflexes.conditioning import habituation
from ..reflexes.responses import AFTER, BASELINE, find_responses, hand_minus_scm
from ..signals.findings import Finding
from ..signals.groups import eeg, emg

HAND, NECK = "fdi", "scm"
STARTLE = (0.020, 0.200)  # s after a sound; slower answers are voluntary (textbook)
VOLLEY = (0.020, 0.200)  # s after a volley of a nerve


def after_volleys(recording: xr.DataTree, body: Body, healthy: xr.DataTree | None) -> dict[str, Any]:
    """C-reflex of a hand muscle, and the evoked potential relative to a healthy one.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with volleys of the median nerve.
    body : Body
        The anatomy.
    healthy : xarray.DataTree or None
        That of a healthy subject.

    Returns
    -------
    dict
        Name of a feature to its value, or to a finding without an answer that says why it was not measured.
    """
    voltage = emg(recording)
    hand = recorded_muscle(voltage, HAND)
    if not hand:
        nothing = Finding(None, f"no {HAND} was recorded")
        return {"c_reflex": nothing, "sep_gain": nothing}
    times, found = kept_stimuli(recording, "median_nerve", NEEDED, LEAD)
    reflex = c_reflex(voltage.sel(muscle=[hand]), times).isel(muscle=0)
    if bool(reflex["measurable"]):
        found["c_reflex"] = float(reflex["probability"]) if bool(reflex["p_value"] < 0.05) else 0.0
        found["c_reflex_latency"] = float(reflex["latency"])
    else:
        found["c_reflex"] = Finding(None, str(reflex["reason"].item()))
    if healthy is not None and "eeg" in recording.children:
        found["sep_gain"] = _sep_gain(recording, healthy, hand, body)
    return found


def _sep_gain(recording: xr.DataTree, healthy: xr.DataTree, hand: str, body: Body) -> float | Finding:
    """Gain of the evoked potential over the hand area, or why it cannot be measured."""
    peaks = []
    for who, tree in (("patient", recording), ("healthy", healthy)):
        if "eeg" not in tree.children:
            return Finding(None, f"{who}: no EEG was recorded")
        there = eeg(tree)["electrode"].values.astype(str).tolist()
        electrode, reason = recorded_electrode(hand, body, there)
        if reason:
            return Finding(None, f"{who}: {reason}")
        peaks.append(evoked_peaks(tree, electrode))
    gain = sep_gain(*peaks).isel(electrode=0)
    return Finding(None, str(gain["reason"].item())) if gain["reason"].item() else float(gain["gain"])


def evoked_peaks(recording: xr.DataTree, electrode: str) -> xr.Dataset:
    """Peaks of the evoked potential of an electrode.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EEG and stimuli. Stimuli whose sweep leaves the recording are dropped.
    electrode : str
        Name of the electrode.

    Returns
    -------
    xarray.Dataset
        Peaks of ``sep_peaks`` over (electrode), which holds this one alone.
    """
    potential = eeg(recording).sel(electrode=[electrode])
    times, _ = kept_stimuli(recording, "", -WINDOW[0], WINDOW[1])
    return sep_peaks(evoked_potential(potential, times))


def kept_stimuli(recording: xr.DataTree, name: str, before: float, after: float) -> tuple[np.ndarray, dict[str, Any]]:
    """Stimuli with enough of the recording around them.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with stimuli.
    name : str
        Name of the recording, for the note.
    before, after : float
        Time in s that must lie inside the recording on either side of a stimulus.

    Returns
    -------
    times : numpy.ndarray
        Times (stimulus,) in s, increasing, each once.
    note : dict
        ``<name> stimuli`` to a finding without an answer that counts what was dropped; empty if nothing was.
    """
    times = np.unique(stimulus_times(recording))
    time = emg(recording)["time"].values
    step = (time[-1] - time[0]) / (time.size - 1) if time.size > 1 else 0.0
    inside = (times - time[0] >= before + step) & (time[-1] - times >= after + step) if time.size else times < -np.inf
    lost = int((~inside).sum())
    if not lost or not name:
        return times[inside], {}
    words = f"{lost} of {times.size} stimuli left out, with less than {before:g} s before or {after:g} s after them"
    return times[inside], {f"{name} stimuli": Finding(None, words)}


def after_sounds(recording: xr.DataTree) -> dict[str, Any]:
    """Startle: latency in the neck, difference to the hand, habituation.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with sounds.

    Returns
    -------
    dict
        Name of a feature to its value, or to a finding without an answer that says why it was not measured.
    """
    voltage = emg(recording)
    neck, hand = recorded_muscle(voltage, NECK), recorded_muscle(voltage, HAND)
    if not neck:
        nothing = Finding(None, f"no {NECK} was recorded")
        return {"stim_latency": nothing, "hand_minus_scm": nothing, "habituation": nothing}
    muscles = [muscle for muscle in (neck, hand) if muscle]
    times, found = kept_stimuli(recording, "startle", BASELINE, STARTLE[1] + AFTER)
    responses = find_responses(voltage.sel(muscle=muscles), times, STARTLE)
    latency = responses["latency"].sel(muscle=neck).values
    latency = latency[np.isfinite(latency)]
    if latency.size:
        found["stim_latency"] = float(np.median(latency))
    if latency.size > 1:
        found["stim_sd"] = float(latency.std(ddof=1))
    if hand:
        found["hand_minus_scm"] = hand_minus_scm(responses, hand, neck).median
    amplitude = responses["amplitude"].sel(muscle=neck).values
    series = habituation(amplitude[np.isfinite(amplitude)])["ratio"].values
    if series.size > 1:
        found["habituation"] = float(series[-1])
    return found


def best_stimulus(recordings: Mapping[str, xr.DataTree]) -> dict[str, Any]:
    """The stimulus that most often makes neck or hand jerk.

    Parameters
    ----------
    recordings : mapping of str to xarray.DataTree
        Recordings by protocol.

    Returns
    -------
    dict
        ``best_stimulus``, 'none' if no stimulus does so in more than half of its trials; empty where none was given.
    """
    windows = {"median_nerve": ("limb", VOLLEY), "startle": ("sound", STARTLE)}
    share: dict[str, float] = {}
    for name, (word, search) in windows.items():
        if name in recordings:
            voltage = emg(recordings[name])
            muscles = [found for found in (recorded_muscle(voltage, muscle) for muscle in (NECK, HAND)) if found]
            if not muscles:
                continue
            times, _ = kept_stimuli(recordings[name], "", BASELINE, search[1] + AFTER)
            responses = find_responses(voltage.sel(muscle=muscles), times, search)
            known = responses["amplitude"].notnull().any("muscle").values
            if known.any():
                share[word] = float(responses["present"].any("muscle").values[known].mean())
    if not share:
        return {}
    best = max(share, key=lambda word: share[word])
    return {"best_stimulus": best if share[best] > OFTEN else "none"}


def recorded_muscle(voltage: xr.DataArray, muscle: str) -> str:
    """Name of a muscle with its side, as it was recorded.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time).
    muscle : str
        Name without side.

    Returns
    -------
    str
        The right one where both were recorded; '' where none was.
    """
    known = voltage["muscle"].values.astype(str).tolist()
    return next((name for name in (f"right_{muscle}", f"left_{muscle}", muscle) if name in known), "")


def stimulus_times(recording: xr.DataTree) -> np.ndarray:
    """Times of the stimuli of a recording.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with a group ``stimuli``.

    Returns
    -------
    numpy.ndarray
        Times (stimulus,), s.
    """
    return np.asarray(recording["stimuli"].to_dataset()["time"].values, dtype=float)
