"""Threshold maps: where along one axis of a study a statistic crosses a level, over its other axes."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import xarray as xr

from ..signals.labels import labelled
from .bootstrap import RESAMPLES, bootstrap, bootstrap_interval, mean_of_known, with_repeats

BELOW, ABOVE, TOO_FEW = "below the level everywhere", "above the level everywhere", "fewer than two values"


def crossings(axis: np.ndarray, values: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Where values cross a level, interpolated linearly, and whether they rise there.

    Parameters
    ----------
    axis, values : array_like
        Places and values (value,) in any order; NaN is left out. A value at the level is above it.
    level : float
        The level.

    Returns
    -------
    place : numpy.ndarray
        Crossings (crossing,) along the axis.
    rises : numpy.ndarray
        Whether values rise there as the axis does (crossing,).

    Examples
    --------
    >>> crossings([0, 1, 2, 3], [0, 2, 2, 1], 1.5)[0].tolist()
    [0.75, 2.5]
    """
    axis, values = np.asarray(axis, float), np.asarray(values, float)
    order = np.argsort(axis)
    order = order[np.isfinite(values[order])]
    place, height = axis[order], values[order]
    above = height >= level
    left = np.flatnonzero(above[1:] != above[:-1])
    share = (level - height[left]) / (height[left + 1] - height[left])
    return place[left] + share * (place[left + 1] - place[left]), above[left + 1]


def threshold_map(
    values: xr.DataArray, along: str, level: float, over: Sequence[str] = (), resamples: int = RESAMPLES
) -> xr.Dataset:
    r"""All crossings of a level along one axis, at every place of other axes, with their intervals over seeds.

    Parameters
    ----------
    values : xarray.DataArray
        Statistic over ``along``, ``over`` and repeats (seed, ...), which are averaged; NaN for failed points.
    along : str
        The axis along which the level is crossed.
    level : float
        The level in the unit of the values, such as the rate from which on a circuit jerks.
    over : sequence of str, optional
        The other axes.
    resamples : int, optional
        Number of bootstrap draws.

    Returns
    -------
    xarray.Dataset
        Over (\*over, crossing), in order along the axis, NaN beyond the last: ``threshold``, ``low``, ``high`` (95 %,
        bootstrap over repeats; NaN for fewer than 5) in the unit of ``along``, ``rises`` (1 if values rise along the
        axis, -1 if they fall), ``agree`` (share of draws with as many crossings). Over ``over``: ``count`` and
        ``reason``, why there is none. Nothing is extrapolated.

    Raises
    ------
    UserError
        A dimension does not exist.

    Examples
    --------
    >>> rates = xr.DataArray([[1.0, 0.8], [3.0, 0.0], [0.0, 0.0]], {"gaba_a": [0.2, 0.4, 0.6], "glycine": [0.0, 1.0]},
    ...                      ("gaba_a", "glycine"))
    >>> threshold_map(rates, "gaba_a", 0.5, ["glycine"])["threshold"].isel(crossing=-1).round(3).to_series().to_dict()
    {0.0: 0.567, 1.0: 0.275}
    """
    table = with_repeats(values, [*over, along])
    axis = table[along].values.astype(float)
    shape = tuple(table.sizes[name] for name in over)
    cells = {place: _cell(axis, table.values[place], level, resamples) for place in product(*map(range, shape))}
    most = max((len(cell["threshold"]) for cell, _ in cells.values()), default=0)
    names = ("threshold", "low", "high", "rises", "agree")
    found = {name: np.full((*shape, most), np.nan) for name in names}
    count, reason = np.zeros(shape, int), np.full(shape, "", dtype="U40")
    for place, (cell, why) in cells.items():
        count[place], reason[place] = len(cell["threshold"]), why
        for name in names:
            found[name][place][: count[place]] = cell[name]
    unit = table[along].attrs.get("units", "1")
    words = {
        "threshold": (unit, f"{along} at which the level is crossed"),
        "low": (unit, "lower end of its 95 % interval"),
        "high": (unit, "upper end of its 95 % interval"),
        "rises": ("1", "1 where values rise along the axis, -1 where they fall"),
        "agree": ("1", "share of bootstrap draws with as many crossings"),
    }
    dims = tuple(over)
    data = {
        name: labelled((*dims, "crossing"), found[name], units, long_name) for name, (units, long_name) in words.items()
    }
    data["count"] = labelled(dims, count, "1", "crossings")
    data["reason"] = labelled(dims, reason, "1", "why there is no crossing")
    attributes = {"level": level, "along": along}
    return xr.Dataset(data, {name: table[name].variable for name in over}, attributes)


def _cell(axis: np.ndarray, values: np.ndarray, level: float, resamples: int) -> tuple[dict[str, np.ndarray], str]:
    """Crossings of the mean over repeats of values (axis, repeat), and why there are none."""
    mean = mean_of_known(values)
    place, rises = crossings(axis, mean, level)

    def measure(drawn: np.ndarray) -> np.ndarray:
        again, _ = crossings(axis, mean_of_known(drawn), level)
        return again if again.size == place.size else np.full(place.size, np.nan)

    drawn = bootstrap(measure, values, resamples) if place.size else np.zeros((0, 0))
    low, high = bootstrap_interval(drawn, values.shape[1], axis.min(), axis.max())
    agree = np.isfinite(drawn).mean(axis=0) if len(drawn) else np.full(place.size, np.nan)
    known = mean[np.isfinite(mean)]
    reason = "" if place.size else TOO_FEW if known.size < 2 else ABOVE if (known >= level).all() else BELOW
    return {"threshold": place, "low": low, "high": high, "rises": np.where(rises, 1, -1), "agree": agree}, reason
