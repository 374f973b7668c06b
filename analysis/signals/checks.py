"""What every measurement refuses or unpacks first: samples, EMG, EEG, spikes, onsets."""

import numpy as np
import xarray as xr

SLOWEST = 500.0  # Hz, below it the potentials of motor units and the first cortical peaks are lost
CLIPPED = 0.001  # share of samples at an extreme value, more of which shorten what is measured
UNEVEN = 0.01  # of a sample, by which a regular time axis may be uneven from rounding


def sampling(trace: xr.DataArray) -> tuple[float, float]:
    """Rate (Hz) and first time (s) of a recording with a regular coordinate ``time`` in s.

    Raises ValueError for fewer than two samples, uneven times, fewer than 500 Hz, or samples that are no numbers.
    """
    time = trace["time"].values
    check_evenly_spaced(time)
    step = float(time[-1] - time[0]) / (time.size - 1)
    check_samples(trace.values, 1 / step)
    return 1 / step, float(time[0])


def check_evenly_spaced(time: np.ndarray) -> None:
    """x"""
    if time.size < 2:
        raise ValueError(f"a recording of {time.size} samples has no rate; record at least two")
    step = float(time[-1] - time[0]) / (time.size - 1)
    if not step > 0 or np.abs(np.diff(time) - step).max() > UNEVEN * step:
        raise ValueError("the times of the recording are not evenly spaced; resample it first")


def check_finite(values: np.ndarray, what: str = "the recording") -> None:
    """x"""
    if not np.isfinite(values).all():
        bad = np.count_nonzero(~np.isfinite(values))
        raise ValueError(f"{what} has {bad} samples that are no numbers; cut them out first")


def check_samples(values: np.ndarray, rate: float, what: str = "the recording") -> None:
    """x"""
    # A rate from a time axis is off by rounding
    if not SLOWEST * (1 - 1e-6) <= rate < np.inf:
        raise ValueError(f"{what} is sampled at {rate:g} Hz; at least {SLOWEST:g} Hz are needed")
    check_finite(values, what)


def check_unclipped(trace: np.ndarray, what: str) -> None:
    """ValueError, naming ``what``, for a signal (time,) of which more than 0.1 % of samples rest at an extreme value.

    Slow signals repeat their peak now and then, and a stimulus may saturate an amplifier for a moment, so that only a
    share tells. A resting 0 and a constant are not clipped.
    """
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
    """Sampling rate Hz, time of the first sample s, and the signals (electrode, time) V of an EEG.

    Raises ValueError as ``sampling`` and ``check_unclipped``.
    """
    rate, origin = sampling(potential)
    signal = potential.transpose("electrode", "time").values.astype(float)
    for trace, name in zip(signal, potential["electrode"].values, strict=True):
        check_unclipped(trace, f"EEG of '{name}'")
    return rate, origin, signal


def checked_emg(emg: np.ndarray, rate: float) -> np.ndarray:
    """EMG of one muscle as numbers; ValueError for what cannot be measured."""
    emg = np.asarray(emg, dtype=float)
    if emg.ndim != 1:
        raise ValueError(f"silence is that of one muscle, got an array of {emg.ndim} dimensions; call it per muscle")
    check_samples(emg, rate)
    check_unclipped(emg, "EMG")
    return emg


def checked_spikes(
    spike_time: np.ndarray, spike_unit: np.ndarray, cells: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Times (spike,) s and cells (spike,), cell by cell and each in order of time.

    cells: how many there are, numbered from 0, or None where that is not known. No spikes are silence. Raises
    ValueError for rows of different length, times that are no numbers, cells outside the range, a spike given twice.
    """
    time, unit = np.asarray(spike_time, dtype=float), np.asarray(spike_unit, dtype=np.int64)
    if time.shape != unit.shape or time.ndim != 1:
        raise ValueError(f"{time.size} spike times but {unit.size} cells; give one cell for every spike")
    if not np.isfinite(time).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(time))} spike times are no numbers; drop them first")
    check_cells(unit, cells)
    if np.all(np.diff(time) >= 0):
        # Recordings are in order of time, which a stable sort by cell keeps; numpy sorts short integers much faster
        few = unit.size and unit.max() <= np.iinfo(np.uint16).max
        order = np.argsort(unit.astype(np.uint16) if few else unit, kind="stable")
    else:
        order = np.lexsort((time, unit))
    time, unit = time[order], unit[order]
    twice = np.flatnonzero((np.diff(time) == 0) & (np.diff(unit) == 0))
    if twice.size:
        spike = twice[0]
        raise ValueError(f"cell {unit[spike]} fires twice at {time[spike]:g} s; give each spike once")
    return time, unit


def check_cells(unit: np.ndarray, cells: int | None) -> None:
    """ValueError for a cell (spike,) below 0 or not among ``cells``."""
    if unit.size and unit.min() < 0:
        raise ValueError(f"cell {unit.min()} is below 0; count cells from 0")
    if cells is not None and unit.size and unit.max() >= cells:
        raise ValueError(f"cell {unit.max()} is not among {cells} cells; count them from 0")


def check_onsets(onset: np.ndarray) -> None:
    """ValueError for onsets (burst,) that are no numbers."""
    if not np.isfinite(onset).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(onset))} onsets are no numbers; drop those bursts first")


def checked_onsets(onset: np.ndarray) -> np.ndarray:
    """Onsets (jerk,) s in order of time. Raises ValueError for onsets that are no numbers or given twice."""
    values = np.sort(np.asarray(onset, dtype=float))
    if values.ndim != 1 or not np.isfinite(values).all():
        raise ValueError("onsets are one row of times in s without NaN; drop the jerks without onset")
    if (np.diff(values) == 0).any():
        raise ValueError(f"onset {values[1:][np.diff(values) == 0][0]:g} s is given twice; give each jerk once")
    return values


def checked_pair(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.ndim != 1 or one.shape != other.shape:
        raise ValueError(f"two rows of equal length are needed, got shapes {one.shape} and {other.shape}")
    check_unclipped(one, "the first signal")
    check_unclipped(other, "the second signal")
    return one, other


def constant(signals: np.ndarray) -> np.ndarray:
    return (signals == signals[:, :1]).all(axis=1)
