"""Detectors of bursts of NeuroKit2 and BioSPPy, with the parameters that suit bursts of 10 ms and more."""

from collections.abc import Callable

import numpy as np
from biosppy.signals import emg as biosppy
from neurokit2 import emg_amplitude, events_find, signal_binarize

from .score import Found

SHORTEST = 0.010  # s, least duration of an activation in all that take one
REST = 0.9  # s from the begin on in which the made recordings rest, for detectors that ask for a rest
MERGED = 0.005  # s


def _neurokit_threshold(emg: np.ndarray, rate: float) -> Found:
    """``emg_activation(method="threshold")``: its default, a tenth of the SD of the amplitude, on its amplitude."""
    amplitude = np.asarray(emg_amplitude(emg))
    return _neurokit(signal_binarize(amplitude, method="threshold", threshold=0.1 * np.std(amplitude)), rate)


def _neurokit_mixture(emg: np.ndarray, rate: float) -> Found:
    """``emg_activation(method="mixture")`` with its default of 0.33."""
    amplitude = np.asarray(emg_amplitude(emg))
    return _neurokit(signal_binarize(amplitude, method="mixture", threshold=0.33), rate)


def _neurokit_biosppy(emg: np.ndarray, rate: float) -> Found:
    """``emg_activation(method="biosppy")`` with a window of 10 ms and its default of 1.2 times the mean."""
    smooth = np.convolve(np.abs(emg), np.ones(round(0.01 * rate)) / round(0.01 * rate), "same")
    return _neurokit(signal_binarize(smooth, method="threshold", threshold=1.2 * smooth.mean()), rate)


def _biosppy_find_onsets(emg: np.ndarray, rate: float) -> Found:
    """``find_onsets`` with its default threshold and a window of 10 ms."""
    return _pairs(biosppy.find_onsets(signal=emg, sampling_rate=rate, size=0.01)["onsets"], rate)


def _biosppy_hodges_bui(emg: np.ndarray, rate: float) -> Found:
    """``hodges_bui_onset_detector`` with 3 SD over 10 ms."""
    found = biosppy.hodges_bui_onset_detector(
        signal=emg, rest=emg[: round(REST * rate)], sampling_rate=rate, size=round(0.01 * rate), threshold=3
    )
    return _pairs(found["onsets"], rate)


def _biosppy_bonato(emg: np.ndarray, rate: float) -> Found:
    """``bonato_onset_detector`` for 10 ms of activity."""
    found = biosppy.bonato_onset_detector(
        signal=emg, rest=emg[: round(REST * rate)], sampling_rate=rate, threshold=12,
        active_state_duration=max(round(0.005 * rate), 2), samples_above_fail=1, fail_size=2,
    )  # fmt: skip
    return _pairs(found["onsets"], rate)


def _biosppy_solnik(emg: np.ndarray, rate: float) -> Found:
    """``solnik_onset_detector``, on the Teager-Kaiser energy, for 10 ms of activity."""
    found = biosppy.solnik_onset_detector(
        signal=emg, rest=emg[: round(REST * rate)], sampling_rate=rate, threshold=15,
        active_state_duration=round(SHORTEST * rate / 2),
    )  # fmt: skip
    return _pairs(found["onsets"], rate)


LIBRARIES: dict[str, Callable[[np.ndarray, float], Found]] = {
    "neurokit threshold": _neurokit_threshold,
    "neurokit mixture": _neurokit_mixture,
    "neurokit biosppy": _neurokit_biosppy,
    "biosppy find_onsets": _biosppy_find_onsets,
    "biosppy hodges_bui": _biosppy_hodges_bui,
    "biosppy bonato": _biosppy_bonato,
    "biosppy solnik": _biosppy_solnik,
}


def _neurokit(activity: np.ndarray, rate: float) -> Found:
    """What ``emg_activation`` does with an activity: events of at least the least duration.

    It is not called itself, because it then walks through the samples in a table, which takes hours for an hour of EMG.
    """
    if not np.any(activity):
        return np.zeros(0), np.zeros(0)
    found = events_find(activity, threshold=0.5, threshold_keep="above", duration_min=max(int(SHORTEST * rate), 1))
    return np.asarray(found["onset"]) / rate, np.asarray(found["duration"]) / rate


def _pairs(edges: np.ndarray, rate: float) -> Found:
    """Onsets and durations of at least the least duration, of edges that alternate between begin and end.

    ``find_onsets`` and the like mark the sample on either side of a crossing.
    """
    edges = np.unique(np.asarray(edges, dtype=float)) / rate
    if edges.size > 1:
        edges = edges[np.r_[True, np.diff(edges) > 1.5 / rate]]
    edges = edges[: edges.size // 2 * 2].reshape(-1, 2)
    kept = edges[edges[:, 1] - edges[:, 0] >= MERGED]
    return kept[:, 0], kept[:, 1] - kept[:, 0]
