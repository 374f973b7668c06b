"""Stretches of a recording around stimuli, and the checks that every measurement on them needs."""

import numpy as np
import xarray as xr
from scipy.ndimage import uniform_filter1d

SLOWEST = 500.0  # Hz, below it the potentials of motor units and the first cortical peaks are lost
RESTING = 0.001  # share of samples at an extreme value, more of which shorten what is measured
JITTER = 0.01  # of a sample, by which a regular time axis may be uneven from rounding


def sampling(trace: xr.DataArray) -> tuple[float, float]:
    """Rate (Hz) and first time (s) of a recording with a regular coordinate ``time`` in s.

    Raises ValueError for fewer than two samples, uneven times, fewer than 500 Hz, or samples that are no numbers.
    """
    time = trace["time"].values
    if time.size < 2:
        raise ValueError(f"a recording of {time.size} samples has no rate; record at least two")
    step = float(time[-1] - time[0]) / (time.size - 1)
    if not step > 0 or np.abs(np.diff(time) - step).max() > JITTER * step:
        raise ValueError("the times of the recording are not evenly spaced; resample it first")
    check_samples(trace.values, 1 / step)
    return 1 / step, float(time[0])


def check_samples(values: np.ndarray, rate: float) -> None:
    """Refuse what cannot be measured: ValueError for a rate below 500 Hz and for samples that are no numbers."""
    # A rate from a time axis is off by rounding
    if not rate >= SLOWEST * (1 - 1e-6):
        raise ValueError(f"sampled at {rate:g} Hz; stimulus-locked measurements need at least {SLOWEST:g} Hz")
    if not np.isfinite(values).all():
        bad = np.count_nonzero(~np.isfinite(values))
        raise ValueError(f"the recording has {bad} samples that are no numbers; cut them out first")


def check_unclipped(trace: np.ndarray, what: str) -> None:
    """ValueError, naming ``what``, for a signal (time,) of which more than 0.1 % of samples rest at an extreme value.

    Slow signals repeat their peak now and then, and a stimulus may saturate an amplifier for a moment, so that only a
    share tells. A resting 0 and a constant are not clipped.
    """
    low, high = trace.min(initial=np.inf), trace.max(initial=-np.inf)
    if not low < high:
        return
    extreme = (trace[1:] == high) | (trace[1:] == low)
    if extreme.mean() <= RESTING:
        return
    rests = (trace[1:] == trace[:-1]) & (trace[1:] != 0) & extreme
    if rests.mean() > RESTING:
        share = f"{100 * rests.mean():.2g} % of samples rest at an extreme value"
        raise ValueError(f"{what} is clipped ({share}); record with less gain or leave it out")


def checked_eeg(potential: xr.DataArray) -> tuple[float, float, np.ndarray]:
    """Sampling rate Hz, time of the first sample s, and the signals (electrode, time) V of an EEG.

    Raises ValueError as ``sampling`` and ``check_unclipped``.
    """
    rate, origin = sampling(potential)
    signal = potential.transpose("electrode", "time").values.astype(float)
    for trace, name in zip(signal, potential["electrode"].values, strict=True):
        check_unclipped(trace, f"EEG of '{name}'")
    return rate, origin, signal


def positions(times: np.ndarray, rate: float, samples: int, before: float, after: float) -> np.ndarray:
    """Sample (stimulus,) nearest to each stimulus.

    times: (stimulus,) s after the first of ``samples`` samples. before, after: s that must lie inside the recording on
    either side. No stimuli give none. Raises ValueError for times that do not increase, and for a stimulus too close to
    an edge.
    """
    times = np.asarray(times, dtype=float)
    if not np.isfinite(times).all() or (np.diff(times) <= 0).any():
        raise ValueError("stimulus times must be numbers that increase; sort them and drop doubles")
    found = np.rint(times * rate).astype(np.int64)
    outside = (found < round(before * rate)) | (found + round(after * rate) > samples)
    if outside.any():
        first = times[outside][0]
        raise ValueError(
            f"stimulus {first:g} s after the start lacks {before:g} s before or {after:g} s after it; leave it out"
        )
    return found


def cut(values: np.ndarray, position: np.ndarray, first: int, last: int) -> np.ndarray:
    """Stretches (..., stimulus, sample) from ``first`` up to, not with, ``last`` samples after each position."""
    return values[..., position[:, None] + np.arange(first, last)]


def runs(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and one-past-last samples of the runs of True in (sample,)."""
    padded = np.zeros(mask.size + 2, dtype=bool)
    padded[1:-1] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def moving_rms(values: np.ndarray, window: int) -> np.ndarray:
    """Root mean square over ``window`` samples along the last axis; mirrored at the edges."""
    if not values.shape[-1]:
        return np.zeros(values.shape)
    # The running sum of the filter can fall below zero by rounding
    return np.sqrt(np.maximum(uniform_filter1d(values.astype(float) ** 2, window, axis=-1, mode="reflect"), 0))
