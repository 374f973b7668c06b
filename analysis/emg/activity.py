"""Bursts of a muscle whose rest has to be found in the same trace, as in recordings of people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.signal import find_peaks

from ..signals.epochs import ROUNDING, moving_rms
from .edges import WINDOW, burst_edges, joined
from .unit_removal import without_units
from .unit_trains import unit_potentials

LOW = 3.0  # resting SDs above the resting mean that a burst exceeds all the time (physiology of burst_ms)
PEAK = 5.0  # the same that it exceeds somewhere: noise does so for a moment, a burst for longer
SHORTEST = 0.007  # s, a burst of 10 ms as it is measured to 3 ms
APART = 0.020  # s between peaks of the moving RMS
AROUND = 4.0  # s to either side of a burst that it is compared with
MOST = 0.9  # quantile of peaks: a unit of a contraction fires at 4 Hz or more, more often than one peak in ten
STANDS_OUT = 5.0  # from that quantile, in differences between it and the median, for a burst as long as USUAL
USUAL = 0.020  # s above threshold
BEYOND = 3.0  # times that quantile of all peaks, which a jerk exceeds in a contraction
SHARE, FILLED = 0.6, 0.4  # of the time above threshold, from which on bursts with and without rhythm are a contraction
PAUSE = 0.15  # s, median pause between the fragments of a contraction of a few units; repeated contractions rest longer
FEWEST = 5  # bursts within AROUND, of which fewer are no fragments of a contraction
CROWDED = 8.0  # bursts per second that no jerks reach unless they are a tremor
IRREGULAR = 0.25  # coefficient of variation of their intervals, which a tremor does not reach


@dataclass(frozen=True)
class Activity:
    """Bursts of one muscle, and what beside them was left out.

    Attributes
    ----------
    start, stop : numpy.ndarray
        First sample (burst,) at which the moving RMS is above threshold, and the one after the last.
    onset, end : numpy.ndarray
        Samples (burst,) between which the burst lasts.
    unit_potentials : int
        How many potentials of single motor units were left out.
    """

    start: np.ndarray
    stop: np.ndarray
    onset: np.ndarray
    end: np.ndarray
    unit_potentials: int


def find_activity(
    emg: np.ndarray, smoothed: np.ndarray, rate: float, rest: tuple[float, float], gap: int, given: bool
) -> Activity:
    """Bursts that stand out from rest and from what the muscle does around them.

    A burst lasts while the moving RMS is above rest by 3 SD and exceeds 5 somewhere. Pauses in which the EMG is not at
    rest are closed. Left out are potentials of motor units that fire steadily (``unit_potentials``), and what the
    muscle does around it all the time (``stands_out``).

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    smoothed : numpy.ndarray
        Its moving RMS (time,), V.
    rate : float
        Samples per second, Hz.
    rest : tuple of float
        Mean and SD of the moving RMS at rest, V.
    gap : int
        Shorter pauses are closed and shorter blips dropped, samples.
    given : bool
        Whether the rest was given; a contraction then counts as a burst.

    Returns
    -------
    Activity
        The bursts, in order.

    Notes
    -----
    Two thresholds, of which the lower one says how long a burst lasts, are those of hodges1996 and bonato1998; the
    edges are those of staude1999. A burst of a contraction is told from one of jerks by what the muscle does for 4 s
    on either side. Numbers without a source are conventions of this project.

    References
    ----------
    hodges1996, bonato1998, staude1999
    """
    mean, spread = rest
    level = max(mean + LOW * spread, ROUNDING * float(np.nanmax(smoothed, initial=0.0)))
    peak, above = level + (PEAK - LOW) * spread, smoothed > level
    found = _active(emg, smoothed, level, peak, mean, gap, rate)
    units, shapes = unit_potentials(emg, rate, found[2], found[3], mean)
    alone = [values[~units] for values in found]
    if shapes and alone[0].size:
        alone = _freed(emg, shapes, alone, level, peak, mean, gap, rate)
    kept = stands_out(smoothed, above, alone[0], alone[1], rate, given)
    start, stop, onset, end = (values[kept] for values in alone)
    return Activity(start, stop, onset, end, int(units.sum()))


def _active(
    emg: np.ndarray, smoothed: np.ndarray, level: float, peak: float, rest: float, gap: int, rate: float
) -> list[np.ndarray]:
    """First sample above threshold, the one after the last, onset and end of every activity that lasts long enough."""
    start, stop = joined(emg, smoothed, smoothed > level, rest, peak, gap, rate)
    onset, end = burst_edges(emg, start, stop, rest, rate)
    lasting = end - onset >= SHORTEST * rate
    return [values[lasting] for values in (start, stop, onset, end)]


def _freed(
    emg: np.ndarray,
    shapes: Sequence[np.ndarray],
    bursts: list[np.ndarray],
    level: float,
    peak: float,
    rest: float,
    gap: int,
    rate: float,
) -> list[np.ndarray]:
    """Bursts as they are without the potentials of units beside them; a burst that vanishes with these stays."""
    bare = without_units(emg, shapes, rest)
    again = _active(bare, moving_rms(bare, round(WINDOW * rate)), level, peak, rest, gap, rate)
    start, stop = bursts[:2]
    first = np.searchsorted(again[1], start, side="right")
    last = np.searchsorted(again[0], stop)
    inside = np.unique(np.concatenate([np.arange(i, j) for i, j in zip(first, last, strict=True)]))
    gone = last <= first
    freed = [np.r_[values[inside], old[gone]] for values, old in zip(again, bursts, strict=True)]
    order = np.argsort(freed[0], kind="stable")
    return [values[order] for values in freed]


def stands_out(
    smoothed: np.ndarray, above: np.ndarray, start: np.ndarray, stop: np.ndarray, rate: float, given: bool
) -> np.ndarray:
    """Tell which bursts exceed what the muscle does around them.

    A burst is compared with the peaks of the moving RMS around it. It stands out if it exceeds the highest tenth of
    those that are no bursts by 5 times what that tenth exceeds their median; a longer burst does so with less. Where
    the muscle contracts, it also has to be three times as large as the highest tenth of all. A muscle contracts where
    short pauses part bursts that take more than 60 % of the time, or 40 % without the rhythm of a tremor, or where
    bursts come more often than 8 times a second without that rhythm.

    Parameters
    ----------
    smoothed : numpy.ndarray
        Moving RMS (time,), V.
    above : numpy.ndarray
        Where it is above threshold (time,).
    start, stop : numpy.ndarray
        First sample (burst,) of each burst above threshold, and the one after the last.
    rate : float
        Samples per second, Hz.
    given : bool
        Whether the rest was given; a contraction then counts as a burst.

    Returns
    -------
    numpy.ndarray
        Truth (burst,).
    """
    if not start.size:
        return np.zeros(0, dtype=bool)
    place, _ = find_peaks(np.nan_to_num(smoothed), distance=max(round(APART * rate), 1))
    height = smoothed[place]
    owner = np.searchsorted(start, place, side="right") - 1
    owner[(owner >= 0) & (place >= stop[np.maximum(owner, 0)])] = -1
    active, recorded = np.r_[0, np.cumsum(above)], np.r_[0, np.cumsum(np.isfinite(smoothed))]
    reach = round(AROUND * rate)
    found = np.ones(start.size, dtype=bool)
    for i, (first, last) in enumerate(zip(start, stop, strict=True)):
        low, high = max(first - reach, 0), min(last + reach, smoothed.size)
        top = float(np.nanmax(smoothed[first:last]))
        here = slice(*np.searchsorted(place, (low, high)))
        heights, rest = height[here], height[here][owner[here] < 0]
        if rest.size:
            middle, most = np.quantile(rest, (0.5, MOST))
            longer = np.sqrt((last - first) / (USUAL * rate))
            found[i] = (top - most) * longer > STANDS_OUT * (most - middle)
        other = heights[owner[here] != i]
        beside = recorded[first] - recorded[low] + recorded[high] - recorded[last]
        share = (active[first] - active[low] + active[high] - active[last]) / max(beside, 1)
        near = slice(*np.searchsorted(start, (low, high)))
        if not given and _contracts(start[near], stop[near], share, (high - low) / rate, rate):
            found[i] &= top > BEYOND * np.quantile(other, MOST)
    return found


def _contracts(start: np.ndarray, stop: np.ndarray, share: float, seconds: float, rate: float) -> bool:
    """Whether bursts that follow each other, and take a share of the time, are fragments of a contraction."""
    if start.size < FEWEST:
        return False
    interval = np.diff(start)
    irregular = bool(interval.std() > IRREGULAR * interval.mean())
    pauses = bool(np.median(start[1:] - stop[:-1]) < PAUSE * rate)
    return (irregular and start.size > CROWDED * seconds) or (pauses and share > (FILLED if irregular else SHARE))
