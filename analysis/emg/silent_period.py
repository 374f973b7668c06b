"""Silent period of a contracting muscle after a stimulus, of single trials and of their average."""

import numpy as np
import xarray as xr
from scipy.ndimage import uniform_filter1d

from ..signals.checks import checked_emg
from ..signals.counted import counted
from ..signals.epochs import cut, moving_rms, positions, runs
from ..signals.labels import labelled
from ..signals.recorded import whole_sweeps
from .pauses import LONGEST, SHARE, SMOOTH, TONIC, silence_edges, verdict

BASELINE = 0.100  # s before the stimulus that give the tonic level
BEGIN = 0.100  # s after the stimulus within which a silent period begins
SHORTEST = 0.020  # s, a shorter dip is no silent period
SUSTAINED = 0.050  # s that EMG lasts without a gap when it has returned; one motor unit alone lasts less
WINDOW = 0.020  # s, moving mean of the averaged EMG
AVERAGE_SHARE = 0.5  # of the level before the stimuli, below which the muscle is silent; convention of this project
AVERAGE_LEAST = 10e-6  # V, least mean rectified EMG: AVERAGE_SHARE of it is clear of noise of up to 5 uV RMS


def silent_period(emg: np.ndarray, rate: float, stimulus_times: np.ndarray) -> xr.Dataset:
    """Silent period after each stimulus to a contracting muscle.

    The tonic level is the RMS of the 100 ms before the stimulus, median over stimuli. Silence begins when the moving
    RMS (20 ms) falls below 0.4 of this level within 100 ms after the stimulus, for at least 20 ms. It ends when the RMS
    is back above for at least 50 ms without a gap; single motor units in between do not end it. Edges are found as in
    ``find_pauses``.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    stimulus_times : numpy.ndarray
        Times (stimulus,) in s after the first sample, increasing.

    Returns
    -------
    xarray.Dataset
        Over ``stimulus``: ``total`` (stimulus to return of the EMG) and ``duration`` (silence alone, from the end of
        the evoked response), both ms, and ``status``. The status is 'measured'; 'no silence', both 0; or 'no return'
        within 500 ms or before the next stimulus or the end, both NaN. Scalars: ``median_total`` and
        ``median_duration`` (a period without return counts as the longest), ``tonic_level`` V, ``measurable``,
        ``reason``. If half of the periods have no return the medians are NaN and not measurable, and ``reason`` says
        so. Without a stimulus or a contraction everything is NaN. A stimulus around which something was not recorded
        (NaN) has the status 'not recorded' and takes no part.

    Raises
    ------
    ValueError
        The EMG has infinite samples, more than one dimension, is clipped or sampled below 500 Hz, times do not
        increase, or a stimulus has less than 100 ms before or after it.

    Notes
    -----
    The criterion is a convention of this project, and durations depend on the convention.

    References
    ----------
    vankuijk2014

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> emg = 1e-4 * rng.standard_normal(20_000)  # 10 s at 2000 Hz
    >>> for second in range(1, 9):
    ...     emg[second * 2000 : second * 2000 + 200] *= 0.01  # 100 ms after each stimulus
    >>> found = silent_period(emg, 2000.0, np.arange(1.0, 9.0))
    >>> round(float(found["median_duration"])), str(found["status"].values[0])
    (100, 'measured')
    """
    emg = checked_emg(emg, rate)
    position = positions(stimulus_times, rate, emg.size, BASELINE, BEGIN)
    stop = np.minimum(np.append(position[1:], emg.size), position + round((LONGEST + SUSTAINED) * rate))
    lead = round(BASELINE * rate)
    whole = np.array([np.isfinite(emg[i - lead : j]).all() for i, j in zip(position, stop, strict=True)], dtype=bool)
    before = cut(emg, position[whole], -lead, 0)
    level = float(np.median(np.sqrt((before**2).mean(axis=-1)))) if whole.any() else float("nan")
    smoothed = moving_rms(emg, round(SMOOTH * rate))
    reason = ""
    if not position.size:
        reason = "no stimuli"
    elif not whole.any():
        reason = "no stimulus around which everything was recorded"
    elif level < TONIC:
        reason = f"no tonic contraction: {1e6 * level:.1f} uV before the stimuli, at least {1e6 * TONIC:g} uV needed"
    found = [("not measurable", np.nan, np.nan)] * position.size
    if not reason:
        found = [
            _after(np.abs(emg), smoothed, i, j, level, rate) if there else ("not recorded", np.nan, np.nan)
            for i, j, there in zip(position, stop, whole, strict=True)
        ]
    status = np.array([row[0] for row in found], dtype=str)
    total, duration = (np.array([row[column] for row in found], dtype=float) for column in (1, 2))
    unended, known = status == "no return", status != "not recorded"
    if not reason and np.isinf(_median(total[known], unended[known])):
        reason = f"no return of the EMG after {unended.sum()} of {counted(int(known.sum()), 'stimulus', 'stimuli')}"
    words = {"units": "ms", "long_name": "stimulus to return of the EMG"}, {"units": "ms", "long_name": "silence alone"}
    return xr.Dataset(
        {
            "total": ("stimulus", total, words[0]),
            "duration": ("stimulus", duration, words[1]),
            "status": labelled("stimulus", status, "1", "how the silent period ended"),
            "median_total": ((), _finite(_median(total[known], unended[known])), words[0]),
            "median_duration": ((), _finite(_median(duration[known], unended[known])), words[1]),
            "tonic_level": labelled((), level, "V", "RMS before the stimuli"),
            **verdict(reason),
        }
    )


