"""Silence in a tonic contraction: pauses of negative myoclonus, and the silent period after a stimulus."""

import numpy as np
import xarray as xr

from ..signals.epochs import check_samples, check_unclipped, cut, moving_rms, positions, runs
from ..signals.labels import described

SMOOTH = 0.020  # s, window of the moving RMS: a full interference pattern never dips below SHARE in it
SHARE = 0.4  # of the tonic level, below which the muscle is silent; convention of this project
TONIC = 20e-6  # V RMS, least contraction: SHARE of it stays clear of instrument noise of up to 5 uV (textbook)
MINIMUM = 0.050  # s, shortest pause of negative myoclonus (textbook)
LONGEST = 0.500  # s, longest pause of negative myoclonus, and longest wait for the EMG to return (rubboli2006)
BEFORE = 0.050  # s, a burst that ends this shortly before a pause belongs to it
BURST = 2.0  # tonic levels, above which the moving RMS of a contraction has a burst in it
BASELINE = 0.100  # s before the stimulus that give the tonic level
BEGIN = 0.100  # s after the stimulus within which a silent period begins
SHORTEST = 0.020  # s, a shorter dip is no silent period
SUSTAINED = 0.050  # s that EMG lasts without a gap when it has returned; one motor unit alone lasts less
NOISES = 4.0  # RMS of a silence that a sample exceeds where the contraction ends or returns


def find_pauses(emg: np.ndarray, rate: float) -> xr.Dataset:
    """Pauses of a tonic contraction, as in negative myoclonus and asterixis.

    A pause lasts while the moving RMS (20 ms) is below 0.4 of the tonic level, the median of that RMS outside the
    pauses, and at least 50 ms. The window blurs its edges; they are the last and first rectified samples near by that
    exceed 0.4 of the tonic level and 4 times the RMS within the pause. Pauses cut off by an end of the trace are left
    out, for their duration is unknown.

    emg: (time,) V. rate: Hz.
    Returns: Dataset over (pause): onset s, duration ms, burst_before (a burst of twice the tonic level within 50 ms
    before: positive-negative myoclonus), in_range (at most 500 ms); and tonic_level V, measurable, reason. Not
    measurable, with reason and without pauses: a muscle active less than half of the time, a tonic level below 20 uV,
    and a contraction of so few motor units that gaps of 25 to 50 ms outnumber the pauses (those after bursts apart).
    Raises ValueError for NaN, more than one dimension, clipped EMG, or a rate below 500 Hz. Source: Rubboli & Tassinari
    2006, Neurophysiol Clin 36:337 (range of durations, no preceding burst); share and window are conventions of this
    project.
    """
    emg = checked_emg(emg, rate)
    smoothed = moving_rms(emg, round(SMOOTH * rate))
    level = float(np.median(smoothed)) if smoothed.size else 0.0
    if level > 0:
        # Where half of the time is silent, the median of all is no more than the weakest contraction
        level = float(np.median(smoothed[smoothed >= SHARE * level]))
    first, last = runs(smoothed < SHARE * level)
    whole = (first > 0) & (last < smoothed.size)
    edges = [_edges(np.abs(emg), i, j, level, rate) for i, j in zip(first[whole], last[whole], strict=True)]
    start, stop = np.array(edges, dtype=float).reshape(-1, 2).T / rate
    after_burst = np.array([_highest_before(smoothed, rate, onset) > BURST * level for onset in start], dtype=bool)
    long_enough = stop - start >= MINIMUM
    gaps = (stop - start >= MINIMUM / 2) & ~long_enough & ~after_burst
    reason = ""
    if level < TONIC:
        reason = f"no tonic contraction: median level {1e6 * level:.1f} uV, at least {1e6 * TONIC:g} uV needed"
    elif gaps.sum() > long_enough.sum() > 0:
        reason = f"contraction too weak: {gaps.sum()} gaps of 25 to 50 ms against {long_enough.sum()} pauses"
    kept = np.flatnonzero(long_enough) if not reason else np.zeros(0, dtype=int)
    duration = 1e3 * (stop - start)[kept]
    in_range = duration <= 1e3 * LONGEST
    return xr.Dataset(
        {
            "onset": described("pause", start[kept], "s", "onset of the pause"),
            "duration": described("pause", duration, "ms", "duration of the pause"),
            "burst_before": described("pause", after_burst[kept], "1", "a burst precedes it"),
            "in_range": described("pause", in_range, "1", "as short as negative myoclonus"),
            "tonic_level": described((), level, "V", "median RMS of the contraction"),
            **_verdict(reason),
        }
    )


