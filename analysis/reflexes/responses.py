"""Responses of muscles to stimuli: whether, when and how large, one by one and over many stimuli."""

from dataclasses import dataclass

import numpy as np
import xarray as xr

from ..signals.checks import check_unclipped, sampling
from ..signals.epochs import ROUNDING, cut, moving_rms, positions, runs
from ..signals.intervals import proportion
from ..signals.labels import labelled
from ..signals.recorded import whole_sweeps

SMOOTH = 0.005  # s, window of the moving RMS, as short as the shortest surface potential of a motor unit
THRESHOLD = 3.0  # SDs above the mean of the EMG before the stimulus
BASELINE = 0.100  # s before the stimulus that are compared with
MINIMUM = 0.005  # s, shortest response
RESOLUTION = 0.002  # s, a duration is known to this, so a response of MINIMUM may measure that much less
LONGEST = 0.500  # s after the search window at which a response that does not end is cut off
AFTER = SMOOTH + MINIMUM  # s after the search window that a response at its very end needs

LABELS = {
    "count": ("1", "stimuli"),
    "probability": ("1", "share of stimuli with a response"),
    "probability_low": ("1", "lower end of its 95 % interval"),
    "probability_high": ("1", "upper end of its 95 % interval"),
    "latency": ("ms", "stimulus to onset, median"),
    "latency_sd": ("ms", "standard deviation of the latency"),
    "amplitude": ("V", "peak to peak, median over stimuli"),
}


def find_responses(
    voltage: xr.DataArray,
    stimulus_times: np.ndarray,
    search: tuple[float, float],
    before: np.ndarray | None = None,
) -> xr.Dataset:
    """The response of every muscle to every stimulus.

    A response is there if the moving RMS (5 ms) exceeds its mean before the stimulus (100 ms) by 3 SD for at least 5 ms
    (measured to 2 ms) and begins inside the search window; activity that began earlier is none. Its latency is the
    first rectified sample at that crossing that exceeds the rectified mean before the stimulus by 3 SD. Both limits are
    medians over the stimuli, so that a spontaneous jerk before one of them does not hide its response.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with a regular coordinate ``time`` in s.
    stimulus_times : numpy.ndarray
        Times (stimulus,) in s, increasing.
    search : tuple of float
        First and last time in s after the stimulus at which a response may begin.
    before : numpy.ndarray, optional
        Times (any,) in s before which the muscle is looked at for comparison, instead of before the stimuli. In a
        paired protocol give the conditioning stimuli, or the response to them would hide that to the test.

    Returns
    -------
    xarray.Dataset
        Over (muscle, stimulus), stimulus being its time in s: ``present``; ``latency`` and ``duration`` ms, NaN where
        absent; ``amplitude`` (peak to peak over the response) V and ``area`` (of the rectified EMG) V s, 0 where
        absent. Both are NaN where the baseline or the search window was not recorded (NaN), so that no answer is known
        there. No stimuli give an empty Dataset. A response that never ends is cut off 0.5 s after the search window.

    Raises
    ------
    ValueError
        The EMG has infinite samples, is clipped, or sampled below 500 Hz; times are uneven or unsorted; the search
        window is out of order; or a stimulus has less than 100 ms before, or the search window after it.

    Notes
    -----
    The threshold is among the published ones; window and durations are conventions of this project.

    References
    ----------
    hodges1996

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time = np.arange(6000) / 2000
    >>> emg = 3e-6 * rng.standard_normal((1, time.size))
    >>> emg[0, 2060:2120] += 2e-4 * rng.standard_normal(60)  # 30 ms after a stimulus at 1 s
    >>> voltage = xr.DataArray(emg, {"muscle": ["right_fdi"], "time": time}, ("muscle", "time"))
    >>> responses = find_responses(voltage, np.array([1.0, 2.0]), (0.020, 0.080))
    >>> responses["present"].values.tolist(), round(float(responses["latency"][0, 0]))
    ([[True, False]], 30)
    """
    emg, rate, position, offset = _prepared(voltage, stimulus_times, search)
    quiet = position if before is None else _conditioning(voltage, before)
    smoothed = moving_rms(emg, round(SMOOTH * rate))
    reach = round((search[1] + LONGEST) * rate)
    columns = ("latency", "duration", "amplitude", "area")
    table = np.zeros((len(columns), len(emg), position.size))
    measured = _measured(emg, position, quiet if before is None else None, rate, search)
    for row, (trace, smooth) in enumerate(zip(np.abs(emg), smoothed, strict=True)):
        limits = [_limit(values, quiet, rate, values) for values in (smooth, trace)]
        for column, start in enumerate(position):
            if not measured[row, column]:
                table[:, row, column] = np.nan
                continue
            stretch = slice(start, start + reach)
            found = _response(trace[stretch], smooth[stretch], limits, rate, search)
            if found is None:
                table[:, row, column] = np.nan, np.nan, 0, 0
                continue
            onset, end = start + found[0], start + found[1]
            # Counted from the stimulus itself, which may fall between two samples
            latency = 1e3 * (found[0] / rate - offset[column])
            area = trace[onset:end].sum() / rate
            table[:, row, column] = latency, 1e3 * (end - onset) / rate, np.ptp(emg[row, onset:end]), area
    units = ("ms", "ms", "V", "V s")
    words = ("stimulus to onset", "duration of the response", "peak to peak", "area of the rectified response")
    data = {
        name: labelled(("muscle", "stimulus"), values, unit, word)
        for name, values, unit, word in zip(columns, table, units, words, strict=True)
    }
    data["present"] = labelled(("muscle", "stimulus"), np.isfinite(table[0]), "1", "a response")
    stimulus = labelled("stimulus", np.asarray(stimulus_times, float), "s", "time of the stimulus")
    return xr.Dataset(data, coords={"muscle": voltage["muscle"].values, "stimulus": stimulus})


