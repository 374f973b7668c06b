"""Silent period of the rectified EMG averaged over stimuli, for contractions of too few units to be read one by one."""

import numpy as np
import xarray as xr
from scipy.ndimage import uniform_filter1d

from ..signals.epochs import cut, positions, runs
from ..signals.labels import described
from .silence import BASELINE, BEGIN, LONGEST, SHORTEST, SUSTAINED, checked_emg

WINDOW = 0.020  # s, moving mean of the averaged EMG
SHARE = 0.5  # of the level before the stimuli, below which the muscle is silent; convention of this project
LEAST = 10e-6  # V, least mean rectified contraction: SHARE of it stays clear of instrument noise of up to 5 uV RMS


def mean_silent_period(emg: np.ndarray, rate: float, stimulus_times: np.ndarray) -> xr.Dataset:
    """Silent period of one muscle, read off its rectified EMG averaged over stimuli.

    It begins where the average, smoothed over 20 ms, falls below half of its mean in the 100 ms before the stimuli for
    at least 20 ms, within 100 ms after the stimulus, and ends where it is back above for at least 50 ms. The smoothing
    carries a large response into the silence: its duration, not the total, is up to 10 ms too short.

    emg: (time,) V. rate: Hz. stimulus_times: (stimulus,) s after the first sample, increasing; those with less than
    0.55 s after them are left out.
    Returns: Dataset of scalars: total (stimulus to return of the EMG) and duration (silence alone) in ms, 0 where there
    is no silence, NaN where the EMG does not return within 0.5 s; level V; measurable, reason. Not measurable, with the
    reason: no stimuli, less than 10 uV before them.
    Raises ValueError for NaN, more than one dimension, clipped EMG, a rate below 500 Hz, and a stimulus with less than
    100 ms before it.
    Source: a convention of this project, as that of single trials (``silent_period``).
    """
    emg = checked_emg(emg, rate)
    after = LONGEST + SUSTAINED
    times = np.asarray(stimulus_times, float)
    position = positions(times[times <= emg.size / rate - after], rate, emg.size, BASELINE, after)
    before = round(BASELINE * rate)
    level = total = duration = float("nan")
    reason = "no stimuli"
    if position.size:
        average = cut(np.abs(emg), position, -before, round(after * rate)).mean(axis=0)
        level = float(average[:before].mean())
        reason = "" if level >= LEAST else f"no contraction: {1e6 * level:.1f} of {1e6 * LEAST:g} uV before the stimuli"
        if not reason:
            smoothed = uniform_filter1d(average, round(WINDOW * rate))[before:]
            total, duration = (1e3 * time for time in _silence(smoothed < SHARE * level, rate))
    return xr.Dataset(
        {
            "total": described((), total, "ms", "stimulus to return of the EMG"),
            "duration": described((), duration, "ms", "silence alone"),
            "level": described((), level, "V", "mean rectified EMG before the stimuli"),
            "measurable": described((), not reason, "1", "can be measured"),
            "reason": described((), reason, "1", "why it cannot be measured"),
        }
    )


def _silence(quiet: np.ndarray, rate: float) -> tuple[float, float]:
    """Stimulus to the end of the silence, and the silence alone, s."""
    begin, end = runs(quiet)
    starts = begin[(end - begin >= SHORTEST * rate) & (begin <= BEGIN * rate)]
    if not starts.size:
        return 0.0, 0.0
    back, over = runs(~quiet)
    returned = back[(back > starts[0]) & (over - back >= SUSTAINED * rate)]
    if not returned.size:
        return float("nan"), float("nan")
    return float(returned[0] / rate), float((returned[0] - starts[0]) / rate)
