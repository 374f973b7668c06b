"""Periodic complexes of the EEG before periodic jerks, as in Creutzfeldt-Jakob disease."""

import numpy as np
import xarray as xr

from ..emg.rhythm import LEAST_INTERVALS, interjerk_intervals
from ..signals.counted import counted
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from .back_average import back_average

PERIOD = (0.5, 2.0)  # s between jerks, median (vanderveen2022)
LARGEST_CV = 0.25  # of the intervals (vanderveen2022: 0.1 to 0.25)
WINDOW = (-0.450, 0.150)  # s around the onset
# s, later than the complex before at the shortest period, earlier than one of 160 ms whose middle leads by 85 ms
BASELINE = (-0.400, -0.250)
# s at half height: half of 100 ms, less what noise takes from it, to a rectangle of 160 ms (vanderveen2022)
WIDTH = (0.040, 0.160)

LABELS = {
    "period": ("s", "interval between jerks, median"),
    "cv": ("1", "coefficient of variation of the interval between jerks"),
    "lead": ("ms", "middle of the complex, at half of its height, before the onset of the jerk"),
    "width": ("ms", "duration of the complex at half of its height"),
}
PRECEDES = "jerks are periodic and a wide complex of both hemispheres precedes them"


def periodic_complex(potential: xr.DataArray, onset: np.ndarray, contralateral: str) -> xr.Dataset:
    """Whether jerks are periodic, and whether a wide complex of both hemispheres precedes them in the EEG.

    Jerks are periodic if the median of at least 30 intervals lies between 0.5 and 2 s and their CV is at most 0.25.
    Only then is the EEG averaged on them. The complex is its largest peak before the onset; it counts if it is
    significant in both hemispheres (as of ``back_average``) and 40 to 160 ms wide at half of its height.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s.
    onset : numpy.ndarray
        Onsets (jerk,) in s of one muscle, in any order.
    contralateral : str
        Electrode over the cortex of this muscle.

    Returns
    -------
    xarray.Dataset
        Scalars: ``period`` (s), ``cv``, ``lead`` (ms), ``width`` (ms), ``periodic``, ``reason``. For jerks that are not
        periodic lead and width are NaN, and ``periodic`` is 0. With fewer than 31 jerks, fewer than 50 within the
        record, or one hemisphere alone, ``periodic`` is NaN as well, and ``reason`` says why.

    Raises
    ------
    ValueError
        ``back_average`` refuses the EEG or the onsets.

    Notes
    -----
    Period, duration and lead of the complexes are those of Creutzfeldt-Jakob disease.

    References
    ----------
    vanderveen2022

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time, onset = np.arange(61_000) / 1000, np.arange(0.5, 60.5)
    >>> eeg = 2e-6 * rng.standard_normal((2, time.size))
    >>> for jerk in onset:  # a wave of some 100 ms that peaks 85 ms before each jerk
    ...     eeg -= 30e-6 * np.exp(-(((time - jerk + 0.085) / 0.060) ** 2))
    >>> eeg = xr.DataArray(eeg, {"electrode": ["left_hand", "right_hand"], "time": time}, ("electrode", "time"))
    >>> found = periodic_complex(eeg, onset, "left_hand")
    >>> bool(found["periodic"]), float(found["period"]), round(float(found["lead"]), -1)
    (True, 1.0, 80.0)
    """
    rhythm = interjerk_intervals(onset, LEAST_INTERVALS)
    if rhythm.count < LEAST_INTERVALS:
        few = Finding(None, f"{counted(rhythm.count, 'interval')}, {LEAST_INTERVALS} needed")
        return _dataset(rhythm.interval, np.nan, few)
    if not (PERIOD[0] <= rhythm.interval <= PERIOD[1] and rhythm.cv <= LARGEST_CV):
        return _dataset(rhythm.interval, rhythm.cv, Finding(False))
    found = back_average(potential, onset, window=WINDOW, baseline=BASELINE, contralateral=contralateral)
    shape = str(found["shape"].item())
    if shape == "not measurable":
        return _dataset(rhythm.interval, rhythm.cv, Finding(None, str(found["reason"].item())))
    if shape != "bilateral":
        return _dataset(rhythm.interval, rhythm.cv, Finding(False))
    here = found.sel(electrode=contralateral)
    begin, end = _edges(here["average"].values, here["lag"].values, -float(here["lead"]))
    wide = WIDTH[0] <= 1e-3 * (end - begin) <= WIDTH[1]
    return _dataset(rhythm.interval, rhythm.cv, Finding(wide), -(begin + end) / 2, end - begin)


def _edges(average: np.ndarray, lag: np.ndarray, top: float) -> tuple[float, float]:
    """Lags (ms) between which the peak at lag ``top`` is above half of its height, as far as the window shows it."""
    peak = int(np.argmin(np.abs(lag - top)))
    low = np.flatnonzero(average * np.sign(average[peak]) < abs(average[peak]) / 2)
    first, last = low[low < peak].max(initial=-1), low[low > peak].min(initial=lag.size)
    return float(lag[first + 1]), float(lag[last - 1])


def _dataset(period: float, cv: float, periodic: Finding, lead: float = np.nan, width: float = np.nan) -> xr.Dataset:
    values = (period, cv, lead, width)
    numbers = {name: labelled((), value, *LABELS[name]) for name, value in zip(LABELS, values, strict=True)}
    return xr.Dataset(numbers | finding_variables("periodic", PRECEDES, periodic))
