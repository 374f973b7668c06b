"""Rate, irregularity and synchrony of spiking populations."""

import numpy as np


def population_rates(spike_unit: np.ndarray, size: np.ndarray, duration: float) -> np.ndarray:
    """Mean rate per cell of each population, (population,) Hz.

    spike_unit: (spike,) cell, numbered population by population. size: (population,) cells. duration: s.
    An empty population, or no time, has rate 0.
    """
    size = np.asarray(size, dtype=np.int64)
    edges = np.concatenate([[0], np.cumsum(size)])
    counts = np.bincount(np.searchsorted(edges, spike_unit, side="right") - 1, minlength=size.size)[: size.size]
    return counts / np.maximum(size * duration, np.finfo(float).tiny) * (size * duration > 0)


def interval_cvs(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = 20) -> np.ndarray:
    """CV (SD / mean, n - 1) of every cell's inter-spike intervals, (cell,) up to the highest cell that fired.

    spike_time, spike_unit: (spike,) s and cell, in any order. NaN for a cell with fewer than ``least_spikes`` (at least
    3) spikes, or all of them at one time.
    """
    unit, time = np.asarray(spike_unit), np.asarray(spike_time)
    # Recordings are in order of time, which a stable sort by cell keeps
    order = np.argsort(unit, kind="stable") if np.all(np.diff(time) >= 0) else np.lexsort((time, unit))
    time, unit = time[order], unit[order]
    same = np.diff(unit) == 0
    interval, cell = np.diff(time)[same], unit[1:][same]
    count = np.bincount(cell)
    total = np.bincount(cell, interval)
    enough = (count >= max(least_spikes, 3) - 1) & (total > 0)
    mean = np.divide(total, count, out=np.full(count.size, np.nan), where=enough)
    square = np.bincount(cell, (interval - mean[cell]) ** 2, count.size)
    return np.sqrt(square / np.maximum(count - 1, 1)) / mean


def count_correlation(
    spike_time: np.ndarray, spike_unit: np.ndarray, cells: int, duration: float, bin_width: float = 0.05
) -> float:
    """Mean Pearson correlation of spike counts over all pairs of cells.

    spike_time, spike_unit: (spike,) s and cell 0 .. cells-1. duration, bin_width: s; a last, shorter bin is dropped.
    Cells whose count never changes have no correlation and are left out; NaN with fewer than two cells or bins left.
    """
    bins = int(duration / bin_width + 1e-9)
    if bins < 2 or cells < 2:
        return float("nan")
    column = np.floor(np.asarray(spike_time) / bin_width).astype(np.int64)
    kept = column < bins
    flat = np.asarray(spike_unit)[kept] * bins + column[kept]
    counts = np.bincount(flat, minlength=cells * bins).reshape(cells, bins).astype(float)
    counts -= counts.mean(axis=1, keepdims=True)
    norm = np.sqrt((counts**2).sum(axis=1))
    scaled = counts[norm > 0] / norm[norm > 0, None]
    n = len(scaled)
    if n < 2:
        return float("nan")
    # The sum over all pairs is the squared length of the summed vectors, less the n self-products
    return float((np.sum(scaled.sum(axis=0) ** 2) - n) / (n * (n - 1)))
