"""How long motor units are held back after a stimulus that does not make them fire."""

from dataclasses import dataclass

import numpy as np

from ..signals.counted import counted
from ..signals.epochs import runs

WINDOW = 0.005  # s, over which discharges are counted
STEP = 0.001  # s, from one window to the next
BASELINE = 0.100  # s before the stimulus whose rate is compared with
BELOW = 0.5  # share of that rate below which units count as held back
LEAST = 50  # discharges before the stimuli, with fewer nothing can be told


@dataclass(frozen=True)
class Suppression:
    """How long motor units are held back.

    Attributes
    ----------
    duration : float
        Duration, ms; 0 for units that are never held back.
    reason : str
        Why it is NaN; empty if it is not.
    """

    duration: float
    reason: str = ""


def suppression_duration(spike_time: np.ndarray, stimulus_times: np.ndarray, end: float) -> Suppression:
    """Longest stretch after a stimulus in which motor units fire less than half as often as before it.

    Parameters
    ----------
    spike_time : numpy.ndarray
        Times (spike,) in s of the units together.
    stimulus_times : numpy.ndarray
        Times (stimulus,) in s.
    end : float
        Time in s after the stimulus up to which discharges are counted, in windows of 5 ms, 1 ms apart.

    Returns
    -------
    Suppression
        The duration. Silence, or fewer than 50 discharges in the 100 ms before all stimuli, gives NaN and the reason.

    Raises
    ------
    ValueError
        The end lies within the first window, or a time is no number.

    Notes
    -----
    The peristimulus histogram is that of units of another muscle than the conditioned one; the criterion is this
    project's.

    References
    ----------
    meunier1990

    Examples
    --------
    >>> stimuli = np.arange(1.0, 51.0)
    >>> spikes = (stimuli[:, None] + np.arange(-0.1, 0.1, 0.005)).ravel()
    >>> after = (spikes + 1e-9) % 1.0
    >>> suppression_duration(spikes[(after < 0.010) | (after >= 0.040)], stimuli, 0.080).duration
    29.0
    """
    if not end > WINDOW:
        raise ValueError(f"end={end} s: discharges are counted for more than {WINDOW} s after a stimulus")
    times, stimuli = np.asarray(spike_time, float), np.asarray(stimulus_times, float)
    if not (np.isfinite(times).all() and np.isfinite(stimuli).all()):
        raise ValueError("times of spikes and stimuli must be numbers; drop the others first")
    near = [times[(times > stimulus - BASELINE) & (times < stimulus + end)] - stimulus for stimulus in stimuli]
    late = np.sort(np.concatenate(near)) if near else np.zeros(0)
    before = np.count_nonzero(late < 0)
    if before < LEAST:
        return Suppression(float("nan"), f"{counted(before, 'discharge')} before the stimuli, {LEAST} needed")
    starts = np.arange(0, end - WINDOW + STEP / 2, STEP)
    counts = np.searchsorted(late, starts + WINDOW) - np.searchsorted(late, starts)
    held = counts < BELOW * before * WINDOW / BASELINE
    begin, over = runs(held)
    return Suppression(float(1e3 * STEP * (over - begin).max(initial=0)))