def silent_period(emg: np.ndarray, rate: float, stimulus_times: np.ndarray) -> xr.Dataset:
    """Silent period after each stimulus to a contracting muscle.

    The tonic level is the RMS of the 100 ms before the stimulus, median over stimuli. Silence begins when the moving
    RMS (20 ms) falls below 0.4 of it within 100 ms after the stimulus for at least 20 ms, and ends when it is back
    above for at least 50 ms without a gap; single motor units in between do not end it. Edges as in ``find_pauses``.

    emg: (time,) V. rate: Hz. stimulus_times: (stimulus,) s after the start of ``emg``, increasing.
    Returns: Dataset over (stimulus): total (stimulus to return of the EMG) and duration (silence alone, from the end of
    the evoked response), both ms, and status: 'measured'; 'no silence', both 0; 'no return' within 500 ms or before the
    next stimulus or the end, both NaN. Also median_total, median_duration (a period without return counts as the
    longest; NaN if half of them are), tonic_level V, measurable, reason. Without a stimulus or contraction all is NaN.
    Raises ValueError for NaN, more than one dimension, clipped EMG, a rate below 500 Hz, times that do not increase, or
    a stimulus with less than 100 ms before or after it. Source: a convention of this project, on which durations
    depend, van Kuijk et al. 2014, J Neuroeng Rehabil 11:1.
    """
    emg = checked_emg(emg, rate)
    position = positions(stimulus_times, rate, emg.size, BASELINE, BEGIN)
    before = cut(emg, position, -round(BASELINE * rate), 0)
    level = float(np.median(np.sqrt((before**2).mean(axis=-1)))) if position.size else float("nan")
    smoothed = moving_rms(emg, round(SMOOTH * rate))
    stop = np.minimum(np.append(position[1:], emg.size), position + round((LONGEST + SUSTAINED) * rate))
    reason = ""
    if not position.size:
        reason = "no stimuli"
    elif level < TONIC:
        reason = f"no tonic contraction: {1e6 * level:.1f} uV before the stimuli, at least {1e6 * TONIC:g} uV needed"
    found = [("not measurable", np.nan, np.nan)] * position.size
    if not reason:
        found = [_after(np.abs(emg), smoothed, i, j, level, rate) for i, j in zip(position, stop, strict=True)]
    status = np.array([row[0] for row in found], dtype=str)
    total, duration = (np.array([row[column] for row in found], dtype=float) for column in (1, 2))
    unended = status == "no return"
    words = {"units": "ms", "long_name": "stimulus to return of the EMG"}, {"units": "ms", "long_name": "silence alone"}
    return xr.Dataset(
        {
            "total": ("stimulus", total, words[0]),
            "duration": ("stimulus", duration, words[1]),
            "status": described("stimulus", status, "1", "how the silent period ended"),
            "median_total": ((), _median(total, unended), words[0]),
            "median_duration": ((), _median(duration, unended), words[1]),
            "tonic_level": described((), level, "V", "RMS before the stimuli"),
            **_verdict(reason),
        }
    )


def checked_emg(emg: np.ndarray, rate: float) -> np.ndarray:
    """EMG of one muscle as numbers; ValueError for what cannot be measured."""
    emg = np.asarray(emg, dtype=float)
    if emg.ndim != 1:
        raise ValueError(f"silence is that of one muscle, got an array of {emg.ndim} dimensions; call it per muscle")
    check_samples(emg, rate)
    check_unclipped(emg, "EMG")
    return emg


def _highest_before(smoothed: np.ndarray, rate: float, onset: float) -> float:
    """Largest RMS from BEFORE a pause to its onset (s)."""
    return float(smoothed[max(round((onset - BEFORE) * rate), 0) : max(round(onset * rate), 1)].max())


def _edges(rectified: np.ndarray, first: int, last: int, level: float, rate: float) -> tuple[int, int]:
    """First and one-past-last sample of the silence whose moving RMS is low from ``first`` to ``last``."""
    window, middle = round(SMOOTH * rate), (first + last) // 2
    inside = rectified[first:last]
    over = max(SHARE * level, NOISES * float(np.sqrt((inside**2).mean())))
    begin, end = max(first - window, 0), max(last - window // 2, middle)
    before = np.flatnonzero(rectified[begin : min(first + window // 2, middle)] > over)
    after = np.flatnonzero(rectified[end : last + window] > over)
    return begin + int(before[-1]) + 1 if before.size else first, end + int(after[0]) if after.size else last


def _after(
    rectified: np.ndarray, smoothed: np.ndarray, start: int, stop: int, level: float, rate: float
) -> tuple[str, float, float]:
    """Status, total and duration (ms) of the silent period of a stimulus at ``start`` that ends before ``stop``."""
    quiet = smoothed[start:stop] < SHARE * level
    begin, end = (edge + start for edge in runs(quiet))
    silences = [
        _edges(rectified, i, j, level, rate) for i, j in zip(begin, end, strict=True) if i - start <= BEGIN * rate
    ]
    onsets = [first for first, last in silences if last - first >= SHORTEST * rate]
    if not onsets:
        return "no silence", 0.0, 0.0
    back, over = (edge + start for edge in runs(~quiet))
    lasting = back[(back > onsets[0]) & (over - back >= SUSTAINED * rate)]
    if not lasting.size:
        return "no return", np.nan, np.nan
    _, returned = _edges(rectified, int(begin[begin < lasting[0]][-1]), int(lasting[0]), level, rate)
    total, before = (1e3 * (sample - start) / rate for sample in (returned, max(onsets[0], start)))
    return "measured", total, total - before


def _median(values: np.ndarray, unended: np.ndarray) -> float:
    """Median in which unended periods rank as the longest."""
    middle = float(np.median(np.where(unended, np.inf, values))) if values.size else float("nan")
    return middle if np.isfinite(middle) else float("nan")


def _verdict(reason: str) -> dict[str, tuple]:
    return {
        "measurable": described((), not reason, "1", "can be measured"),
        "reason": described((), reason, "1", "why it cannot be measured"),
    }
