"""What every measurement of a signal refuses or unpacks first: times, samples, EMG, EEG, pairs."""

import numpy as np
import xarray as xr

from .counted import counted

SLOWEST = 500.0  # Hz, below it the potentials of motor units and the first cortical peaks are lost
CLIPPED = 0.001  # share of samples at an extreme value, more of which shorten what is measured
UNEVEN = 0.01  # of a sample, by which a regular time axis may be uneven from rounding


def sampling(trace: xr.DataArray) -> tuple[float, float]:
    """Rate and first time of a recording.

    Parameters
    ----------
    trace : xarray.DataArray
        Recording with a coordinate ``time`` in s.

    Returns
    -------
    rate : float
        Samples per second, Hz.
    origin : float
        Time of the first sample, s.

    Raises
    ------
    ValueError
        The recording has fewer than two samples, uneven times, a rate below 500 Hz, or infinite samples.

    Examples
    --------
    >>> sampling(xr.DataArray(np.zeros(5), coords={"time": 2 + np.arange(5) / 1024}, dims="time"))
    (1024.0, 2.0)
    """
    time = trace["time"].values
    check_evenly_spaced(time)
    step = float(time[-1] - time[0]) / (time.size - 1)
    check_samples(trace.values, 1 / step)
    return 1 / step, float(time[0])


def check_evenly_spaced(time: np.ndarray) -> None:
    """Refuse times that are not evenly spaced.

    Parameters
    ----------
    time : numpy.ndarray
        Times (time,) of the samples, s.

    Raises
    ------
    ValueError
        There are fewer than two times, or a step differs from the mean step by more than 1 %.

    Notes
    -----
    Rounding makes a regular time axis uneven by far less than 1 % of a sample.
    """
    if time.size < 2:
        raise ValueError(f"a recording of {time.size} samples has no rate; record at least two")
    step = float(time[-1] - time[0]) / (time.size - 1)
    if not step > 0 or np.abs(np.diff(time) - step).max() > UNEVEN * step:
        raise ValueError("the times of the recording are not evenly spaced; resample it first")


def check_finite(values: np.ndarray, what: str = "the recording") -> None:
    """Refuse samples that are no numbers.

    Parameters
    ----------
    values : numpy.ndarray
        Samples of any shape.
    what : str, optional
        Name of the signal for the message.

    Raises
    ------
    ValueError
        A sample is NaN or infinite.
    """
    if not np.isfinite(values).all():
        bad = np.count_nonzero(~np.isfinite(values))
        raise ValueError(f"{what} has no number at {counted(bad, 'sample')}; cut out what was not recorded first")


def check_not_infinite(values: np.ndarray, what: str = "the recording") -> None:
    """Refuse samples that are infinite. NaN is allowed; it was not recorded.

    Parameters
    ----------
    values : numpy.ndarray
        Samples of any shape.
    what : str, optional
        Name of the signal for the message.

    Raises
    ------
    ValueError
        A sample is infinite.
    """
    if np.isinf(values).any():
        raise ValueError(
            f"{what} has {counted(np.count_nonzero(np.isinf(values)), 'infinite sample')}; write NaN where none is"
        )


def check_samples(values: np.ndarray, rate: float, what: str = "the recording") -> None:
    """Refuse a recording that cannot be measured.

    Parameters
    ----------
    values : numpy.ndarray
        Samples of any shape.
    rate : float
        Samples per second, Hz.
    what : str, optional
        Name of the signal for the message.

    Raises
    ------
    ValueError
        The rate is below 500 Hz or not finite, or a sample is infinite.

    Notes
    -----
    NaN is a sample that was not recorded. Below 500 Hz the potentials of motor units and the first cortical peaks are
    lost.
    """
    # A rate from a time axis is off by rounding
    if not SLOWEST * (1 - 1e-6) <= rate < np.inf:
        raise ValueError(f"{what} is sampled at {rate:g} Hz; at least {SLOWEST:g} Hz are needed")
    check_not_infinite(values, what)


def check_unclipped(trace: np.ndarray, what: str) -> None:
    """Refuse a signal that an amplifier has clipped.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,).
    what : str
        Name of the signal for the message.

    Raises
    ------
    ValueError
        More than 0.1 % of the samples rest at the largest or smallest value.

    Notes
    -----
    Slow signals repeat their peak now and then, and a stimulus may saturate an amplifier for a moment. A share of
    resting samples therefore decides. A resting 0 and a constant signal are not clipped.

    Examples
    --------
    >>> check_unclipped(np.clip(np.sin(np.arange(1000.0)), -0.5, 0.5), "EMG")
    Traceback (most recent call last):
    ValueError: EMG is clipped (35 % of samples rest at an extreme value); record with less gain or leave it out
    """
    if np.isnan(trace).any():
        trace = trace[np.isfinite(trace)]
    low, high = trace.min(initial=np.inf), trace.max(initial=-np.inf)
    if not low < high:
        return
    extreme = (trace[1:] == high) | (trace[1:] == low)
    if extreme.mean() <= CLIPPED:
        return
    rests = (trace[1:] == trace[:-1]) & (trace[1:] != 0) & extreme
    if rests.mean() > CLIPPED:
        share = f"{100 * rests.mean():.2g} % of samples rest at an extreme value"
        raise ValueError(f"{what} is clipped ({share}); record with less gain or leave it out")


def checked_eeg(potential: xr.DataArray) -> tuple[float, float, np.ndarray]:
    """Check an EEG and take it apart.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s.

    Returns
    -------
    rate : float
        Samples per second, Hz.
    origin : float
        Time of the first sample, s.
    signal : numpy.ndarray
        Signals (electrode, time), V.

    Raises
    ------
    ValueError
        The EEG is one that ``sampling`` or ``check_unclipped`` refuses.
    """
    rate, origin = sampling(potential)
    signal = potential.transpose("electrode", "time").values.astype(float)
    for trace, name in zip(signal, potential["electrode"].values, strict=True):
        check_unclipped(trace, f"EEG of '{name}'")
    return rate, origin, signal


def checked_emg(emg: np.ndarray, rate: float) -> np.ndarray:
    """Check the EMG of one muscle in a contraction.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    numpy.ndarray
        The EMG (time,) as numbers, V.

    Raises
    ------
    ValueError
        The array has more than one dimension, or the EMG is one that ``check_samples`` or ``check_unclipped`` refuses.
    """
    emg = np.asarray(emg, dtype=float)
    if emg.ndim != 1:
        raise ValueError(f"silence is that of one muscle, got {counted(emg.ndim, 'dimension')}; call it per muscle")
    check_samples(emg, rate)
    check_unclipped(emg, "EMG")
    return emg


def checked_pair(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Check two signals of one length.

    Parameters
    ----------
    first, second : numpy.ndarray
        Signals (time,) in any unit.

    Returns
    -------
    tuple of numpy.ndarray
        Both signals as numbers.

    Raises
    ------
    ValueError
        The signals differ in length, have more than one dimension, or are clipped.
    """
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(f"two rows of equal length are needed, got shapes {one.shape} and {other.shape}")
    check_unclipped(one, "the first signal")
    check_unclipped(other, "the second signal")
    return one, other


def constant(signals: np.ndarray) -> np.ndarray:
    """Tell which signals never change.

    Parameters
    ----------
    signals : numpy.ndarray
        Signals (row, time).

    Returns
    -------
    numpy.ndarray
        True (row,) where all samples of a row are equal.
    """
    return (signals == signals[:, :1]).all(axis=1)
