"""What recordings with stimuli say: reflexes and evoked potential of a nerve, startle to sounds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from ..body import Body, contralateral_electrode
from ..eeg.evoked_potential import evoked_potential, sep_gain, sep_peaks
from ..emg.recruitment_order import OFTEN
from ..reflexes.c_reflex import c_reflex
from ..reflexes.conditioning import habituation
from ..reflexes.responses import find_responses, hand_minus_scm
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
        Name of a feature to its value.
    """
    times = stimulus_times(recording)
    voltage = emg(recording)
    hand = recorded_muscle(voltage, HAND)
    if not hand:
        return {}
    reflex = c_reflex(voltage.sel(muscle=[hand]), times).isel(muscle=0)
    found: dict[str, Any] = {}
    if bool(reflex["measurable"]):
        found["c_reflex"] = float(reflex["probability"]) if bool(reflex["p_value"] < 0.05) else 0.0
        found["c_reflex_latency"] = float(reflex["latency"])
    if healthy is not None and "eeg" in recording.children:
        electrode = contralateral_electrode(hand, body)
        gain = sep_gain(evoked_peaks(recording), evoked_peaks(healthy)).sel(electrode=electrode)
        found["sep_gain"] = float(gain["gain"])
    return found


def evoked_peaks(recording: xr.DataTree) -> xr.Dataset:
    """Peaks of the evoked potential of every electrode.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EEG and stimuli.

    Returns
    -------
    xarray.Dataset
        Peaks of ``sep_peaks``.
    """
    return sep_peaks(evoked_potential(eeg(recording), stimulus_times(recording)))


def after_sounds(recording: xr.DataTree) -> dict[str, Any]:
    """Startle: latency in the neck, difference to the hand, habituation.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with sounds.

    Returns
    -------
    dict
        Name of a feature to its value.
    """
    voltage = emg(recording)
    neck, hand = recorded_muscle(voltage, NECK), recorded_muscle(voltage, HAND)
    if not neck:
        return {}
    muscles = [muscle for muscle in (neck, hand) if muscle]
    responses = find_responses(voltage.sel(muscle=muscles), stimulus_times(recording), STARTLE)
    latency = responses["latency"].sel(muscle=neck).values
    latency = latency[np.isfinite(latency)]
    found: dict[str, Any] = {}
    if latency.size:
        found["stim_latency"] = float(np.median(latency))
    if latency.size > 1:
        found["stim_sd"] = float(latency.std(ddof=1))
    if hand:
        found["hand_minus_scm"] = hand_minus_scm(responses, hand, neck).median
    series = habituation(responses["amplitude"].sel(muscle=neck).values)["ratio"].values
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
            present = find_responses(voltage.sel(muscle=muscles), stimulus_times(recordings[name]), search)["present"]
            if present.size:
                share[word] = float(present.any("muscle").mean())
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