def mean_latency(
    voltage: xr.DataArray,
    stimulus_times: np.ndarray,
    search: tuple[float, float],
    before: np.ndarray | None = None,
) -> xr.DataArray:
    """Latency of the rectified EMG averaged over stimuli, found as ``find_responses`` finds a single one.

    Averaging brings out responses too small to be seen once; its latency is that of the earliest of them. It is
    compared with the rectified EMG averaged on ``before``.

    Parameters
    ----------
    voltage, stimulus_times, search, before
        As of ``find_responses``.

    Returns
    -------
    xarray.DataArray
        Latency (muscle,) in ms; NaN without a response or stimuli.

    Raises
    ------
    ValueError
        ``find_responses`` refuses the EMG or the stimuli.
    """
    emg, rate, position, offset = _prepared(voltage, stimulus_times, search)
    quiet = position if before is None else _conditioning(voltage, before)
    latency = np.full(len(emg), np.nan)
    if position.size and quiet.size:
        length, window = round(BASELINE * rate), round(SMOOTH * rate)
        rest = _average(cut(np.abs(emg), quiet, -length, 0))
        average = _average(cut(np.abs(emg), position, -length, round((search[1] + AFTER) * rate)))
        at = np.array([length])
        traces = (rest, moving_rms(rest, window), average, moving_rms(average, window))
        for row, (calm, smooth_calm, trace, smooth) in enumerate(zip(*traces, strict=True)):
            limits = [_limit(smooth_calm, at, rate, smooth), _limit(calm, at, rate, trace)]
            found = _response(trace[length:], smooth[length:], limits, rate, search)
            if found is not None:
                latency[row] = 1e3 * (found[0] / rate - offset.mean())
    attrs = {"units": "ms", "long_name": "latency of the mean rectified EMG"}
    return xr.DataArray(latency, dims="muscle", coords={"muscle": voltage["muscle"].values}, attrs=attrs)


@dataclass(frozen=True)
class LatencyDifference:
    """Difference of two latencies over stimuli.

    Attributes
    ----------
    median, iqr : float
        Median and interquartile range, ms.
    count : int
        Stimuli to which both muscles respond. Without any the others are NaN.
    """

    median: float
    iqr: float
    count: int


def response_statistics(responses: xr.Dataset) -> xr.Dataset:
    """Probability, latency and size of the responses of every muscle.

    Parameters
    ----------
    responses : xarray.Dataset
        Responses of ``find_responses``.

    Returns
    -------
    xarray.Dataset
        Over ``muscle``: ``count`` (stimuli that were measured), ``probability`` with its 95 % Clopper-Pearson interval
        (``probability_low``, ``probability_high``), ``latency`` (median) and ``latency_sd`` (sample SD) ms,
        ``amplitude`` (median over these stimuli, absent responses 0) V. Without stimuli probability and amplitude are
        NaN, without a response the latency, below two responses its SD.
    """
    table = np.full((len(LABELS), responses.sizes["muscle"]), np.nan)
    for column in range(responses.sizes["muscle"]):
        mine = responses.isel(muscle=column)
        mine = mine.isel(stimulus=np.isfinite(mine["amplitude"].values))
        present, amplitude = mine["present"].values, mine["amplitude"].values
        latency = mine["latency"].values[present]
        table[:4, column] = present.size, *proportion(int(present.sum()), present.size)
        if latency.size:
            table[4, column] = np.median(latency)
        if latency.size > 1:
            table[5, column] = latency.std(ddof=1)
        if amplitude.size:
            table[6, column] = np.median(amplitude)
    data = {
        name: labelled("muscle", values, unit, word)
        for values, (name, (unit, word)) in zip(table, LABELS.items(), strict=True)
    }
    return xr.Dataset(data, coords={"muscle": responses["muscle"].values})


