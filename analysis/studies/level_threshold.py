"""From which level of a drug on jerks begin, and how far a second drug raises that level."""

import numpy as np
import xarray as xr

from .gain_threshold import JERKING_RATE


def level_threshold(study: xr.Dataset, axis: str) -> float:
    """Level from which on the mean rate of jerks is JERKING_RATE, on a logarithmic scale between two levels.

    Parameters
    ----------
    study : xarray.Dataset
        ``jerk_rate`` over the levels and seeds.
    axis : str
        Dimension of the levels, whose coordinate is above 0.

    Returns
    -------
    float
        The level. It is infinite if the highest level makes too few jerks, the lowest level if that is enough already,
        and NaN if a run was not measurable.

    Examples
    --------
    >>> rate = xr.DataArray([0.0, 0.2], {"level": [1.0, 4.0]}, "level")
    >>> level_threshold(xr.Dataset({"jerk_rate": rate}), "level")
    2.0
    """
    rate = study["jerk_rate"]
    rate = rate.mean([dim for dim in rate.dims if dim != axis], skipna=False).sortby(axis)
    if rate.isnull().any():
        return float("nan")
    levels, rates = rate[axis].values.astype(float), rate.values
    below = np.flatnonzero(~(rates >= JERKING_RATE))
    if below.size and below[-1] == rates.size - 1:
        return float("inf")
    if not below.size:
        return float(levels[0])
    last = int(below[-1])
    share = (JERKING_RATE - rates[last]) / (rates[last + 1] - rates[last])
    return float(levels[last] * (levels[last + 1] / levels[last]) ** share)


def raised_threshold(found: float, alone: float, highest: float) -> float:
    """Threshold beside a second drug relative to alone.

    Parameters
    ----------
    found, alone : float
        Thresholds with and without the second drug, as of :func:`level_threshold`.
    highest : float
        Highest level that was given.

    Returns
    -------
    float
        The ratio. Where the second drug leaves no threshold it is at least that of the highest level; NaN where there
        is none without it.

    Examples
    --------
    >>> raised_threshold(3.0, 2.0, 8.0), raised_threshold(float("inf"), 2.0, 8.0)
    (1.5, 4.0)
    """
    return min(found, highest) / alone if np.isfinite(alone) else float("nan")
