"""Stretches of a recording: around stimuli, of one state, and smoothed."""

import numpy as np
from scipy.ndimage import uniform_filter1d

ROUNDING = 1e-6  # of the largest value, far above what the running sum of ``moving_rms`` loses


def positions(times: np.ndarray, rate: float, samples: int, before: float, after: float) -> np.ndarray:
    """Find the sample nearest to each stimulus.

    Parameters
    ----------
    times : numpy.ndarray
        Times (stimulus,) in s after the first sample, increasing. No stimuli give no positions.
    rate : float
        Samples per second, Hz.
    samples : int
        Number of samples of the recording.
    before, after : float
        Time in s that must lie inside the recording on either side of a stimulus.

    Returns
    -------
    numpy.ndarray
        Sample (stimulus,) of every stimulus.

    Raises
    ------
    ValueError
        Times do not increase, or a stimulus is too close to an edge of the recording.

    Examples
    --------
    >>> positions([0.1, 0.5], 1000.0, 1000, 0.1, 0.2).tolist()
    [100, 500]
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
    """Cut stretches of the same length out of signals.

    Parameters
    ----------
    values : numpy.ndarray
        Signals (..., time).
    position : numpy.ndarray
        Samples (stimulus,) that the stretches are counted from.
    first, last : int
        First sample, and the one after the last, relative to each position.

    Returns
    -------
    numpy.ndarray
        Stretches (..., stimulus, sample).

    Examples
    --------
    >>> cut(np.arange(10), np.array([2, 5]), -1, 2).tolist()
    [[1, 2, 3], [4, 5, 6]]
    """
    return values[..., position[:, None] + np.arange(first, last)]


def runs(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the runs of True.

    Parameters
    ----------
    mask : numpy.ndarray
        Truth (sample,).

    Returns
    -------
    first : numpy.ndarray
        First sample (run,) of every run.
    last : numpy.ndarray
        The sample (run,) after its last.

    Examples
    --------
    >>> [edges.tolist() for edges in runs(np.array([True, False, True, True]))]
    [[0, 2], [1, 4]]
    """
    padded = np.zeros(mask.size + 2, dtype=bool)
    padded[1:-1] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def moving_rms(values: np.ndarray, window: int) -> np.ndarray:
    """Root mean square over a moving window along the last axis.

    Parameters
    ----------
    values : numpy.ndarray
        Signals (..., time).
    window : int
        Length of the window in samples. Signals are mirrored at their edges.

    Returns
    -------
    numpy.ndarray
        Moving RMS of the same shape, over what was recorded of each window. It is NaN where the signal is.

    Examples
    --------
    >>> moving_rms(np.array([3.0, -3.0, 3.0]), 3).tolist()
    [3.0, 3.0, 3.0]
    """
    if not values.shape[-1]:
        return np.zeros(values.shape)
    squares, recorded = values.astype(float) ** 2, None
    if np.isnan(squares).any():
        recorded = np.isfinite(squares)
        squares = np.where(recorded, squares, 0.0)
    # The running sum of the filter can fall below zero by rounding
    mean = np.maximum(uniform_filter1d(squares, window, axis=-1, mode="reflect"), 0)
    if recorded is not None:
        share = uniform_filter1d(recorded.astype(float), window, axis=-1, mode="reflect")
        mean = np.divide(mean, share, out=np.full(mean.shape, np.nan), where=recorded)
    return np.sqrt(mean)