def hand_minus_scm(responses: xr.Dataset, hand: str, scm: str) -> LatencyDifference:
    """How much later than the sternocleidomastoid a hand muscle answers the same stimulus.

    Parameters
    ----------
    responses : xarray.Dataset
        Responses of ``find_responses``.
    hand, scm : str
        Names of the muscles, with their side.

    Returns
    -------
    LatencyDifference
        Only stimuli to which both respond count; without any, median and interquartile range are NaN.

    Raises
    ------
    ValueError
        A muscle was not recorded.
    """
    names = responses["muscle"].values.astype(str).tolist()
    for name in (hand, scm):
        if name not in names:
            raise ValueError(f"no muscle '{name}' among the responses; there are {', '.join(names)}")
    latency = responses["latency"].values
    difference = latency[names.index(hand)] - latency[names.index(scm)]
    difference = difference[np.isfinite(difference)]
    if not difference.size:
        return LatencyDifference(float("nan"), float("nan"), 0)
    low, middle, high = np.percentile(difference, (25, 50, 75))
    return LatencyDifference(float(middle), float(high - low), int(difference.size))


def _conditioning(voltage: xr.DataArray, before: np.ndarray) -> np.ndarray:
    """Samples of the stimuli before which the EMG is compared with."""
    rate, origin = sampling(voltage)
    return positions(np.asarray(before, float) - origin, rate, voltage.sizes["time"], BASELINE, 0)


def _prepared(
    voltage: xr.DataArray, stimulus_times: np.ndarray, search: tuple[float, float]
) -> tuple[np.ndarray, float, np.ndarray, np.ndarray]:
    """EMG (muscle, time) V, rate Hz, sample of every stimulus, and by how many s the stimulus comes after it."""
    if not 0 <= search[0] < search[1]:
        raise ValueError(f"search window {search} s is out of order; give (first, last) s after the stimulus")
    rate, origin = sampling(voltage)
    emg = voltage.transpose("muscle", "time").values.astype(float)
    for trace, muscle in zip(emg, voltage["muscle"].values, strict=True):
        check_unclipped(trace, f"EMG of '{muscle}'")
    times = np.asarray(stimulus_times, dtype=float) - origin
    position = positions(times, rate, emg.shape[1], BASELINE, search[1] + AFTER)
    return emg, rate, position, times - position / rate


def _limit(values: np.ndarray, position: np.ndarray, rate: float, trace: np.ndarray) -> float:
    """Mean + 3 SD of the values before each position, median over them; never within rounding of a silent ``trace``."""
    if not position.size:
        return np.inf
    # Half a window earlier, or a response at once would already reach into its own baseline
    before = cut(values, position, -round(BASELINE * rate), -round(SMOOTH * rate / 2))
    limits = before.mean(axis=-1) + THRESHOLD * before.std(axis=-1)
    limits = limits[np.isfinite(limits)]
    return max(float(np.median(limits)), ROUNDING * float(np.nanmax(trace))) if limits.size else np.inf


def _measured(
    emg: np.ndarray, position: np.ndarray, quiet: np.ndarray | None, rate: float, search: tuple[float, float]
) -> np.ndarray:
    """Whether search window, and baseline where each stimulus has its own, were recorded, (muscle, stimulus)."""
    lead = 0 if quiet is None else round(BASELINE * rate)
    samples = lead + round((search[1] + AFTER) * rate)
    found = [whole_sweeps(trace[None], position - lead, samples) for trace in emg]
    return np.array(found, dtype=bool).reshape(len(emg), position.size)


def _average(sweeps: np.ndarray) -> np.ndarray:
    """Mean (muscle, sample) over the sweeps (muscle, sweep, sample) that were recorded as a whole; NaN without one."""
    if not np.isnan(sweeps).any():
        return sweeps.mean(axis=-2)
    kept = [part[np.isfinite(part).all(axis=-1)] for part in sweeps]
    return np.array([part.mean(axis=0) if len(part) else np.full(part.shape[-1], np.nan) for part in kept])


def _response(
    rectified: np.ndarray, smoothed: np.ndarray, limits: list[float], rate: float, search: tuple[float, float]
) -> tuple[int, int] | None:
    """First and one-past-last sample of the response in a stretch that begins with the stimulus.

    limits: of the moving RMS, and of the rectified EMG.
    """
    window = round(SMOOTH * rate)
    start, stop = runs(smoothed > limits[0])
    for first, last in zip(start, stop, strict=True):
        if first == 0 or last - first < window + round((MINIMUM - RESOLUTION) * rate):
            continue
        # The window reaches the response half a window early, at most its length if the response is faint
        over = np.flatnonzero(rectified[first : first + window] > limits[1])
        onset = int(first + over[0]) if over.size else int(first)
        if search[0] <= onset / rate <= search[1]:
            return onset, max(int(last) - window // 2, onset + 1)
    return None
