"""How irregularly single cells fire, whatever their rate does in between."""

import numpy as np

from ..signals.spikes import checked_spikes

REFRACTORY = 0.005  # s, R of LvR, with which it told cells apart best (shinomoto2009)
LEAST_SPIKES = 20  # as the CV of intervals asks
WINDOW = 1.0  # s; windows of one spike or none make any train look like a Poisson process


def interval_cv2s(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = LEAST_SPIKES) -> np.ndarray:
    """CV2 of every cell's inter-spike intervals, (cell,) up to the highest cell that fired.

    The mean of ``cv2_terms`` over neighbouring intervals: 0 of a regular train, 1 of a Poisson process, blind to slow
    changes of rate. spike_time, spike_unit: (spike,) s and cell, in any order. NaN for a cell with fewer than
    ``least_spikes`` (at least 3) spikes. Raises ValueError for times that are no numbers, or another number of cells.
    Source: Holt et al. 1996, J Neurophysiol 75:1806.
    """
    earlier, later, cell, cells = _neighbours(spike_time, spike_unit)
    return _mean_per_cell(cv2_terms(earlier, later), cell, cells, least_spikes)


def interval_lvrs(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = LEAST_SPIKES) -> np.ndarray:
    """LvR, the local variation of intervals corrected for refractoriness, of every cell; arguments, NaN and errors as
    of ``interval_cv2s``.

    The mean of 3 (1 - 4 I J / (I + J)^2) (1 + 4 R / (I + J)) over neighbouring intervals I, J with R = 5 ms. 0 of a
    regular train; of a Poisson process 1 + 4 R rate, which is 1 for rates well below 50 Hz.
    Source: Shinomoto et al. 2009, PLoS Comput Biol 5:e1000433.
    """
    earlier, later, cell, cells = _neighbours(spike_time, spike_unit)
    total = earlier + later
    correction = np.divide(4 * REFRACTORY, total, out=np.zeros_like(total), where=total > 0)
    # 1 - 4 I J / (I + J)^2 is the square of (J - I) / (I + J), half a term of CV2
    values = 3 * (cv2_terms(earlier, later) / 2) ** 2 * (1 + correction)
    return _mean_per_cell(values, cell, cells, least_spikes)


def count_fanos(
    spike_time: np.ndarray, spike_unit: np.ndarray, cells: int, duration: float, window: float = WINDOW
) -> np.ndarray:
    """Fano factor of every cell: variance (n - 1) over mean of its spike counts in successive windows, (cell,).

    spike_time, spike_unit: (spike,) s and cell 0 .. cells-1. duration, window: s; a last, shorter window is dropped.
    1 of a Poisson process, 0 of a regular train. NaN for a silent cell, and for all with fewer than two windows.
    Raises ValueError for a window of no length, cells outside the range, and as ``interval_cv2s``.
    """
    time, unit = checked_spikes(spike_time, spike_unit, cells)
    if not window > 0:
        raise ValueError(f"windows of {window:g} s hold no spikes; give a length above 0")
    windows = int(duration / window + 1e-9)
    if windows < 2:
        return np.full(cells, np.nan)
    column = np.floor(time / window).astype(np.int64)
    kept = (column >= 0) & (column < windows)
    counts = np.bincount(unit[kept] * windows + column[kept], minlength=cells * windows).reshape(cells, windows)
    mean = counts.mean(axis=1)
    return np.divide(counts.var(axis=1, ddof=1), mean, out=np.full(cells, np.nan), where=mean > 0)


def cv2_terms(earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
    """2 |J - I| / (I + J) of neighbouring intervals I, J (pair,) s, whose mean is CV2; 0 where both are 0."""
    total = np.asarray(earlier + later, dtype=float)
    return np.divide(2 * np.abs(later - earlier), total, out=np.zeros_like(total), where=total > 0)


def _neighbours(spike_time: np.ndarray, spike_unit: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Each interval and the next of the same cell (pair,), that cell, and how many cells there are."""
    time, unit = checked_spikes(spike_time, spike_unit)
    interval, same = np.diff(time), unit[2:] == unit[:-2]
    return interval[:-1][same], interval[1:][same], unit[2:][same], int(unit[-1]) + 1 if unit.size else 0


def _mean_per_cell(values: np.ndarray, cell: np.ndarray, cells: int, least_spikes: int) -> np.ndarray:
    count = np.bincount(cell, minlength=cells)
    enough = count >= max(least_spikes, 3) - 2
    return np.divide(np.bincount(cell, values, cells), count, out=np.full(cells, np.nan), where=enough)
