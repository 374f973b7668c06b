"""What of a recording was recorded: samples that are missing are NaN, and their time counts for nothing."""

import numpy as np
import xarray as xr

from .epochs import runs
from .groups import emg


def recorded_seconds(signal: xr.DataArray) -> np.ndarray:
    """Time for which each channel was recorded.

    Parameters
    ----------
    signal : xarray.DataArray
        Signals (channel, time) with a regular coordinate ``time`` in s. Missing samples are NaN.

    Returns
    -------
    numpy.ndarray
        Recorded time (channel,) in s, missing stretches left out.

    Examples
    --------
    >>> signal = xr.DataArray([[1.0, np.nan, 2.0, 3.0]], {"time": np.arange(4) / 2}, ("muscle", "time"))
    >>> recorded_seconds(signal).tolist()
    [1.5]
    """
    values = signal.transpose(..., "time").values
    return np.isfinite(values).sum(axis=-1) * _step(signal["time"].values)


def seconds_with_any(signal: xr.DataArray) -> float:
    """Time for which at least one channel was recorded.

    Parameters
    ----------
    signal : xarray.DataArray
        Signals (channel, time), as of ``recorded_seconds``.

    Returns
    -------
    float
        The time, s; 0 without channels.
    """
    values = signal.transpose(..., "time").values
    some = np.zeros(values.shape[-1], dtype=bool)
    for trace in values:
        some |= np.isfinite(trace)
    return float(some.sum() * _step(signal["time"].values))


def recorded_duration(tree: xr.DataTree) -> float:
    """Time for which a rate of jerks is known: that of the recording less what no muscle was recorded in.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the attribute duration (s) and, if something is missing, the EMG in which it is.

    Returns
    -------
    float
        The time, s.
    """
    duration = float(tree.attrs["duration"])
    voltage = emg(tree) if "emg" in tree.children else None
    if voltage is None or not np.isnan(voltage.values).any():
        return duration
    return seconds_with_any(voltage)


def missing_of(signal: xr.DataArray, channel: str) -> np.ndarray:
    """Begin and end of what was not recorded of one channel.

    Parameters
    ----------
    signal : xarray.DataArray
        Signals (channel, time) with a regular coordinate ``time`` in s.
    channel : str
        Name of the channel.

    Returns
    -------
    numpy.ndarray
        Begin and end (stretch, 2) in s, in order; none for a channel that does not exist.
    """
    dim = next(str(dim) for dim in signal.dims if dim != "time")
    time = signal["time"].values
    if channel not in signal[dim].values or time.size < 2:
        return np.zeros((0, 2))
    return missing_stretches(signal.sel({dim: channel}).values, 1 / _step(time), float(time[0]))


def longest_recorded(signal: xr.DataArray, channel: str) -> tuple[float, float]:
    """The longest stretch of a channel in which nothing is missing.

    Parameters
    ----------
    signal : xarray.DataArray
        Signals (channel, time) with a regular coordinate ``time`` in s.
    channel : str
        Name of the channel.

    Returns
    -------
    tuple of float
        Its begin and end, s.
    """
    time = signal["time"].values
    missing = missing_of(signal, channel)
    if not missing.size:
        return float(time[0]), float(time[0]) + (float(time[-1] - time[0]) + float(time[1] - time[0]))
    begin = np.r_[time[0], missing[:, 1]]
    end = np.r_[missing[:, 0], time[-1] + _step(time)]
    best = int((end - begin).argmax())
    return float(begin[best]), float(end[best])


def missing_stretches(trace: np.ndarray, rate: float, origin: float = 0.0) -> np.ndarray:
    """Begin and end of the stretches that were not recorded.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), NaN where it was not recorded.
    rate : float
        Samples per second, Hz.
    origin : float, optional
        Time of the first sample, s.

    Returns
    -------
    numpy.ndarray
        Begin and end (stretch, 2) in s, in order.

    Examples
    --------
    >>> missing_stretches(np.array([1.0, np.nan, np.nan, 2.0]), 2.0).tolist()
    [[0.5, 1.5]]
    """
    return origin + np.stack(runs(np.isnan(trace)), axis=1) / rate


