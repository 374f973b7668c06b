"""EMG bursts: the one place where the event rule decides what a burst is."""

import numpy as np
import xarray as xr

from ..signals.checks import check_samples, check_unclipped, sampling
from ..signals.counted import counted
from ..signals.epochs import moving_rms
from ..signals.labels import labelled
from .activity import find_activity
from .edges import WINDOW
from .known_noise import above_known_noise

THRESHOLD = 3.0  # resting SDs above the resting mean
GAP = 0.005  # s, shorter gaps of the smoothed signal are closed, and shorter blips dropped
LEAST_UNITS = 3  # different motor units that take part
LEAD = 0.005  # s, a potential that began this long before the measured onset still belongs to the burst
FEWEST_BURSTS = 5  # the median duration of fewer is marked where it is shown
QUIETEST = 0.1  # share of the trace, its quietest blocks, from which the resting level is first guessed


def find_bursts(
    emg: np.ndarray,
    rate: float,
    *,
    baseline: float | tuple[float, float] | None = None,
    discharge_time: np.ndarray | None = None,
    motor_unit: np.ndarray | None = None,
    step: float = 0.0,
) -> xr.Dataset:
    """Onsets and durations of the EMG bursts of one muscle.

    The signal is smoothed by a moving RMS of 10 ms. A burst lasts while it exceeds the resting mean by 3 resting SDs;
    blips shorter than 5 ms are dropped, gaps shorter than 5 ms are closed. A burst lasts at least 10 ms (measured to 3
    ms). Where motor-unit discharges are given, at least 3 different units must take part.

    Where the noise of the instrument is known, as in recordings of the model, all of these are bursts. Elsewhere they
    also have to stand out from what the muscle does around them: potentials of single motor units that fire steadily
    and fragments of a contraction are no bursts (``find_activity``).

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    baseline : float or tuple of float, optional
        The rest to compare with. None takes the quietest part of the trace itself, also of a tonic contraction; (start,
        stop) in s takes that stretch; a number is the RMS of the noise in V, for a trace that may never rest.
    discharge_time, motor_unit : numpy.ndarray, optional
        Times (discharge,) in s at the muscle and the motor unit of each. Give both or neither.
    step : float, optional
        Step of the converter, V; 0 if it does not matter. Rest is never quieter than the noise of one step.

    Returns
    -------
    xarray.Dataset
        Over ``burst``: ``onset`` s, ``duration`` ms, ``amplitude`` V (largest rectified value) and ``motor_units``
        (different ones that took part, -1 if unknown). A silent or empty signal gives no bursts.

    Raises
    ------
    ValueError
        The EMG has infinite samples, more than one dimension, is clipped or sampled below 500 Hz, or the baseline lies
        outside it.

    Notes
    -----
    NaN was not recorded. It is left out of the rest, and a burst that touches it is left out, since its onset or its
    duration is unknown; missing samples shorter than a gap that is closed do no harm. The event rule is that of the
    healthy gates; smoothing, blips and gaps are conventions of this project.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> emg = 3e-6 * rng.standard_normal(4000)  # 2 s at 2000 Hz
    >>> emg[2000:2060] += 2e-4 * rng.standard_normal(60)  # 30 ms from 1 s on
    >>> bursts = find_bursts(emg, 2000.0)
    >>> round(float(bursts["onset"].item()), 2), round(float(bursts["duration"].item()), -1)
    (1.0, 30.0)
    """
    return _labelled(*_find(emg, rate, baseline, discharge_time, motor_unit, step)[:4])


def _find(
    emg: np.ndarray,
    rate: float,
    baseline: float | tuple[float, float] | None,
    discharge_time: np.ndarray | None,
    motor_unit: np.ndarray | None,
    step: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]:
    """Onset s, duration ms, amplitude V and motor units of every burst, and how many unit potentials were left out."""
    emg = np.asarray(emg)
    _check(emg, rate, discharge_time, motor_unit)
    window = round(WINDOW * rate)
    smoothed = moving_rms(emg, window)
    level = _resting_level(smoothed, rate, window, baseline, step / np.sqrt(12))
    gap = round(GAP * rate)
    if baseline is None or isinstance(baseline, tuple):
        found = find_activity(emg, smoothed, rate, level, gap, baseline is not None)
    else:
        found = above_known_noise(emg, smoothed, rate, level, gap)
    start, stop, onset, end = found.start, found.stop, found.onset, found.end
    units = np.full(onset.size, -1)
    if discharge_time is not None and motor_unit is not None and onset.size:
        units = _units_within(onset / rate - LEAD, end / rate, discharge_time, motor_unit)
        enough = units >= LEAST_UNITS
        start, stop, onset, end, units = (values[enough] for values in (start, stop, onset, end, units))
    amplitude = np.array([np.nanmax(np.abs(emg[i:j])) for i, j in zip(start, stop, strict=True)], dtype=float)
    return onset / rate, 1e3 * (end - onset) / rate, amplitude, units, found.unit_potentials


def _labelled(onset: np.ndarray, duration: np.ndarray, amplitude: np.ndarray, units: np.ndarray) -> xr.Dataset:
    return xr.Dataset(
        {
            "onset": labelled("burst", onset, "s", "onset of the burst"),
            "duration": labelled("burst", duration, "ms", "duration of the burst"),
            "amplitude": labelled("burst", amplitude, "V", "largest rectified EMG in the burst"),
            "motor_units": labelled("burst", units.astype(np.int32), "1", "different motor units"),
        }
    )


