"""Stretches of a recording: around stimuli, of one state, and smoothed."""

import numpy as np
from scipy.ndimage import uniform_filter1d

ROUNDING = 1e-6  # of the largest value, far above what the running sum of ``moving_rms`` loses


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
