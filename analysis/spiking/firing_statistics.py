"""Rate, irregularity and synchrony of the firing of populations and of single cells."""

import numpy as np

from ..signals.event_checks import check_cells, checked_spikes

REFRACTORY = 0.005  # s, R of LvR, with which it told cells apart best (shinomoto2009)
LEAST_SPIKES = 20  # as the CV of intervals asks
WINDOW = 1.0  # s; windows of one spike or none make any train look like a Poisson process


def population_rates(spike_unit: np.ndarray, size: np.ndarray, duration: float) -> np.ndarray:
    """Mean rate per cell of each population.

    Parameters
    ----------
    spike_unit : numpy.ndarray
        Cell (spike,) of every spike, numbered population by population.
    size : numpy.ndarray
        Cells (population,) of each population.
    duration : float
        Duration of the recording, s.

    Returns
    -------
    numpy.ndarray
        Rates (population,), Hz. An empty population, or no time, has rate 0.

    Raises
    ------
    ValueError
        A cell is in no population.

    Examples
    --------
    >>> population_rates([0, 0, 1, 2], [2, 2], 2.0).tolist()
    [0.75, 0.25]
    """
    size, unit = np.asarray(size, dtype=np.int64), np.asarray(spike_unit)
    edges = np.concatenate([[0], np.cumsum(size)])
    check_cells(unit, int(edges[-1]))
    spikes = np.concatenate([[0], np.cumsum(np.bincount(unit, minlength=int(edges[-1])))])
    counts = np.diff(spikes[edges])
    return counts / np.maximum(size * duration, np.finfo(float).tiny) * (size * duration > 0)


def interval_cvs(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = LEAST_SPIKES) -> np.ndarray:
    """CV of every cell's inter-spike intervals.

    Parameters
    ----------
    spike_time, spike_unit : numpy.ndarray
        Times (spike,) in s and cells (spike,), in any order.
    least_spikes : int, optional
        Spikes that a cell needs, at least 3.

    Returns
    -------
    numpy.ndarray
        SD over mean (cell,), up to the highest cell that fired; NaN for a cell with fewer spikes.

    Raises
    ------
    ValueError
        ``checked_spikes`` refuses the spikes.

    Notes
    -----
    The SD is that of a sample (n - 1).
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


def interval_cv2s(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = LEAST_SPIKES) -> np.ndarray:
    """CV2 of every cell's inter-spike intervals.

    Parameters
    ----------
    spike_time, spike_unit : numpy.ndarray
        Times (spike,) in s and cells (spike,), in any order.
    least_spikes : int, optional
        Spikes that a cell needs, at least 3.

    Returns
    -------
    numpy.ndarray
        CV2 (cell,), up to the highest cell that fired; NaN for a cell with fewer spikes.

    Raises
    ------
    ValueError
        ``checked_spikes`` refuses the spikes.

    Notes
    -----
    The mean of ``cv2_terms`` over neighbouring intervals is 0 for a regular train and 1 for a Poisson process; slow
    changes of rate leave it alone.

    References
    ----------
    holt1996

    Examples
    --------
    >>> interval_cv2s(np.arange(30.0), np.zeros(30, int)).tolist()
    [0.0]
    """
    earlier, later, cell, cells = _neighbours(spike_time, spike_unit)
    return _mean_per_cell(cv2_terms(earlier, later), cell, cells, least_spikes)


def interval_lvrs(spike_time: np.ndarray, spike_unit: np.ndarray, least_spikes: int = LEAST_SPIKES) -> np.ndarray:
    """LvR of every cell, the local variation of intervals corrected for refractoriness.

    Parameters
    ----------
    spike_time, spike_unit : numpy.ndarray
        Times (spike,) in s and cells (spike,), in any order.
    least_spikes : int, optional
        Spikes that a cell needs, at least 3.

    Returns
    -------
    numpy.ndarray
        LvR (cell,), up to the highest cell that fired; NaN for a cell with fewer spikes.

    Raises
    ------
    ValueError
        ``checked_spikes`` refuses the spikes.

    Notes
    -----
    The mean of 3 (1 - 4 I J / (I + J)^2) (1 + 4 R / (I + J)) over neighbouring intervals I, J with R = 5 ms is 0 for a
    regular train. For a Poisson process it is 1 + 4 R rate, which is 1 for rates well below 50 Hz. With this R it told
    cells apart best.

    References
    ----------
    shinomoto2009
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
    """Fano factor of every cell: variance over mean of its spike counts in successive windows.

    Parameters
    ----------
    spike_time, spike_unit : numpy.ndarray
        Times (spike,) in s and cells (spike,) from 0 to cells - 1, in any order.
    cells : int
        Number of cells.
    duration, window : float
        Duration of the recording and of a window, s. A last, shorter window is dropped.

    Returns
    -------
    numpy.ndarray
        Fano factors (cell,): 1 for a Poisson process, 0 for a regular train. NaN for a silent cell, and for all with
        fewer than two windows.

    Raises
    ------
    ValueError
        A window has no length, a cell is outside the range, or ``checked_spikes`` refuses the spikes.

    Notes
    -----
    The variance is that of a sample (n - 1). Windows of one spike or none make any train look like a Poisson process.
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


def count_correlation(
    spike_time: np.ndarray, spike_unit: np.ndarray, cells: int, duration: float, bin_width: float = 0.05
) -> float:
    """Mean Pearson correlation of spike counts over all pairs of cells.

    Parameters
    ----------
    spike_time, spike_unit : numpy.ndarray
        Times (spike,) in s and cells (spike,) from 0 to cells - 1, in any order.
    cells : int
        Number of cells.
    duration, bin_width : float
        Duration of the recording and of a bin, s. A last, shorter bin is dropped.

    Returns
    -------
    float
        The correlation. Cells whose count never changes have none and are left out; NaN with fewer than two cells or
        bins.

    Raises
    ------
    ValueError
        ``checked_spikes`` refuses the spikes.
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


def cv2_terms(earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Terms of neighbouring intervals whose mean is CV2.

    Parameters
    ----------
    earlier, later : numpy.ndarray
        Neighbouring intervals I and J (pair,), s.

    Returns
    -------
    numpy.ndarray
        2 |J - I| / (I + J) of each pair; 0 where both are 0.

    Examples
    --------
    >>> cv2_terms(np.array([1.0]), np.array([3.0])).tolist()
    [1.0]
    """
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
