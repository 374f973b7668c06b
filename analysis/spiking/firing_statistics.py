"""Rate, irregularity and synchrony of spiking populations."""

import numpy as np

from ..signals.spikes import check_cells, checked_spikes


def population_rates(spike_unit: np.ndarray, size: np.ndarray, duration: float) -> np.ndarray:
    """Mean rate per cell of each population, (population,) Hz.

    spike_unit: (spike,) cell, numbered population by population. size: (population,) cells. duration: s.
    An empty population, or no time, has rate 0. Raises ValueError for a cell that is in no population.
    """
    size, unit = np.asarray(size, dtype=np.int64), np.asarray(spike_unit)
    edges = np.concatenate([[0], np.cumsum(size)])
    check_cells(unit, int(edges[-1]))
    spikes = np.concatenate([[0], np.cumsum(np.bincount(unit, minlength=int(edges[-1])))])
    counts = np.diff(spikes[edges])
    return counts / np.maximum(size * duration, np.finfo(float).tiny) * (size * duration > 0)


def interval_cvs(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = 20) -> np.ndarray:
    """CV (SD / mean, n - 1) of every cell's inter-spike intervals, (cell,) up to the highest cell that fired.

    spike_time, spike_unit: (spike,) s and cell, in any order. NaN for a cell with fewer than ``least_spikes`` (at least
    3) spikes. Raises ValueError as ``checked_spikes``.
    """
    time, unit = checked_spikes(spike_time, spike_unit)
    same = np.diff(unit) == 0
    interval, cell = np.diff(time)[same], unit[1:][same]
    count = np.bincount(cell)
    total = np.bincount(cell, interval)
    enough = count >= max(least_spikes, 3) - 1
    mean = np.divide(total, count, out=np.full(count.size, np.nan), where=enough)
    square = np.bincount(cell, (interval - mean[cell]) ** 2, count.size)
    return np.sqrt(square / np.maximum(count - 1, 1)) / mean


def count_correlation(
    spike_time: np.ndarray, spike_unit: np.ndarray, cells: int, duration: float, bin_width: float = 0.05
) -> float:
    """Mean Pearson correlation of spike counts over all pairs of cells.

    spike_time, spike_unit: (spike,) s and cell 0 .. cells-1. duration, bin_width: s; a last, shorter bin is dropped.
    Cells whose count never changes have no correlation and are left out; NaN with fewer than two cells or bins left.
    Raises ValueError as ``checked_spikes``.
    """
    time, unit = checked_spikes(spike_time, spike_unit, cells)
    bins = int(duration / bin_width + 1e-9)
    if bins < 2 or cells < 2:
        return float("nan")
    column = np.floor(time / bin_width).astype(np.int64)
    kept = (column >= 0) & (column < bins)
    flat = unit[kept] * bins + column[kept]
    counts = np.bincount(flat, minlength=cells * bins).reshape(cells, bins).astype(float)
    counts -= counts.mean(axis=1, keepdims=True)
    norm = np.sqrt((counts**2).sum(axis=1))
    scaled = counts[norm > 0] / norm[norm > 0, None]
    n = len(scaled)
    if n < 2:
        return float("nan")
    # The sum over all pairs is the squared length of the summed vectors, less the n self-products
    return float((np.sum(scaled.sum(axis=0) ** 2) - n) / (n * (n - 1)))
