"""Intervals by bootstrap over repeats: seeds are drawn with replacement, the same for every point of a study.

Percentiles of the draws alone would cover 84 % of the time with 5 repeats. They are widened for few repeats, after
which means of Poisson counts are covered 90 % of the time with 5 repeats of half an event each, and some 94 % with
more events or more repeats. BCa intervals were tried and cover no more than percentiles with 5 and 10 repeats.
"""

from collections.abc import Callable, Iterator

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.intervals import CONFIDENCE, widening

LEAST_REPEATS = 5  # of fewer, drawn anew, no interval is given
RESAMPLES = 200
TAILS = (50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE))  # percentiles of the draws, before they are widened
REPEAT = "repeat"


def with_repeats(values: xr.DataArray, axes: list[str]) -> xr.DataArray:
    """The values over their axes and one dimension of repeats.

    Parameters
    ----------
    values : xarray.DataArray
        Statistic over the axes and others, such as seed and wiring_seed.
    axes : list of str
        Dimensions that are kept, in this order.

    Returns
    -------
    xarray.DataArray
        Values over (axes, repeat).

    Raises
    ------
    UserError
        A dimension does not exist.
    """
    missing = [name for name in axes if name not in values.dims]
    if missing:
        raise UserError(f"there is no dimension {', '.join(missing)}; there are {', '.join(map(str, values.dims))}")
    others = [dim for dim in values.dims if dim not in axes]
    stacked = values.stack({REPEAT: others}, create_index=False) if others else values.expand_dims(REPEAT)
    return stacked.transpose(*axes, REPEAT)


def drawn_repeats(repeats: int, resamples: int = RESAMPLES, seed: int = 1) -> Iterator[np.ndarray]:
    """Which repeats each bootstrap draw takes.

    Parameters
    ----------
    repeats, resamples, seed : int
        Number of repeats, number of draws, and their seed.

    Yields
    ------
    numpy.ndarray
        Indices (repeat,). Fewer than 5 repeats give no draw.
    """
    rng = np.random.default_rng(seed)
    for _ in range(resamples if repeats >= LEAST_REPEATS else 0):
        yield rng.integers(0, repeats, repeats)


def bootstrap_interval(
    found: np.ndarray, repeats: int, lowest: float = -np.inf, highest: float = np.inf, least: float = 0.5
) -> np.ndarray:
    """Ends of the 95 % interval over bootstrap draws: their percentiles, as far again from their median as few ask.

    Parameters
    ----------
    found : numpy.ndarray
        Measured values (draw, ...).
    repeats : int
        How many repeats each draw has.
    lowest, highest : float, optional
        What the values can be at all; no end lies beyond.
    least : float, optional
        Share of the draws that need a value.

    Returns
    -------
    numpy.ndarray
        Ends (2, ...); NaN without draws, and where fewer draws have a value.
    """
    if not len(found):
        return np.full((2, *found.shape[1:]), np.nan)
    known = np.isfinite(found).mean(axis=0) >= least
    ends = np.full((2, *found.shape[1:]), np.nan)
    if known.any():
        low, middle, high = np.nanpercentile(found[:, known], (TAILS[0], 50, TAILS[1]), axis=0)
        wider = widening(repeats)
        ends[:, known] = np.clip([middle - wider * (middle - low), middle + wider * (high - middle)], lowest, highest)
    return ends


def bootstrap(
    measure: Callable[[np.ndarray], np.ndarray], values: np.ndarray, resamples: int = RESAMPLES
) -> np.ndarray:
    """What a measure gives on every bootstrap draw.

    Parameters
    ----------
    measure : callable
        Takes values and gives an array.
    values : numpy.ndarray
        Values (..., repeat).
    resamples : int, optional
        Number of draws.

    Returns
    -------
    numpy.ndarray
        Measured values (draw, ...).
    """
    found = [measure(values[..., chosen]) for chosen in drawn_repeats(values.shape[-1], resamples)]
    return np.array(found) if found else np.zeros((0, *np.shape(measure(values))))


def mean_of_known(values: np.ndarray, axis: int = -1) -> np.ndarray:
    """Mean of the values that are known.

    Parameters
    ----------
    values : numpy.ndarray
        Values of any shape, NaN where unknown.
    axis : int, optional
        Axis over which the mean is taken.

    Returns
    -------
    numpy.ndarray
        Means; NaN where nothing is known.

    Examples
    --------
    >>> mean_of_known(np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])).tolist()
    [2.0, nan]
    """
    count = np.isfinite(values).sum(axis=axis)
    return np.divide(np.nansum(values, axis=axis), count, out=np.full(count.shape, np.nan), where=count > 0)
