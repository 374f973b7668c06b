"""What every measurement of spikes and of onsets refuses or sorts first."""

import numpy as np

from .counted import counted


def checked_spikes(
    spike_time: np.ndarray, spike_unit: np.ndarray, cells: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Check spikes and sort them cell by cell.

    Parameters
    ----------
    spike_time : numpy.ndarray
        Times (spike,) in s, in any order. No spikes are silence.
    spike_unit : numpy.ndarray
        Cell (spike,) of every spike.
    cells : int, optional
        Number of cells, which are numbered from 0. None where it is not known.

    Returns
    -------
    time : numpy.ndarray
        Times (spike,) in s, cell by cell and each in order of time.
    unit : numpy.ndarray
        Cells (spike,) of these times.

    Raises
    ------
    ValueError
        The rows differ in length, a time is no number, a cell is outside the range, or a spike is given twice.
    """
    time, unit = np.asarray(spike_time, dtype=float), np.asarray(spike_unit, dtype=np.int64)
    if time.shape != unit.shape or time.ndim != 1:
        raise ValueError(
            f"{counted(time.size, 'spike time')} but {counted(unit.size, 'cell')}; give one cell for every spike"
        )
    if not np.isfinite(time).all():
        raise ValueError(
            f"there is no number for the time of {counted(np.count_nonzero(~np.isfinite(time)), 'spike')};"
            " drop what has none first"
        )
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
    """Refuse cells that do not exist.

    Parameters
    ----------
    unit : numpy.ndarray
        Cell (spike,) of every spike.
    cells : int or None
        Number of cells, or None where it is not known.

    Raises
    ------
    ValueError
        A cell is below 0 or not among ``cells``.
    """
    if unit.size and unit.min() < 0:
        raise ValueError(f"cell {unit.min()} is below 0; count cells from 0")
    if cells is not None and unit.size and unit.max() >= cells:
        raise ValueError(f"cell {unit.max()} is not among {counted(cells, 'cell')}; count them from 0")


def check_onsets(onset: np.ndarray) -> None:
    """Refuse onsets that are no numbers.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (burst,), s.

    Raises
    ------
    ValueError
        An onset is NaN or infinite.
    """
    if not np.isfinite(onset).all():
        raise ValueError(
            f"there is no number for the onset of {counted(np.count_nonzero(~np.isfinite(onset)), 'burst')};"
            " drop what has none first"
        )


def checked_onsets(onset: np.ndarray) -> np.ndarray:
    """Check the onsets of jerks and sort them.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (jerk,) in s, in any order.

    Returns
    -------
    numpy.ndarray
        Onsets (jerk,) in s, in order of time.

    Raises
    ------
    ValueError
        An onset is no number or is given twice.
    """
    values = np.sort(np.asarray(onset, dtype=float))
    if values.ndim != 1 or not np.isfinite(values).all():
        raise ValueError("onsets are one row of times in s without NaN; drop the jerks without onset")
    if (np.diff(values) == 0).any():
        raise ValueError(f"onset {values[1:][np.diff(values) == 0][0]:g} s is given twice; give each jerk once")
    return values
