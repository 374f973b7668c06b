"""What recordings with stimuli say: reflexes and evoked potential of a nerve, startle to sounds."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from ..body import Body, recorded_electrode, side_of
from ..eeg.evoked_potential import evoked_potential, sep_gain, sep_peaks
from ..emg.recruitment_order import OFTEN
from ..reflexes.c_reflex import LEAD, NEEDED, c_reflex
from ..reflexes.conditioning import habituation
from ..reflexes.responses import AFTER, BASELINE, find_responses, hand_minus_scm
from ..signals.findings import Finding
from ..signals.groups import eeg, emg
from .muscles import HAND, NECK, recorded_muscles
from .sides import STARTLE, VOLLEY, answering, stimulated_hand, stimulated_hands
from .stimuli import kept_stimuli, stimulus_times

NO_EEG = "no EEG was recorded"
NO_STIMULUS = "no stimulus is marked in this step"
ALONE = "no healthy subject was recorded to compare with"


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
    if not stimulus_times(recording).size:
        return dict.fromkeys(("c_reflex", "sep_gain"), Finding(None, NO_STIMULUS))
    hand, _ = stimulated_hand(recording)
    if not hand:
        where = " on the side of a stimulated nerve" if recorded_muscles(voltage, HAND) else ""
        nothing = Finding(None, f"no {HAND} was recorded{where}")
        return {"c_reflex": nothing, "sep_gain": nothing}
    times, found = kept_stimuli(recording, "median_nerve", NEEDED, LEAD, side_of(hand))
    found["c_reflex"], latency = c_reflex_share(voltage, hand, times)
    if not isinstance(found["c_reflex"], Finding):
        found["c_reflex_latency"] = latency
    if "eeg" in recording.children:
        found["sep_gain"] = Finding(None, ALONE) if healthy is None else _sep_gain(recording, healthy, body)
    else:
        found["sep_gain"] = Finding(None, NO_EEG)
    return found


def c_reflex_share(voltage: xr.DataArray, hand: str, times: np.ndarray) -> tuple[float | Finding, float]:
    """Share of volleys that a hand answers, and the latency of its answers.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time), V.
    hand : str
        The muscle.
    times : numpy.ndarray
        Volleys (stimulus,) in s, with enough of the recording around them.

    Returns
    -------
    share : float or Finding
        The share, 0 if chance explains it; or why it cannot be measured.
    latency : float
        The latency, ms.
    """
    reflex = c_reflex(voltage.sel(muscle=[hand]), times).isel(muscle=0)
    if not bool(reflex["measurable"]):
        return Finding(None, str(reflex["reason"].item())), float("nan")
    share = float(reflex["probability"]) if bool(reflex["p_value"] < 0.05) else 0.0
    return share, float(reflex["latency"])


def _sep_gain(recording: xr.DataTree, healthy: xr.DataTree, body: Body) -> float | Finding:
    """Gain of the evoked potential over the hand area of the stimulated side, or why it cannot be measured."""
    peaks = []
    for who, tree in (("patient", recording), ("healthy", healthy)):
        if "eeg" not in tree.children:
            return Finding(None, f"{who}: {NO_EEG}")
        there = eeg(tree)["electrode"].values.astype(str).tolist()
        hand, times = stimulated_hand(tree)
        electrode, reason = recorded_electrode(hand, body, there)
        if reason:
            return Finding(None, f"{who}: {reason}")
        # The healthy subject may have been stimulated on the other side
        peaks.append(evoked_peaks(tree, electrode, times).assign_coords(electrode=[HAND]))
    gain = sep_gain(*peaks).isel(electrode=0)
    return Finding(None, str(gain["reason"].item())) if gain["reason"].item() else float(gain["gain"])


def evoked_peaks(recording: xr.DataTree, electrode: str, times: np.ndarray) -> xr.Dataset:
    """Peaks of the evoked potential of an electrode.

    Parameters
    ----------
    recording : xarray.DataTree
        Recording with EEG.
    electrode : str
        Name of the electrode.
    times : numpy.ndarray
        Times (stimulus,) in s, as of ``stimulated_hand``.

    Returns
    -------
    xarray.Dataset
        Peaks of ``sep_peaks`` over (electrode), which holds this one alone.
    """
    potential = eeg(recording).sel(electrode=[electrode])
    return sep_peaks(evoked_potential(potential, times))


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
    if not stimulus_times(recording).size:
        return dict.fromkeys(("stim_latency", "hand_minus_scm", "habituation"), Finding(None, NO_STIMULUS))
    neck = answering(recording, recorded_muscles(voltage, NECK), STARTLE)
    hand = _beside(neck, recorded_muscles(voltage, HAND))
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
        ``best_stimulus``, 'none' if no stimulus does so in more than half of its trials, or a finding without an answer
        where only one kind of stimuli could be looked at: the other may work better. Empty where none could.
    """
    windows = {"median_nerve": ("limb", VOLLEY), "startle": ("sound", STARTLE)}
    share: dict[str, float] = {}
    for name, (word, search) in windows.items():
        if name in recordings:
            recording, voltage = recordings[name], emg(recordings[name])
            neck = answering(recording, recorded_muscles(voltage, NECK), search)
            hand = answering(recording, stimulated_hands(recording), search)
            muscles = [muscle for muscle in (neck, hand) if muscle]
            if not muscles:
                continue
            times, _ = kept_stimuli(recording, "", BASELINE, search[1] + AFTER, side_of(hand))
            responses = find_responses(voltage.sel(muscle=muscles), times, search)
            known = responses["amplitude"].notnull().any("muscle").values
            if known.any():
                share[word] = float(responses["present"].any("muscle").values[known].mean())
    if not share:
        return {}
    if len(share) < len(windows):
        [alone] = share
        words = {"limb": "a nerve of a limb alone was stimulated; sounds are needed beside it",
                 "sound": "sounds alone were given; stimuli of a nerve are needed beside them"}  # fmt: skip
        return {"best_stimulus": Finding(None, words[alone])}
    best = max(share, key=lambda word: share[word])
    return {"best_stimulus": best if share[best] > OFTEN else "none"}


def _beside(muscle: str, others: list[str]) -> str:
    """The one of some muscles that is of the side of another; else the first, '' for none."""
    return next((name for name in others if side_of(name) == side_of(muscle)), others[0] if others else "")