def find_bursts_of_muscles(
    voltage: xr.DataArray, motor_units: xr.Dataset | None = None, baseline: float | tuple[float, float] | None = None
) -> xr.Dataset:
    """Bursts of every muscle of a recording, sorted by onset.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with a regular coordinate ``time`` in s, and ``step`` (V) of the converter if known.
    motor_units : xarray.Dataset, optional
        Over (discharge): time (s), muscle_index (into its coordinate ``muscle``) and motor_unit.
    baseline : float or tuple of float, optional
        As of ``find_bursts``.

    Returns
    -------
    xarray.Dataset
        The bursts of ``find_bursts`` over ``burst``, with ``muscle`` beside. Unless the noise is known, the attribute
        ``unit_potentials`` says how many potentials of single motor units were left out in each muscle.

    Raises
    ------
    ValueError
        Times are uneven, or ``find_bursts`` refuses an EMG.
    """
    names, traces = voltage["muscle"].values.astype(str), voltage.transpose("muscle", "time").values
    rate, origin = sampling(voltage)
    discharges = _discharges(motor_units, origin) if motor_units is not None else {}
    steps = np.nan_to_num(voltage["step"].values) if "step" in voltage.coords else np.zeros(names.size)
    found = []
    for name, trace, step in zip(names, traces, steps, strict=True):
        time, unit = discharges.get(name, (None, None))
        found.append(_find(trace, rate, baseline, time, unit, float(step)))
    empty = (np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, int))
    measured = [bursts[:4] for bursts in found]
    onset, duration, amplitude, units = (np.concatenate(parts) for parts in zip(empty, *measured, strict=True))
    muscle = np.repeat(names, [len(bursts[0]) for bursts in found])
    order = np.argsort(onset, kind="stable")
    bursts = _labelled(onset[order] + origin, duration[order], amplitude[order], units[order])
    bursts = bursts.assign(muscle=labelled("burst", muscle[order], "1", "muscle of the burst"))
    if baseline is None or isinstance(baseline, tuple):
        bursts.attrs["unit_potentials"] = [bursts_of_one[4] for bursts_of_one in found]
    return bursts


def _discharges(motor_units: xr.Dataset, origin: float) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Of every muscle the discharge times, s from the trace's begin, and the motor units."""
    time, unit = motor_units["time"].values - origin, motor_units["motor_unit"].values
    muscle = motor_units["muscle_index"].values
    return {
        str(name): (time[muscle == index], unit[muscle == index])
        for index, name in enumerate(motor_units["muscle"].values)
    }


def _check(emg: np.ndarray, rate: float, time: np.ndarray | None, unit: np.ndarray | None) -> None:
    if emg.ndim != 1:
        raise ValueError(f"find_bursts takes one muscle, got {counted(emg.ndim, 'dimension')}; call it per muscle")
    check_samples(emg, rate, "EMG")
    check_unclipped(emg, "EMG")
    if (time is None) != (unit is None) or (time is not None and unit is not None and len(time) != len(unit)):
        raise ValueError("discharge_time and motor_unit belong together and need the same length")


def _resting_level(
    smoothed: np.ndarray, rate: float, window: int, baseline: float | tuple[float, float] | None, least: float
) -> tuple[float, float]:
    """Mean and SD of the smoothed signal at rest, which is never less than ``least``, the noise of a step."""

    def level_of(rest: np.ndarray) -> tuple[float, float]:
        return max(float(rest.mean()), least), max(float(rest.std()), least / np.sqrt(2 * window))

    if isinstance(baseline, tuple):
        first, last = (round(edge * rate) for edge in baseline)
        if not 0 <= first < last <= smoothed.size:
            raise ValueError(f"baseline {baseline} s is outside a trace of {smoothed.size / rate:g} s")
        rest = smoothed[first:last]
        rest = rest[np.isfinite(rest)]
        if not rest.size:
            raise ValueError(f"nothing was recorded in the baseline {baseline} s; give another")
        return level_of(rest)
    if baseline is not None:
        # RMS of white noise over `window` samples
        return float(baseline), float(baseline) / np.sqrt(2 * window)
    blocks = smoothed[: smoothed.size // window * window].reshape(-1, window)
    blocks = blocks[np.isfinite(blocks).all(axis=1)]
    if not len(blocks):
        return 0.0, 0.0
    level = blocks.mean(axis=1)
    rest = blocks[level <= np.quantile(level, QUIETEST), :: max(window // 4, 1)].ravel()
    thinned = blocks[:, :: max(window // 4, 1)].ravel()
    for _ in range(50):
        mean, spread = level_of(rest)
        more = thinned[thinned <= mean + THRESHOLD * spread]
        if more.size <= rest.size:
            break
        rest = more
    return level_of(rest)


def _units_within(onset: np.ndarray, end: np.ndarray, time: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Different units that discharge from ``onset`` to ``end`` (burst,) s."""
    order = np.argsort(time, kind="stable")
    first, last = np.searchsorted(time[order], onset), np.searchsorted(time[order], end, side="right")
    return np.array([np.unique(unit[order[i:j]]).size for i, j in zip(first, last, strict=True)], dtype=int)