def interrupted(begin: np.ndarray, end: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """Tell which spans of time hold a missing stretch, or a part of one.

    Parameters
    ----------
    begin, end : numpy.ndarray
        Begin and end (span,) of the spans, s.
    missing : numpy.ndarray
        Begin and end (stretch, 2) of the missing stretches, s, in order.

    Returns
    -------
    numpy.ndarray
        True (span,) where something is missing.

    Examples
    --------
    >>> interrupted(np.array([0.0, 2.0]), np.array([1.0, 3.0]), np.array([[0.9, 1.5]])).tolist()
    [True, False]
    """
    first = np.searchsorted(missing[:, 1], begin, side="right")
    return np.searchsorted(missing[:, 0], end, side="left") > first


def uncut(values: np.ndarray, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keep the runs of samples that no missing stretch cuts off.

    Parameters
    ----------
    values : numpy.ndarray
        Signal (time,), NaN where it was not recorded.
    first, last : numpy.ndarray
        First sample (run,) of every run, and the one after its last.

    Returns
    -------
    tuple of numpy.ndarray
        Both for the runs whose neighbouring samples were recorded, or that an end of the signal cuts off.

    Examples
    --------
    >>> uncut(np.array([np.nan, 5.0, 1.0, 5.0, 1.0]), np.array([1, 3]), np.array([2, 4]))
    (array([3]), array([4]))
    """
    missing = np.r_[False, np.isnan(values), False]
    kept = ~(missing[first] | missing[last + 1])
    return first[kept], last[kept]


def whole_sweeps(signals: np.ndarray, first: np.ndarray, samples: int) -> np.ndarray:
    """Tell which sweeps were recorded from begin to end in every channel.

    Parameters
    ----------
    signals : numpy.ndarray
        Signals (channel, time), NaN where they were not recorded.
    first : numpy.ndarray
        First sample (sweep,) of every sweep, all inside the recording.
    samples : int
        Length of a sweep.

    Returns
    -------
    numpy.ndarray
        True (sweep,) where nothing is missing.

    Examples
    --------
    >>> whole_sweeps(np.array([[1.0, 2.0, np.nan, 3.0]]), np.array([0, 1]), 2).tolist()
    [True, False]
    """
    missing = np.zeros(signals.shape[-1] + 1, dtype=np.int64)
    for trace in signals:
        missing[1:] |= np.isnan(trace)
    count = np.cumsum(missing)
    first = np.asarray(first, dtype=np.int64)
    return count[first + samples] == count[first]


def first_recorded(signals: np.ndarray) -> np.ndarray:
    """Give the first recorded value of every channel.

    Parameters
    ----------
    signals : numpy.ndarray
        Signals (channel, time), NaN where they were not recorded.

    Returns
    -------
    numpy.ndarray
        Value (channel, 1); NaN for a channel without any.

    Examples
    --------
    >>> first_recorded(np.array([[np.nan, 3.0, 4.0]])).tolist()
    [[3.0]]
    """
    if not signals.shape[1]:
        return np.full((len(signals), 1), np.nan)
    return np.take_along_axis(signals, np.isfinite(signals).argmax(axis=1)[:, None], axis=1)


def constant_where_recorded(signals: np.ndarray) -> np.ndarray:
    """Tell which channels never change while they are recorded.

    Parameters
    ----------
    signals : numpy.ndarray
        Signals (channel, time), NaN where they were not recorded.

    Returns
    -------
    numpy.ndarray
        True (channel,) where all recorded samples are equal, or there are none.

    Examples
    --------
    >>> constant_where_recorded(np.array([[1.0, np.nan, 1.0], [1.0, 2.0, np.nan]])).tolist()
    [True, False]
    """
    return ((signals == first_recorded(signals)) | np.isnan(signals)).all(axis=1)


def bridged(trace: np.ndarray) -> np.ndarray:
    """Fill what is missing by straight lines, so that a filter can pass over it.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), NaN where it was not recorded.

    Returns
    -------
    numpy.ndarray
        The signal itself where nothing is missing, else a copy without NaN; 0 where nothing was recorded.

    Examples
    --------
    >>> bridged(np.array([1.0, np.nan, 3.0])).tolist()
    [1.0, 2.0, 3.0]
    """
    missing = np.isnan(trace)
    if not missing.any():
        return trace
    filled = trace.copy()
    there = np.flatnonzero(~missing)
    filled[missing] = np.interp(np.flatnonzero(missing), there, trace[there]) if there.size else 0.0
    return filled


def _step(time: np.ndarray) -> float:
    return float(time[-1] - time[0]) / (time.size - 1) if time.size > 1 else 0.0
