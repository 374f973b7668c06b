"""Checks that every measurement of spikes and of onsets needs."""

import numpy as np


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
