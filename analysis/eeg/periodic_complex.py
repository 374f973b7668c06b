"""Periodic complexes of the EEG before periodic jerks, as in Creutzfeldt-Jakob disease."""

import numpy as np
import xarray as xr

from ..emg.rhythm import LEAST_INTERVALS, interjerk_intervals
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
    "cv": ("1", "coefficient of variation of that interval"),
    "lead": ("ms", "middle of the complex, at half of its height, before the onset of the jerk"),
    "width": ("ms", "its duration at half of its height"),
    "periodic": ("1", "jerks are periodic and a wide complex of both hemispheres precedes them"),
    "reason": ("1", "why the complex could not be measured"),
}


def periodic_complex(potential: xr.DataArray, onset: np.ndarray, contralateral: str) -> xr.Dataset:
    """Whether jerks are periodic, and whether the EEG before them holds a wide complex of both hemispheres.

    Jerks are periodic if the median of at least 30 intervals lies between 0.5 and 2 s and their CV is at most 0.25.
    Only then is the EEG averaged on them; the complex is its largest peak before the onset, and counts if it is
    significant in both hemispheres (as of ``back_average``) and 40 to 160 ms wide at half of its height.

    potential: (electrode, time) V with a regular coordinate ``time`` in s. onset: (jerk,) s of one muscle, in any
    order. contralateral: electrode over its cortex.

    Returns: Dataset of scalars: period (s), cv, lead (ms), width (ms), periodic, reason. Jerks that are not periodic:
    lead and width NaN, periodic False, no reason; fewer than 31 jerks, or 50 within the record, or one hemisphere
    alone: the same with the reason. Raises ValueError as ``back_average``.
    Source: van der Veen et al. 2022, Clin Neurophysiol Pract 7:285 (period, duration and lead of the complexes).

    >>> bool(periodic_complex(eeg, onsets_of("right_fdi", bursts), "left_hand")["periodic"])         # doctest: +SKIP
    """
    rhythm = interjerk_intervals(onset, LEAST_INTERVALS)
    if rhythm.count < LEAST_INTERVALS:
        return _dataset(rhythm.interval, np.nan, reason=f"{rhythm.count} intervals, {LEAST_INTERVALS} needed")
    if not (PERIOD[0] <= rhythm.interval <= PERIOD[1] and rhythm.cv <= LARGEST_CV):
        return _dataset(rhythm.interval, rhythm.cv)
    found = back_average(potential, onset, window=WINDOW, baseline=BASELINE, contralateral=contralateral)
    shape = str(found["shape"].item())
    if shape == "not measurable":
        return _dataset(rhythm.interval, rhythm.cv, reason=str(found["reason"].item()))
    if shape != "bilateral":
        return _dataset(rhythm.interval, rhythm.cv)
    here = found.sel(electrode=contralateral)
    begin, end = _edges(here["average"].values, here["lag"].values, -float(here["lead"]))
    wide = WIDTH[0] <= 1e-3 * (end - begin) <= WIDTH[1]
    return _dataset(rhythm.interval, rhythm.cv, -(begin + end) / 2, end - begin, wide)


def _edges(average: np.ndarray, lag: np.ndarray, top: float) -> tuple[float, float]:
    """Lags (ms) between which the peak at lag ``top`` is above half of its height, as far as the window shows it."""
    peak = int(np.argmin(np.abs(lag - top)))
    low = np.flatnonzero(average * np.sign(average[peak]) < abs(average[peak]) / 2)
    first, last = low[low < peak].max(initial=-1), low[low > peak].min(initial=lag.size)
    return float(lag[first + 1]), float(lag[last - 1])


def _dataset(
    period: float, cv: float, lead: float = np.nan, width: float = np.nan, periodic: bool = False, reason: str = ""
) -> xr.Dataset:
    values = (period, cv, lead, width, periodic, reason)
    return xr.Dataset({name: labelled((), value, *LABELS[name]) for name, value in zip(LABELS, values, strict=True)})
