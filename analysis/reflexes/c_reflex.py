"""C-reflex: a long-latency response at rest to a volley of the median nerve."""

import numpy as np
import xarray as xr
from scipy.stats import binomtest

from ..signals.checks import sampling
from ..signals.epochs import cut, positions
from ..signals.findings import Finding, finding_variables
from ..signals.intervals import proportion
from ..signals.labels import labelled
from .responses import AFTER, BASELINE, find_responses

SEARCH = (0.035, 0.065)  # s after the volley; in hand muscles most series lie between 40 and 50 ms (textbook)
RESTING = 10e-6  # V RMS, most that a resting muscle shows, twice the noise of an amplifier (textbook)
LEAST_PROBABILITY = 0.5  # exceeded by a reflex that is present
SIGNIFICANT = 0.05  # one-sided p below which responses are more frequent than by chance
SHAMS = 10  # windows before every stimulus that measure chance
STEP = SEARCH[1] - SEARCH[0]  # s between them, so that they lie side by side
LEAD = SEARCH[1] + AFTER  # s before the stimulus of the last of them, which ends before the stimulus
NEEDED = LEAD + (SHAMS - 1) * STEP + BASELINE  # s of recording before every stimulus
SETTLE = 0.200  # s after a stimulus until which its own effects last

LABELS = {
    "probability": ("1", "share of stimuli with a response"),
    "probability_low": ("1", "lower end of its 95 % interval"),
    "probability_high": ("1", "upper end of its 95 % interval"),
    "chance": ("1", "share of windows before the stimuli with a response"),
    "p_value": ("1", "chance of as many responses, one-sided"),
    "latency": ("ms", "stimulus to onset, median"),
    "resting_level": ("V", "RMS before the stimuli, median"),
    "measurable": ("1", "can be measured"),
}


def c_reflex(voltage: xr.DataArray, stimulus_times: np.ndarray) -> xr.Dataset:
    """Whether every muscle has a C-reflex, a long-latency response at rest to a volley of the median nerve.

    A reflex is present if responses follow more than half of the stimuli, and more often than by chance, while the
    muscle is at rest. A response (``find_responses``) begins 35 to 65 ms after the stimulus.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with a regular coordinate ``time`` in s.
    stimulus_times : numpy.ndarray
        Times (stimulus,) in s of the volleys of the median nerve.

    Returns
    -------
    xarray.Dataset
        Over ``muscle``: ``present`` (1 or 0, NaN where not measurable), ``probability`` with its 95 % interval
        (``probability_low``, ``probability_high``), ``chance``, ``p_value``, ``latency`` ms (NaN without responses),
        ``resting_level`` V, ``measurable``, ``reason``. Not measurable are stimuli less than 0.65 s apart, a recording
        without stimuli around which the muscle was recorded (numbers NaN for both), and a muscle that is not at rest
        (more than 10 uV RMS before half of the stimuli; numbers given).

    Raises
    ------
    ValueError
        The first stimulus has less than 0.45 s before it, or ``find_responses`` refuses the EMG.

    Notes
    -----
    Chance is measured by searching alike in ten windows before every stimulus, with one response and one miss added so
    that it is never 0; p is one-sided binomial. That the reflex is one of rest is published; window, chance and
    probability are conventions of this project.

    References
    ----------
    latorre2023
    """
    times = np.asarray(stimulus_times, dtype=float)
    if (np.diff(times) < NEEDED + SETTLE).any():
        reason = f"stimuli {np.diff(times).min():g} s apart, at least {NEEDED + SETTLE:g} s needed to know chance"
        return _labelled([_unknown(reason)] * voltage.sizes["muscle"], voltage)
    rate, origin = sampling(voltage)
    emg = voltage.transpose("muscle", "time").values.astype(float)
    position = positions(times - origin, rate, emg.shape[1], NEEDED, LEAD)
    before = cut(emg, position, -round(BASELINE * rate), 0)
    before = np.sqrt((before**2).mean(axis=-1))
    level = [float(np.median(row[np.isfinite(row)])) if np.isfinite(row).any() else np.nan for row in before]
    responses = find_responses(voltage, times, SEARCH)
    shams = np.sort((times[:, None] - LEAD - STEP * np.arange(SHAMS)).ravel())
    by_chance = find_responses(voltage, shams, SEARCH)
    rows = [
        _row(there[known], latency[there], sham[counts], rest)
        for there, known, latency, sham, counts, rest in zip(
            responses["present"].values,
            np.isfinite(responses["amplitude"].values),
            responses["latency"].values,
            by_chance["present"].values,
            np.isfinite(by_chance["amplitude"].values),
            level,
            strict=True,
        )
    ]
    return _labelled(rows, voltage)


def _labelled(rows: list[tuple], voltage: xr.DataArray) -> xr.Dataset:
    data = {
        name: labelled("muscle", np.array([row[column] for row in rows]), unit, word)
        for column, (name, (unit, word)) in enumerate(LABELS.items())
    }
    found = finding_variables("present", "a C-reflex", [row[-1] for row in rows], "muscle")
    return xr.Dataset(data | found, coords={"muscle": voltage["muscle"].values})


def _unknown(reason: str) -> tuple:
    """The values of LABELS for a muscle of which nothing is known."""
    return *[float("nan")] * 7, False, Finding(None, reason)


def _row(present: np.ndarray, latency: np.ndarray, sham: np.ndarray, level: float) -> tuple:
    """The values of LABELS for one muscle, and whether it has a reflex."""
    count, hits = present.size, int(present.sum())
    if not count:
        return _unknown("no stimuli around which the muscle was recorded")
    chance = (sham.sum() + 1) / (sham.size + 2)
    p_value = float(binomtest(hits, count, chance, alternative="greater").pvalue)
    reason = "" if level <= RESTING else f"not at rest: {1e6 * level:.1f} uV, at most {1e6 * RESTING:g} uV allowed"
    often = hits / count > LEAST_PROBABILITY and p_value < SIGNIFICANT
    found = Finding(None, reason) if reason else Finding(often)
    middle = float(np.median(latency)) if hits else float("nan")
    return *proportion(hits, count), float(chance), p_value, middle, level, not reason, found
