"""Jerk-locked back-average: what the EEG does before the jerks."""

import numpy as np
import xarray as xr
from numpy.lib.stride_tricks import sliding_window_view

from ..signals.checks import check_evenly_spaced, check_samples, check_unclipped
from ..signals.event_checks import checked_onsets
from ..signals.labels import labelled
from ..signals.recorded import first_recorded, whole_sweeps
from .chance_averages import SHUFFLES, SIGNIFICANT, check_shuffles, p_values, sizes_at_random_times

WINDOW = (-0.200, 0.100)  # s around the onset
BASELINE = (-0.200, -0.100)  # s, before any corticospinal volley that ends in the jerk
LEAST_BASELINE = 0.050  # s; the SD of less is that of single waves
LEAST_SWEEPS = 50  # lower end of the recommended 50 to 200
THRESHOLD = 3.0  # SDs of the baseline that a peak exceeds
SHARE = 0.5  # of the contralateral peak, from which the other hemisphere takes part: a convention of this project

LABELS = {
    "average": ("V", "EEG averaged on the onset of the jerks"),
    "lead": ("ms", "largest peak of the average before the onset"),
    "peak": ("V", "its value"),
    "p_value": ("1", "share of random averages with as large a value before the onset"),
    "p_value_family": ("1", "the same for the largest of all electrodes"),
    "sweeps": ("1", "jerks averaged"),
    "shape": ("1", "place of the peaks"),
    "reason": ("1", "why something could not be measured"),
}


def back_average(
    potential: xr.DataArray,
    onset: np.ndarray,
    *,
    window: tuple[float, float] = WINDOW,
    baseline: tuple[float, float] = BASELINE,
    contralateral: str | None = None,
    shuffles: int = SHUFFLES,
    seed: int = 0,
) -> xr.Dataset:
    """EEG averaged on jerk onsets, and the lead of its largest peak.

    Every sweep loses nothing but the mean of its baseline, so slow potentials stay. Sweeps that reach outside the
    record, or in which something was not recorded (NaN), are dropped. The peak is the local extremum with the largest
    absolute value between baseline and onset, so that the flank of a later wave is none.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s.
    onset : numpy.ndarray
        Onsets (jerk,) in s, in any order.
    window, baseline : tuple of float, optional
        Begin and end in s around the onset.
    contralateral : str, optional
        Electrode over the cortex of the muscle, which the shape needs.
    shuffles, seed : int, optional
        Number and seed of the averages on random times.

    Returns
    -------
    xarray.Dataset
        ``average`` (electrode, lag) V, lag in ms, negative before the onset; ``lead`` (electrode) ms before the onset,
        NaN where no peak exceeds 3 SD of the baseline of the average; ``peak`` (electrode) V with its sign, NaN without
        an extremum; ``p_value`` and ``p_value_family`` (electrode); ``sweeps``; ``shape``; ``reason``. With fewer than
        50 sweeps the shape is 'not measurable', numbers are NaN, and ``reason`` says so; the shape alone is not
        measurable if the other hemisphere was not recorded. A silent electrode has peak 0, no lead and p 1.

    Raises
    ------
    ValueError
        The EEG has infinite samples, is clipped, or sampled below 500 Hz or at uneven times; an onset is given twice;
        windows are out of order; there are too few shuffles; or the electrode is unknown or has no side.

    Notes
    -----
    Chance is an average of as many sweeps on random times of the record, and the largest absolute values between
    baseline and onset are compared. For the family of electrodes each value is first divided by the SD of its record.
    For the shape a peak counts if it exceeds 3 SD and has p_value_family <= 0.05. The shape is 'focal-contralateral' if
    the contralateral electrode has such a peak and none of the other hemisphere has one of half its size, 'bilateral'
    if one has, 'none' if the contralateral electrode has none, and '' if no electrode was named. Recommended are 50 to
    200 sweeps. At 500 Hz a lead of 10 ms is known to a fifth.

    References
    ----------
    shibasaki2005, latorre2023, terada1995

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time, onset = np.arange(61_000) / 1000, np.arange(0.5, 60.5)
    >>> eeg = 2e-6 * rng.standard_normal((1, time.size))
    >>> for jerk in onset:  # a wave that peaks 20 ms before each jerk
    ...     eeg -= 20e-6 * np.exp(-(((time - jerk + 0.020) / 0.005) ** 2))
    >>> eeg = xr.DataArray(eeg, {"electrode": ["left_hand"], "time": time}, ("electrode", "time"))
    >>> round(float(back_average(eeg, onset)["lead"].item()))
    20
    """
    signal = potential.transpose("electrode", "time").values.astype(float)
    time = potential["time"].values
    names = [str(name) for name in potential["electrode"].values]
    onset = np.asarray(onset, dtype=float)
    _check(signal, time, names, onset, window, baseline, contralateral, shuffles)
    rate = (time.size - 1) / (time[-1] - time[0])
    first, begin, end, last = (round(edge * rate) for edge in (window[0], *baseline, window[1]))
    lag = np.arange(first, last + 1)
    rest, before = slice(begin - first, end - first), slice(end - first, -first)
    places = time.size - lag.size + 1
    start = np.rint((onset - time[0]) * rate).astype(int) + first
    start = start[(start >= 0) & (start < places)]
    start = start[whole_sweeps(signal, start, lag.size)]
    if start.size < LEAST_SWEEPS:
        unknown = np.full(len(names), np.nan)
        values = dict.fromkeys(("lead", "peak", "p_value", "p_value_family"), unknown)
        reason = f"{start.size} sweeps, {LEAST_SWEEPS} needed"
        average = np.full((len(names), lag.size), np.nan)
        return _dataset(names, 1e3 * lag / rate, average, values, start.size, "not measurable", reason)
    # Less the first sample a constant is exactly zero, and no baseline notices
    signal = signal - first_recorded(signal)
    sweeps = sliding_window_view(signal, lag.size, axis=1)
    average = _less_rest(sweeps[:, start].mean(axis=1), rest)
    values = _peaks(average, 1e3 * lag / rate, rest, before)

    def size(averages: np.ndarray) -> np.ndarray:
        return np.abs(_less_rest(averages, rest)[..., before]).max(axis=-1)

    random_places = np.flatnonzero(whole_sweeps(signal, np.arange(places), -first))
    random = sizes_at_random_times(sweeps[..., :-first], start.size, size, shuffles, seed, random_places)
    values |= p_values(size(average), random, np.nanstd(signal, axis=1))
    shape, reason = ("", "") if contralateral is None else _shape(names, values, contralateral)
    return _dataset(names, 1e3 * lag / rate, average, values, start.size, shape, reason)


