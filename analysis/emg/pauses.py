"""Pauses of a tonic contraction, as in negative myoclonus, and the edges of any silence in it."""

import numpy as np
import xarray as xr

from ..signals.checks import checked_emg
from ..signals.counted import counted
from ..signals.epochs import moving_rms, runs
from ..signals.labels import labelled
from ..signals.recorded import uncut

SMOOTH = 0.020  # s, window of the moving RMS: a full interference pattern never dips below SHARE in it
SHARE = 0.4  # of the tonic level, below which the muscle is silent; convention of this project
TONIC = 20e-6  # V RMS, least contraction: SHARE of it stays clear of instrument noise of up to 5 uV (textbook)
MINIMUM = 0.050  # s, shortest pause of negative myoclonus (textbook)
LONGEST = 0.500  # s, longest pause of negative myoclonus, and longest wait for the EMG to return (rubboli2006)
BEFORE = 0.050  # s, a burst that ends this shortly before a pause belongs to it
BURST = 2.0  # tonic levels, above which the moving RMS of a contraction has a burst in it
NOISES = 4.0  # RMS of a silence that a sample exceeds where the contraction ends or returns


def find_pauses(emg: np.ndarray, rate: float) -> xr.Dataset:
    """Pauses of a tonic contraction, as in negative myoclonus and asterixis.

    A pause lasts while the moving RMS (20 ms) is below 0.4 of the tonic level, and at least 50 ms. The tonic level is
    the median of that RMS outside the pauses. The window blurs the edges of a pause; they are the last and first
    rectified samples near by that exceed 0.4 of the tonic level and 4 times the RMS within the pause. Pauses cut off by
    an end of the trace are left out, for their duration is unknown.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    xarray.Dataset
        Over ``pause``: ``onset`` s, ``duration`` ms, ``burst_before`` (a burst of twice the tonic level within 50 ms
        before: positive-negative myoclonus), ``in_range`` (at most 500 ms). Scalars: ``tonic_level`` V, ``measurable``,
        ``reason``. Three kinds of EMG are not measurable and have no pauses: a muscle active less than half of the
        time, a tonic level below 20 uV, and a contraction of so few motor units that gaps of 25 to 50 ms outnumber the
        pauses (those after bursts apart).

    Raises
    ------
    ValueError
        The EMG has infinite samples, more than one dimension, is clipped, or is sampled below 500 Hz.

    Notes
    -----
    NaN was not recorded; a pause that touches it is left out, since its duration is unknown.
    The range of durations and the absence of a preceding burst are published; share and window are conventions of this
    project.

    References
    ----------
    rubboli2006

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> emg = 1e-4 * rng.standard_normal(20_000)  # 10 s at 2000 Hz
    >>> emg[8000:8200] *= 0.01  # 100 ms of silence
    >>> pauses = find_pauses(emg, 2000.0)
    >>> round(float(pauses["onset"].item()), 2), round(float(pauses["duration"].item()))
    (4.0, 100)
    """
    emg = checked_emg(emg, rate)
    smoothed = moving_rms(emg, round(SMOOTH * rate))
    recorded = smoothed[np.isfinite(smoothed)]
    level = float(np.median(recorded)) if recorded.size else 0.0
    if level > 0:
        # Where half of the time is silent, the median of all is no more than the weakest contraction
        level = float(np.median(recorded[recorded >= SHARE * level]))
    first, last = runs(smoothed < SHARE * level)
    whole = (first > 0) & (last < smoothed.size)
    first, last = uncut(smoothed, first[whole], last[whole])
    edges = [silence_edges(np.abs(emg), i, j, level, rate) for i, j in zip(first, last, strict=True)]
    start, stop = np.array(edges, dtype=float).reshape(-1, 2).T / rate
    after_burst = np.array([_highest_before(smoothed, rate, onset) > BURST * level for onset in start], dtype=bool)
    long_enough = stop - start >= MINIMUM
    gaps = (stop - start >= MINIMUM / 2) & ~long_enough & ~after_burst
    reason = ""
    if level < TONIC:
        reason = f"no tonic contraction: median level {1e6 * level:.1f} uV, at least {1e6 * TONIC:g} uV needed"
    elif gaps.sum() > long_enough.sum() > 0:
        reason = (
            f"contraction too weak: {counted(gaps.sum(), 'gap')} of 25 to 50 ms against"
            f" {counted(long_enough.sum(), 'pause')}"
        )
    kept = np.flatnonzero(long_enough) if not reason else np.zeros(0, dtype=int)
    duration = 1e3 * (stop - start)[kept]
    in_range = duration <= 1e3 * LONGEST
    return xr.Dataset(
        {
            "onset": labelled("pause", start[kept], "s", "onset of the pause"),
            "duration": labelled("pause", duration, "ms", "duration of the pause"),
            "burst_before": labelled("pause", after_burst[kept], "1", "a burst precedes it"),
            "in_range": labelled("pause", in_range, "1", "as short as negative myoclonus"),
            "tonic_level": labelled((), level, "V", "median RMS of the contraction"),
            **verdict(reason),
        }
    )


def silence_edges(rectified: np.ndarray, first: int, last: int, level: float, rate: float) -> tuple[int, int]:
    """Edges of a silence at the precision of single samples.

    Parameters
    ----------
    rectified : numpy.ndarray
        Rectified EMG (time,), V.
    first, last : int
        Samples between which the moving RMS is low; ``last`` is the one after.
    level : float
        Tonic level, V.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    tuple of int
        First sample of the silence, and the one after its last.
    """
    window, middle = round(SMOOTH * rate), (first + last) // 2
    inside = rectified[first:last]
    over = max(SHARE * level, NOISES * float(np.sqrt(np.nanmean(inside**2))))
    begin, end = max(first - window, 0), max(last - window // 2, middle)
    before = np.flatnonzero(rectified[begin : min(first + window // 2, middle)] > over)
    after = np.flatnonzero(rectified[end : last + window] > over)
    return begin + int(before[-1]) + 1 if before.size else first, end + int(after[0]) if after.size else last


def verdict(reason: str) -> dict[str, tuple]:
    """Variables that say whether a silence can be measured.

    Parameters
    ----------
    reason : str
        Why it cannot be measured, or ''.

    Returns
    -------
    dict
        ``measurable`` and ``reason`` as variables of a Dataset.
    """
    return {
        "measurable": labelled((), not reason, "1", "can be measured"),
        "reason": labelled((), reason, "1", "why it cannot be measured"),
    }


def _highest_before(smoothed: np.ndarray, rate: float, onset: float) -> float:
    """Largest RMS from BEFORE a pause to its onset (s)."""
    return float(np.nanmax(smoothed[max(round((onset - BEFORE) * rate), 0) : max(round(onset * rate), 1)], initial=0.0))
