"""Bursts of a muscle whose noise is known, as that of the instrument in recordings of the model."""

import numpy as np

from ..signals.epochs import ROUNDING, runs
from ..signals.recorded import uncut
from .activity import Activity
from .edges import WINDOW

THRESHOLD = 3.0  # resting SDs above the resting mean
MINIMUM = 0.010  # s, shortest burst
RESOLUTION = 0.003  # s, a duration is known to this, so a burst of MINIMUM may measure that much less


def above_known_noise(
    emg: np.ndarray, smoothed: np.ndarray, rate: float, rest: tuple[float, float], gap: int
) -> Activity:
    """Bursts that exceed the noise: the event rule of the healthy gates.

    Parameters
    ----------
    emg, smoothed : numpy.ndarray
        EMG (time,) and its moving RMS over 10 ms, V.
    rate : float
        Samples per second, Hz.
    rest : tuple of float
        Mean and SD of the moving RMS of the noise, V.
    gap : int
        Shorter pauses are closed and shorter blips dropped, samples.

    Returns
    -------
    Activity
        The bursts, in order.

    Notes
    -----
    The window makes every burst longer by itself, less the time in which it fills up to the threshold. Both are taken
    off again, so durations carry no bias.
    """
    mean, spread = rest
    window = round(WINDOW * rate)
    # A trace without any noise has no spread; rounding is then all there is to stay above
    threshold = max(mean + THRESHOLD * spread, ROUNDING * float(np.nanmax(smoothed, initial=0.0)))
    start, stop = _runs(smoothed > threshold, gap)
    start, stop = uncut(smoothed, start, stop)
    # A burst of MINIMUM stays above threshold longer than that by the window itself; noise hardly ever does
    long_enough = stop - start >= window + round((MINIMUM - RESOLUTION) * rate)
    start, stop = start[long_enough], stop[long_enough]
    onset, end = _free_of_window(emg, start, stop, threshold, mean, window)
    return Activity(start, stop, onset, end, 0)


def _runs(above: np.ndarray, gap: int) -> tuple[np.ndarray, np.ndarray]:
    """First and one-past-last samples of the runs of True; runs, then gaps, shorter than ``gap`` samples are dropped.

    Without the first, a blip of noise beside a burst would be joined to it.
    """
    start, stop = runs(above)
    start, stop = start[stop - start >= gap], stop[stop - start >= gap]
    apart = start[1:] - stop[:-1] >= gap
    return start[np.r_[True, apart]] if start.size else start, stop[np.r_[apart, True]] if stop.size else stop


def _free_of_window(
    emg: np.ndarray, start: np.ndarray, stop: np.ndarray, threshold: float, rest: float, window: int
) -> tuple[np.ndarray, np.ndarray]:
    """Onset and end, in samples, of a burst whose moving RMS is above threshold from ``start`` to ``stop``.

    A window that reaches over the edge of a burst of mean square B by a share f holds f B + rest^2, so the crossing is
    at f = (threshold^2 - rest^2) / B, half a window outside the edge less f windows. Edges of the trace are left.
    """
    before, after = window // 2, window - window // 2 - 1  # samples of the window to either side of its own
    onset, end = start.astype(float), stop.astype(float)
    for i, (first, last) in enumerate(zip(start, stop, strict=True)):
        inside = emg[first + after : last - before].astype(float)
        inside = inside[np.isfinite(inside)]
        power = np.mean(inside**2) - rest**2 if inside.size else 0.0
        share = min((threshold**2 - rest**2) / power, 0.5) if power > 0 else 0.5
        if first > 0:
            onset[i] += after - share * window
        if last < emg.size:
            end[i] -= before - share * window
    return onset, np.maximum(end, onset)
