"""Jerk-locked back-average: what the EEG does before the jerks."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from numpy.lib.stride_tricks import sliding_window_view

from ..signals.checks import check_evenly_spaced, check_samples, check_unclipped, sampling
from ..signals.counted import counted
from ..signals.event_checks import checked_onsets
from ..signals.labels import labelled
from ..signals.recorded import first_recorded, whole_sweeps
from .chance_averages import SHUFFLES, SIGNIFICANT, check_shuffles, p_values, sizes_at_random_times

WINDOW = (-0.200, 0.100)  # s around the onset
BASELINE = (-0.200, -0.100)  # s, before any corticospinal volley that ends in the jerk
LEAST_BASELINE = 0.050  # s; the SD of less is that of single waves
LEAST_SWEEPS = 50  # of the test, lower end of the recommended 50 to 200
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
    potential: xr.DataArray | Sequence[xr.DataArray],
    onset: np.ndarray | Sequence[np.ndarray],
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
    absolute value between baseline and onset, so that the flank of a later wave is none. Several recordings of one
    subject are averaged together, and every sweep counts alike.

    Parameters
    ----------
    potential : xarray.DataArray or sequence of xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s; of several recordings one after the other,
        with the same electrodes and the same rate.
    onset : numpy.ndarray or sequence of numpy.ndarray
        Onsets (jerk,) in s, in any order; of several recordings one array for each.
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
        50 sweeps nothing is tested: average, lead and peak are those of the few sweeps, both p are NaN, the shape is
        'not measurable', and ``reason`` says so. Without any sweep all numbers are NaN. The shape alone is not
        measurable if the other hemisphere was not recorded. A silent electrode has peak 0, no lead and p 1.

    Raises
    ------
    ValueError
        The EEG has infinite samples, is clipped, or sampled below 500 Hz or at uneven times; an onset is given twice;
        windows are out of order; there are too few shuffles; the electrode is unknown or has no side; or recordings
        differ in number from the onsets, or in electrodes or rate from each other.

    Notes
    -----
    Chance is an average of as many sweeps on random times of the record, of each record as many as it has jerks, and
    the largest absolute values between baseline and onset are compared. For the family of electrodes each value is
    first divided by the SD of its record. For the shape a peak counts if it exceeds 3 SD and has p_value_family <=
    0.05. The shape is 'focal-contralateral' if the contralateral electrode has such a peak and none of the other
    hemisphere has one of half its size, 'bilateral' if one has, 'none' if the contralateral electrode has none, and ''
    if no electrode was named. Recommended are 50 to 200 sweeps. At 500 Hz a lead of 10 ms is known to a fifth.

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
    >>> few = back_average(eeg, onset[:30])  # the average is there, the test is not
    >>> round(float(few["lead"].item())), few["reason"].item()
    (20, '30 sweeps, the test needs 50')
    >>> int(back_average([eeg, eeg], [onset[:30], onset[30:]])["sweeps"])  # two recordings together
    60
    """
    records, onsets = _records(potential, onset)
    names = [str(name) for name in records[0]["electrode"].values]
    signals = [record.transpose("electrode", "time").values.astype(float) for record in records]
    for signal, record, times in zip(signals, records, onsets, strict=True):
        _check(signal, record["time"].values, names, times, window, baseline, contralateral, shuffles)
    rates = [sampling(record)[0] for record in records]
    if not np.allclose(rates, rates[0]):
        raise ValueError(f"recordings of {min(rates):g} and {max(rates):g} Hz have no common average; resample one")
    rate = rates[0]
    first, begin, end, last = (round(edge * rate) for edge in (window[0], *baseline, window[1]))
    lag = np.arange(first, last + 1)
    rest, before = slice(begin - first, end - first), slice(end - first, -first)
    starts = [
        _starts(signal, times - record["time"].values[0], rate, first, lag.size)
        for signal, record, times in zip(signals, records, onsets, strict=True)
    ]
    count = sum(start.size for start in starts)
    tested = count >= LEAST_SWEEPS
    values = dict.fromkeys(("lead", "peak", "p_value", "p_value_family"), np.full(len(names), np.nan))
    average = np.full((len(names), lag.size), np.nan)
    shape, reason = "", ""
    if not tested:
        shape, reason = "not measurable", f"{counted(count, 'sweep')}, the test needs {LEAST_SWEEPS}"
    if count:
        # Less the first sample a constant is exactly zero, and no baseline notices
        signals = [signal - first_recorded(signal) for signal in signals]
        some = [place for place, start in enumerate(starts) if start.size]
        sweeps = {place: sliding_window_view(signals[place], lag.size, axis=1) for place in some}
        share = {place: starts[place].size / count for place in some}
        mean = sum(share[place] * sweeps[place][:, starts[place]].mean(axis=1) for place in some)
        average = _less_rest(np.asarray(mean), rest)
        values |= _peaks(average, 1e3 * lag / rate, rest, before)
    if tested:

        def size(averages: np.ndarray) -> np.ndarray:
            return np.abs(_less_rest(averages, rest)[..., before]).max(axis=-1)

        random = sizes_at_random_times(
            [(sweeps[place][..., :-first], starts[place].size, _whole(signals[place], lag.size, -first))
             for place in some], size, shuffles, seed,
        )  # fmt: skip
        spread = np.sqrt(np.asarray(sum(share[place] * np.nanvar(signals[place], axis=1) for place in some)))
        values |= p_values(size(average), random, spread)
        if contralateral is not None:
            shape, reason = _shape(names, values, contralateral)
    return _dataset(names, 1e3 * lag / rate, average, values, count, shape, reason)


def _records(
    potential: xr.DataArray | Sequence[xr.DataArray], onset: np.ndarray | Sequence[np.ndarray]
) -> tuple[list[xr.DataArray], list[np.ndarray]]:
    """One recording or several as lists of equal length, of the same electrodes."""
    if isinstance(potential, xr.DataArray):
        return [potential], [np.asarray(onset, dtype=float)]
    records, onsets = list(potential), [np.asarray(times, dtype=float) for times in onset]
    if not records or len(records) != len(onsets):
        raise ValueError(
            f"{counted(len(records), 'recording')} and {counted(len(onsets), 'row')} of onsets;"
            " give one row for each recording"
        )
    for record in records[1:]:
        if record["electrode"].values.tolist() != records[0]["electrode"].values.tolist():
            raise ValueError("recordings have different electrodes; select those that all of them have, in one order")
    return records, onsets


def _starts(signal: np.ndarray, onset: np.ndarray, rate: float, first: int, samples: int) -> np.ndarray:
    """First samples of the sweeps that were recorded whole; onsets are counted from the first sample."""
    start = np.rint(onset * rate).astype(int) + first
    start = start[(start >= 0) & (start <= signal.shape[1] - samples)]
    return start[whole_sweeps(signal, start, samples)]


def _whole(signal: np.ndarray, samples: int, before: int) -> np.ndarray:
    """Places of random sweeps whose part before the onset was recorded whole."""
    return np.flatnonzero(whole_sweeps(signal, np.arange(signal.shape[1] - samples + 1), before))


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