def _check(
    signal: np.ndarray, time: np.ndarray, names: list[str], onset: np.ndarray,
    window: tuple[float, float], baseline: tuple[float, float], contralateral: str | None, shuffles: int,
) -> None:  # fmt: skip
    check_evenly_spaced(time)
    check_samples(signal, (time.size - 1) / (time[-1] - time[0]), "EEG")
    for trace, name in zip(signal, names, strict=True):
        check_unclipped(trace, f"EEG of '{name}'")
    checked_onsets(onset)
    if not window[0] <= baseline[0] < baseline[1] < 0 < window[1]:
        raise ValueError(f"baseline {baseline} s must lie in window {window} s, before an onset that lies in it too")
    if baseline[1] - baseline[0] < LEAST_BASELINE * (1 - 1e-6):
        raise ValueError(f"baseline {baseline} s is short; its SD needs {1e3 * LEAST_BASELINE:g} ms")
    check_shuffles(shuffles)
    if contralateral is not None and (contralateral not in names or not _side(contralateral)):
        raise ValueError(f"no electrode '{contralateral}' with a side, left_ or right_; there are {', '.join(names)}")


def _side(name: str) -> str:
    return next((side for side in ("left", "right") if name.startswith(f"{side}_")), "")


def _less_rest(average: np.ndarray, rest: slice) -> np.ndarray:
    return average - average[..., rest].mean(axis=-1, keepdims=True)


def _peaks(average: np.ndarray, lag: np.ndarray, rest: slice, before: slice) -> dict[str, np.ndarray]:
    """Lead and value of the largest extremum in ``before``."""
    size = np.abs(average)
    extremum = np.zeros(size.shape, dtype=bool)
    extremum[:, 1:-1] = (size[:, 1:-1] >= size[:, :-2]) & (size[:, 1:-1] >= size[:, 2:])
    height = np.where(extremum, size, -1.0)[:, before]
    row, place = np.arange(len(size)), before.start + height.argmax(axis=1)
    largest = height.max(axis=1)
    exceeds = largest > THRESHOLD * average[:, rest].std(axis=1)
    return {
        "lead": np.where(exceeds, -lag[place], np.nan),
        "peak": np.where(largest >= 0, average[row, place], np.nan),
    }


def _shape(names: list[str], values: dict[str, np.ndarray], contralateral: str) -> tuple[str, str]:
    counts = np.isfinite(values["lead"]) & (values["p_value_family"] <= SIGNIFICANT)
    here, size = names.index(contralateral), np.abs(values["peak"])
    if not counts[here]:
        return "none", ""
    other = np.array([_side(name) not in ("", _side(contralateral)) for name in names])
    if not other.any():
        return "not measurable", "no electrode of the other hemisphere"
    takes_part = other & counts & (size >= SHARE * size[here])
    return ("bilateral" if takes_part.any() else "focal-contralateral"), ""


def _dataset(
    names: list[str],
    lag: np.ndarray,
    average: np.ndarray,
    values: dict[str, np.ndarray],
    sweeps: int,
    shape: str,
    reason: str,
) -> xr.Dataset:
    data: dict[str, tuple] = {"average": (("electrode", "lag"), average)}
    data |= {name: (("electrode",), value) for name, value in values.items()}
    data |= {"sweeps": ((), sweeps), "shape": ((), shape), "reason": ((), reason)}
    variables = {name: labelled(dims, value, *LABELS[name]) for name, (dims, value) in data.items()}
    time = labelled("lag", lag, "ms", "time after the onset")
    return xr.Dataset(variables, coords={"electrode": np.array(names, dtype=str), "lag": time})
