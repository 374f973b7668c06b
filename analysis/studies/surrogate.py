"""Surrogate check: how well a Gaussian process tells the points of a sampled study that it was not shown."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.counted import counted
from ..signals.labels import labelled
from .axis_names import POINT
from .gaussian_process import fit_process, predict
from .sampled_points import sampled_axes, sampled_points

FOLDS = 10  # each holds out 10 % of the points
LEAST_PER_AXIS = 10  # points, the usual size of a first design (loeppky2009)
LEAST = 30  # points, so that every fold holds out three
INTERVAL = 1.96  # standard deviations to either side


def check_surrogate(study: xr.Dataset, statistic: str, axes: Sequence[str] | None = None, seed: int = 1) -> xr.Dataset:
    """Predict every point from the other nine tenths of a sampled study.

    Parameters
    ----------
    study : xarray.Dataset
        The statistic over (point), every axis a coordinate along it. Repeats with other seeds are averaged, so that no
        point is told by itself. Points with a missing value are left out.
    statistic : str
        Name of the statistic.
    axes : sequence of str, optional
        Names of the axes; by default all numbers that vary.
    seed : int, optional
        Seed that draws which points are held out together.

    Returns
    -------
    xarray.Dataset
        Over ``point``: ``observed``, ``predicted`` and ``deviation`` (what the process takes for its error), in the
        unit of the statistic. Over the folds: ``r2`` and ``rmse`` of the points held out. Scalars: ``r2_all`` and
        ``rmse_all`` over all points; ``covered``, the share of points within 1.96 deviations, 0.95 of a good process;
        ``dropped``; ``reason``. r2 is below 0 where the mean tells more. A statistic that never varies has
        rmse 0 and no r2 (NaN), and ``reason`` says so.

    Raises
    ------
    UserError
        There are fewer than 30 points or 10 an axis: then no share of them says anything about the rest.

    References
    ----------
    loeppky2009

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> gain = rng.uniform(0, 1, 40)
    >>> study = xr.Dataset({"jerk_rate": ("point", np.sin(3 * gain))}, {"gain": ("point", gain)})
    >>> round(float(check_surrogate(study, "jerk_rate")["r2_all"]), 1)
    1.0
    """
    names = list(sampled_axes(study) if axes is None else axes)
    points, values = sampled_points(study, statistic, names)
    known = np.isfinite(values)
    points, values = points[known], values[known]
    least = max(LEAST, LEAST_PER_AXIS * len(names))
    if len(values) < least:
        raise UserError(
            f"the study has {counted(len(values), 'point')} with a value; a surrogate of"
            f" {counted(len(names), 'axis', 'axes')} is checked by {least} at least"
        )
    fold = np.random.default_rng(seed).permutation(len(values)) % FOLDS
    predicted, deviation = np.zeros(len(values)), np.zeros(len(values))
    flat = np.ptp(values) == 0
    for number in range(FOLDS):
        out = fold == number
        if flat:
            predicted[out] = values[out]
        else:
            predicted[out], deviation[out] = predict(fit_process(points[~out], values[~out], seed), points[out])
    folds = [(_r2(values[fold == n], predicted[fold == n], values), _rmse(values[fold == n], predicted[fold == n]))
             for n in range(FOLDS)]  # fmt: skip
    unit = study[statistic].attrs.get("units", "1")
    variables = {
        "observed": (POINT, values, unit, study[statistic].attrs.get("long_name", statistic)),
        "predicted": (POINT, predicted, unit, "what the other points predict"),
        "deviation": (POINT, deviation, unit, "standard deviation of the prediction"),
        "fold": (POINT, fold, "1", "held out together"),
        "r2": ("held_out", [r2 for r2, _ in folds], "1", "share of the variance predicted"),
        "rmse": ("held_out", [rmse for _, rmse in folds], unit, "root mean square error"),
        "r2_all": ((), _r2(values, predicted, values), "1", "share of the variance predicted, all points"),
        "rmse_all": ((), _rmse(values, predicted), unit, "root mean square error, all points"),
        "covered": (
            (),
            np.mean(np.abs(values - predicted) <= INTERVAL * deviation),
            "1",
            "share within 95 % intervals",
        ),
        "dropped": ((), int((~known).sum()), "1", "points left out for a missing value"),
        "reason": ((), "the statistic is the same at every point" if flat else "", "1", "why r2 means nothing"),
    }
    data = {name: labelled(dim, value, u, words) for name, (dim, value, u, words) in variables.items()}
    coordinates = {name: (POINT, column, study[name].attrs) for name, column in zip(names, points.T, strict=True)}
    return xr.Dataset(data, coordinates)


def _r2(observed: np.ndarray, predicted: np.ndarray, everything: np.ndarray) -> float:
    """1 - mean square error over the variance of all points: a few held out have a variance by chance."""
    variance = float(np.var(everything))
    return 1 - float(np.mean((observed - predicted) ** 2)) / variance if variance else float("nan")


def _rmse(observed: np.ndarray, predicted: np.ndarray) -> float:
    return float(np.sqrt(np.mean((observed - predicted) ** 2)))
