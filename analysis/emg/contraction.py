"""A contraction as its own baseline: which of the peaks of its EMG exceed all that the contraction itself shows."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import find_peaks

from ..signals.counted import counted
from ..signals.epochs import moving_rms
from .pauses import TONIC

SMOOTH = 0.020  # s, window of the moving RMS, as in pauses
APART = 0.030  # s between the peaks of a contraction, as long as a burst of some motor units
NEIGHBOURS = 50  # peaks that a peak is compared with, some 3 s of contraction: their quartiles are known to a fifth
FENCE = 13.0  # interquartile ranges above the upper quartile, from which a peak is a jerk; see the notes
LEAST_SPREAD = 0.15  # of the upper quartile: the potentials of a few regular units are alike until they coincide
FAR_OUT = 3.0  # the same for a response, whose time is known: Tukey's outer fence (tukey1977)
EDGE = 3.0  # SDs of the moving RMS of instrument noise that a peak exceeds


@dataclass(frozen=True)
class Contraction:
    """Peaks of the EMG of contracting muscles.

    Attributes
    ----------
    time : numpy.ndarray
        Times (peak,), s after the first sample.
    excess : numpy.ndarray
        How far each peak exceeds the contraction around it (peak,), in interquartile ranges above the upper quartile of
        50 peaks of contraction near by; the range is at least 15 % of that quartile. It is infinite where there
        is no contraction to compare with.
    level : numpy.ndarray
        RMS at the peaks of the contraction alone, median, of every muscle (muscle,), V; NaN without such peaks.
    reason : str
        Why jerks cannot be told from the contraction, or ''.
    """

    time: np.ndarray
    excess: np.ndarray
    level: np.ndarray
    reason: str


def contraction_peaks(
    emg: np.ndarray, rate: float, *, noise: float | None = None, answered: np.ndarray | None = None
) -> Contraction:
    """Peaks of the EMG of muscles that contract together, and by how much each exceeds the contraction.

    The moving RMS (20 ms) of all muscles is added up, because a jerk takes several of them at once and the motor units
    of a contraction do not. Its peaks, at least 30 ms apart, are compared with the 50 peaks of contraction that are
    nearest in time, so that an effort may rise.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (muscle, time) of the contracting muscles, V; NaN where nothing was recorded.
    rate : float
        Samples per second, Hz.
    noise : float, optional
        RMS of the instrument's noise, V. Peaks of noise are left out. Without it the muscles have to contract steadily.
    answered : numpy.ndarray, optional
        Stretches (stretch, 2) in s after the first sample in which a stimulus is answered. Their peaks are no
        contraction.

    Returns
    -------
    Contraction
        The peaks. Fewer than 50 peaks of contraction, or without ``noise`` a median level below 20 uV, are no baseline
        and give a reason.

    Notes
    -----
    The sizes of the peaks of independent motor units fall off exponentially above their median, so that one exceeds
    the upper quartile by k interquartile ranges with a chance of exp(-1.1 k) / 4. Common drive makes the tail heavier:
    the largest peak in 200 s of healthy contraction of the model lies at k = 11. The fence is that of Tukey, whose
    outer one lies at k = 3; that it is set at 13 is a convention of this project. A jerk smaller than that is not told
    from a strong contraction, and none is that is less than three times the upper quartile.

    References
    ----------
    tukey1977

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> emg = 1e-4 * rng.standard_normal((1, 20_000))  # 10 s at 2000 Hz
    >>> emg[0, 8000:8060] *= 6  # a jerk at 4 s
    >>> found = contraction_peaks(emg, 2000.0)
    >>> found.time[found.excess > FENCE].round(1).tolist(), found.reason
    ([4.0], '')
    """
    window = round(SMOOTH * rate)
    smoothed = moving_rms(np.nan_to_num(emg), window)  # what was not recorded has no peaks
    total = smoothed.sum(axis=0)
    floor = 0.0 if noise is None else len(emg) * noise * (1 + EDGE / np.sqrt(2 * window * max(len(emg), 1)))
    peak, _ = find_peaks(total, distance=max(round(APART * rate), 1), height=floor)
    time = peak / rate
    own = ~inside(time, np.zeros((0, 2)) if answered is None else answered)
    base_time, base = time[own], total[peak[own]]
    level = np.median(smoothed[:, peak[own]], axis=1) if own.any() else np.full(len(emg), np.nan)
    steady = float(np.median(total)) if total.size else 0.0
    reason = ""
    if base.size < NEIGHBOURS:
        reason = f"{counted(base.size, 'peak')} of contraction, {NEIGHBOURS} needed to tell a jerk from them"
    elif noise is None and steady < TONIC:
        reason = f"no steady contraction: median level {1e6 * steady:.1f} uV, at least {1e6 * TONIC:g} uV needed"
    if reason:
        return Contraction(time, np.full(time.size, np.inf), level, reason)
    low, high = np.percentile(sliding_window_view(base, NEIGHBOURS), (25, 75), axis=1)
    place = np.clip(np.searchsorted(base_time, time) - NEIGHBOURS // 2, 0, base.size - NEIGHBOURS)
    spread = np.maximum(high - low, LEAST_SPREAD * high)
    return Contraction(time, (total[peak] - high[place]) / spread[place], level, "")


def inside(time: np.ndarray, stretches: np.ndarray) -> np.ndarray:
    """Which times lie in any of some stretches.

    Parameters
    ----------
    time : numpy.ndarray
        Times (event,), s.
    stretches : numpy.ndarray
        Begin and end (stretch, 2) of each, s, in order of their begins; they may overlap.

    Returns
    -------
    numpy.ndarray
        Truth (event,); both ends belong to a stretch.

    Examples
    --------
    >>> inside(np.array([0.5, 1.5, 2.5]), np.array([[1.0, 2.0]])).tolist()
    [False, True, False]
    """
    if not len(stretches):
        return np.zeros(time.shape, dtype=bool)
    before = np.searchsorted(stretches[:, 0], time, side="right")
    latest = np.r_[-np.inf, np.maximum.accumulate(stretches[:, 1])]
    return time <= latest[before]
