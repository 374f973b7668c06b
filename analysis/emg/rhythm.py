"""How regular jerks are: their intervals, their autocorrelation, their spectrum and the test of its largest peak."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.signal import welch
from scipy.stats import gamma

from ..signals.counted import counted
from ..signals.event_checks import checked_onsets
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from ..signals.recorded import interrupted
from ..spiking.firing_statistics import cv2_terms

LEAST_INTERVALS = 30  # for a rhythm
BAND = (0.3, 20.0)  # Hz, from palatal and segmental jerks to the trains of cortical tremor
SEGMENT = 10.0  # s, Hann windows of this length that overlap by half; resolves 0.1 Hz, a third of the slowest rhythm
BIN = 0.010  # s, of the counts behind the spectrum: a fifth of the shortest period
LAG_BIN = 0.020  # s, of the autocorrelation
LONGEST = 5.0  # s, of the autocorrelation, more than the slowest period
LEAST = LEAST_INTERVALS + 1  # jerks
LEAST_SEGMENTS = 3  # of the average; a single spectrum has peaks of any height
OVERLAP = 1 / 36  # squared correlation of neighbouring Hann windows that overlap by half
NEAR = 0.15  # of a period, to either side of the lags that are compared
TROUGH = 0.5  # of the jerks at one period, and of chance, the most that follow at half of it
SAME = 0.5  # of the peak's power, from which on a frequency that divides its own is taken for the rate
SIGNIFICANT = 0.05

LABELS = {
    "peak": ("1", "largest power of the band over that of random jerks"),
    "peak_frequency": ("Hz", "its frequency, or that of which it is a multiple"),
    "p_value": ("1", "chance of as large a power anywhere in the band"),
}
RHYTHMIC = "p_value at most 0.05, and half as many jerks at half a period"


@dataclass(frozen=True)
class IntervalStatistics:
    """Intervals between jerks.

    Attributes
    ----------
    interval : float
        Median, s.
    cv : float
        Standard deviation over mean.
    cv2 : float
        Mean local variation.
    count : int
        Number of intervals.
    """

    interval: float
    cv: float
    cv2: float
    count: int


def interjerk_intervals(onset: np.ndarray, minimum: int = 2, missing: np.ndarray | None = None) -> IntervalStatistics:
    """Interval statistics of jerk onsets.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (jerk,) in s, in any order.
    minimum : int, optional
        Intervals below which ``cv`` and ``cv2`` are NaN, never fewer than 2.
    missing : numpy.ndarray, optional
        Begin and end (stretch, 2) in s of what was not recorded, as of ``missing_stretches``. Intervals that hold some
        of it are left out, since a jerk in it is unknown.

    Returns
    -------
    IntervalStatistics
        Without any interval the median is NaN, too.

    Raises
    ------
    ValueError
        An onset is no number or is given twice.

    Notes
    -----
    ``cv`` uses the sample SD (n - 1). ``cv2`` is the mean of 2 |I(i+1) - I(i)| / (I(i+1) + I(i)), which slow changes of
    rate leave alone. Published rhythmicity needs at least 30 intervals.

    References
    ----------
    holt1996

    Examples
    --------
    >>> interjerk_intervals([0.0, 1.0, 2.0, 3.0])
    IntervalStatistics(interval=1.0, cv=0.0, cv2=0.0, count=3)
    """
    times = checked_onsets(onset)
    interval = np.diff(times)
    whole = np.ones(interval.size, dtype=bool)
    if missing is not None:
        whole = ~interrupted(times[:-1], times[1:], missing)
    known = interval[whole]
    if not known.size:
        return IntervalStatistics(float("nan"), float("nan"), float("nan"), 0)
    cv = cv2 = float("nan")
    if known.size >= max(minimum, 2):
        cv = float(known.std(ddof=1) / known.mean())
        terms = cv2_terms(interval[:-1], interval[1:])[whole[:-1] & whole[1:]]
        cv2 = float(np.mean(terms)) if terms.size else float("nan")
    return IntervalStatistics(float(np.median(known)), cv, cv2, int(known.size))


def train_interval(bursts: xr.Dataset) -> float:
    """Interval between successive bursts of one muscle within one jerk.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.

    Returns
    -------
    float
        Median, s; NaN where no jerk has a train of bursts.
    """
    onset, jerk = bursts["onset"].values, bursts["jerk"].values
    _, muscle = np.unique(bursts["muscle"].values.astype(str), return_inverse=True)
    order = np.lexsort((onset, muscle, jerk))
    same = (np.diff(jerk[order]) == 0) & (np.diff(muscle[order]) == 0)
    interval = np.diff(onset[order])[same]
    return float(np.median(interval)) if interval.size else float("nan")


def rhythmicity(onset: np.ndarray, duration: float) -> xr.Dataset:
    """Autocorrelation and spectrum of jerk onsets, and whether the jerks are rhythmic.

    Both are relative to jerks at random times of the same rate. The spectrum is that of the counts in 10 ms, averaged
    over Hann windows of 10 s. For random jerks it is 1, gamma distributed over the windows. Clusters of jerks raise it
    at low frequencies without any rhythm; therefore at half a period of the peak at most half as many jerks must follow
    as at a whole period, and as by chance.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (jerk,) in s after the begin of the recording, in any order.
    duration : float
        Duration of the recording, s.

    Returns
    -------
    xarray.Dataset
        ``autocorrelation`` (lag) of lags up to 5 s, 1 by chance; ``power`` (frequency) from 0.3 to 20 Hz, 1 by chance;
        ``peak``, ``peak_frequency`` Hz, ``p_value`` (Sidak over the frequencies of the band), ``rhythmic``, ``reason``.
        ``rhythmic`` is 1 or 0. With fewer than 31 jerks or 20 s numbers are NaN, ``rhythmic`` with them, and ``reason``
        says why.

    Raises
    ------
    ValueError
        An onset is no number, given twice, or outside the recording.

    Notes
    -----
    Two minutes of jerks at 2 Hz show a rhythm up to an interval CV of about 0.3. The limits are conventions of this
    project.

    References
    ----------
    jarvis2001

    Examples
    --------
    >>> found = rhythmicity(np.arange(0.0, 60.0, 0.5), 60.0)
    >>> bool(found["rhythmic"]), float(found["peak_frequency"])
    (True, 2.0)
    """
    times = checked_onsets(onset)
    if times.size and not (times[0] >= 0 and times[-1] <= duration):
        raise ValueError(f"onsets from {times[0]:g} to {times[-1]:g} s lie outside a recording of {duration:g} s")
    half = round(SEGMENT / BIN / 2)
    segments = int(duration / BIN) // half - 1
    frequency = np.fft.rfftfreq(2 * half, BIN)
    inside = (frequency >= BAND[0] - 1e-9) & (frequency <= BAND[1] + 1e-9)
    edges = np.arange(0, LONGEST + LAG_BIN / 2, LAG_BIN)
    power, correlation = np.full(int(inside.sum()), np.nan), np.full(edges.size - 1, np.nan)
    peak, place, p_value = np.nan, np.nan, np.nan
    if times.size < LEAST:
        rhythmic = Finding(None, f"{counted(times.size, 'jerk')}, {LEAST} needed")
    elif segments < LEAST_SEGMENTS:
        rhythmic = Finding(None, f"{duration:g} s, {SEGMENT * (LEAST_SEGMENTS + 1) / 2:g} needed")
    else:
        counts = np.histogram(times, int(duration / BIN), (0.0, int(duration / BIN) * BIN))[0].astype(float)
        density = welch(counts, 1 / BIN, window="hann", nperseg=2 * half, noverlap=half)[1]
        power = density[inside] / (2 * BIN * counts.mean())  # one-sided; of random jerks the variance is the mean
        lags = all_intervals(times)
        correlation = _over_chance(lags, times.size, duration, edges)
        top = int(power.argmax())
        peak, place = float(power[top]), float(frequency[inside][_fundamental(power, frequency[inside], top)])
        effective = segments / (1 + 2 * (1 - 1 / segments) * OVERLAP)
        alone = gamma.sf(effective * peak, effective)
        p_value = float(-np.expm1(power.size * np.log1p(-alone)))
        whole, part = (
            _over_chance(lags, times.size, duration, np.array([period - NEAR / place, period + NEAR / place]))[0]
            for period in (1 / place, 0.5 / place)
        )
        rhythmic = Finding(bool(p_value <= SIGNIFICANT and part <= TROUGH * min(whole, 1.0)))
    axis = {"units": "Hz", "long_name": "frequency"}
    scalars = dict(zip(LABELS, (peak, place, p_value), strict=True))
    return xr.Dataset(
        {
            "autocorrelation": labelled("lag", correlation, "1", "jerks after a jerk, over chance"),
            "power": labelled("frequency", power, "1", "power over that of random jerks"),
            **{name: labelled((), value, *LABELS[name]) for name, value in scalars.items()},
            **finding_variables("rhythmic", RHYTHMIC, rhythmic),
        },
        coords={
            "lag": labelled("lag", (edges[1:] + edges[:-1]) / 2, "s", "time after a jerk"),
            "frequency": ("frequency", frequency[inside], axis),
        },
    )


def all_intervals(times: np.ndarray) -> np.ndarray:
    """All intervals of up to 5 s between onsets, neighbours or not.

    Parameters
    ----------
    times : numpy.ndarray
        Onsets (jerk,) in s, sorted.

    Returns
    -------
    numpy.ndarray
        Intervals (pair,), s.
    """
    found = []
    for step in range(1, times.size):
        lag = times[step:] - times[:-step]
        if lag.min() > LONGEST:
            break
        found.append(lag[lag <= LONGEST])
    return np.concatenate(found) if found else np.zeros(0)


def _fundamental(power: np.ndarray, frequency: np.ndarray, top: int) -> int:
    """Index of the lowest frequency that divides that of ``top`` and has half of its power; ``top`` if there is none.

    A regular train of short events has the same power at every multiple of its rate.
    """
    for divisor in range(int(frequency[top] / BAND[0]), 1, -1):
        near = np.flatnonzero(np.abs(frequency - frequency[top] / divisor) <= 1 / SEGMENT)
        best = int(near[power[near].argmax()])
        if power[best] >= SAME * power[top]:
            return best
    return top


def _over_chance(lags: np.ndarray, count: int, duration: float, edges: np.ndarray) -> np.ndarray:
    """Intervals between ``edges`` over how many random onsets would have; a long lag leaves less of the recording."""
    middle, width = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    return np.histogram(lags, edges)[0] / (count * (count - 1) / duration**2 * width * (duration - middle))