def mean_silent_period(emg: np.ndarray, rate: float, stimulus_times: np.ndarray) -> xr.Dataset:
    """Silent period of one muscle, read off its rectified EMG averaged over stimuli.

    It serves contractions of too few motor units to be read trial by trial. The silence begins where the average,
    smoothed over 20 ms, falls below half of its mean in the 100 ms before the stimuli for at least 20 ms. It must begin
    within 100 ms after the stimulus, and it ends where the average is back above for at least 50 ms.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    stimulus_times : numpy.ndarray
        Times (stimulus,) in s after the first sample, increasing. Stimuli with less than 0.55 s after them, or around
        which something was not recorded (NaN), are left out.

    Returns
    -------
    xarray.Dataset
        Scalars: ``total`` (stimulus to return of the EMG) and ``duration`` (silence alone), both ms, 0 where there is
        no silence; ``level`` V; ``measurable`` and ``reason``. No stimuli, less than 10 uV before them, or EMG that
        does not return within 0.5 s are not measurable: both durations are NaN, and ``reason`` says why.

    Raises
    ------
    ValueError
        The EMG has infinite samples, more than one dimension, is clipped or sampled below 500 Hz, or a stimulus has
        less than 100 ms before it.

    Notes
    -----
    The smoothing carries a large response into the silence: its duration, not the total, is up to 10 ms too short. Half
    of the level is a convention of this project, as that of single trials is (``silent_period``).
    """
    emg = checked_emg(emg, rate)
    after = LONGEST + SUSTAINED
    times = np.asarray(stimulus_times, float)
    position = positions(times[times <= emg.size / rate - after], rate, emg.size, BASELINE, after)
    before = round(BASELINE * rate)
    position = position[whole_sweeps(emg[None], position - before, before + round(after * rate))]
    level = total = duration = float("nan")
    reason = "no stimuli"
    if position.size:
        average = cut(np.abs(emg), position, -before, round(after * rate)).mean(axis=0)
        level = float(average[:before].mean())
        needed = f"{1e6 * level:.1f} of {1e6 * AVERAGE_LEAST:g} uV before the stimuli"
        reason = "" if level >= AVERAGE_LEAST else f"no contraction: {needed}"
        if not reason:
            smoothed = uniform_filter1d(average, round(WINDOW * rate))[before:]
            total, duration = (1e3 * time for time in _silence_of_average(smoothed < AVERAGE_SHARE * level, rate))
            reason = f"no return of the EMG within {LONGEST:g} s" if np.isnan(total) else ""
    return xr.Dataset(
        {
            "total": labelled((), total, "ms", "stimulus to return of the EMG"),
            "duration": labelled((), duration, "ms", "silence alone"),
            "level": labelled((), level, "V", "mean rectified EMG before the stimuli"),
            "measurable": labelled((), not reason, "1", "can be measured"),
            "reason": labelled((), reason, "1", "why it cannot be measured"),
        }
    )


def _after(
    rectified: np.ndarray, smoothed: np.ndarray, start: int, stop: int, level: float, rate: float
) -> tuple[str, float, float]:
    """Status, total and duration (ms) of the silent period of a stimulus at ``start`` that ends before ``stop``."""
    quiet = smoothed[start:stop] < SHARE * level
    begin, end = (edge + start for edge in runs(quiet))
    silences = [
        silence_edges(rectified, i, j, level, rate)
        for i, j in zip(begin, end, strict=True)
        if i - start <= BEGIN * rate
    ]
    onsets = [first for first, last in silences if last - first >= SHORTEST * rate]
    if not onsets:
        return "no silence", 0.0, 0.0
    back, over = (edge + start for edge in runs(~quiet))
    lasting = back[(back > onsets[0]) & (over - back >= SUSTAINED * rate)]
    if not lasting.size:
        return "no return", np.nan, np.nan
    _, returned = silence_edges(rectified, int(begin[begin < lasting[0]][-1]), int(lasting[0]), level, rate)
    total, before = (1e3 * (sample - start) / rate for sample in (returned, max(onsets[0], start)))
    return "measured", total, total - before


def _median(values: np.ndarray, unended: np.ndarray) -> float:
    """Median in which unended periods rank as the longest."""
    return float(np.median(np.where(unended, np.inf, values))) if values.size else float("nan")


def _finite(value: float) -> float:
    return value if np.isfinite(value) else float("nan")


def _silence_of_average(quiet: np.ndarray, rate: float) -> tuple[float, float]:
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
