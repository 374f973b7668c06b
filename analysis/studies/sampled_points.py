"""Points of a sampled study: one dimension, ``point``, with the axes as coordinates along it."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from ...errors import UserError
from .axis_names import POINT, REPEATS
from .bootstrap import mean_of_known


def sampled_axes(study: xr.Dataset) -> list[str]:
    """Axes of a sampled study that vary.

    Parameters
    ----------
    study : xarray.Dataset
        Study whose axes are coordinates along ``point``.

    Returns
    -------
    list of str
        Coordinates that are numbers and vary; the number of the point and seeds are none.
    """
    return [
        str(name)
        for name, values in study.coords.items()
        if values.dims == (POINT,)
        and name not in (POINT, *REPEATS)
        and values.dtype.kind in "fiu"
        and np.ptp(values.values) > 0
    ]


def sampled_points(study: xr.Dataset, statistic: str, axes: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Where the points of a sampled study lie, and a statistic there.

    Parameters
    ----------
    study : xarray.Dataset
        Study whose axes are coordinates along ``point``.
    statistic : str
        Name of the statistic.
    axes : sequence of str
        Names of the axes.

    Returns
    -------
    points : numpy.ndarray
        Points (point, axis) in the order of the design.
    values : numpy.ndarray
        The statistic (point,).

    Raises
    ------
    UserError
        The statistic does not exist.
        The statistic is not over ``point`` alone, or there is no axis.

    Notes
    -----
    A design that was run once for every seed is one design with the mean over the seeds that are known; NaN where none
    is. Points that have a seed each stay as they are.
    """
    if statistic not in study:
        raise UserError(f"the study has no {statistic}; it has {', '.join(map(str, study.data_vars))}")
    if not axes:
        raise UserError("no axis varies; give a sampled study with its axes as coordinates along 'point'")
    if study[statistic].dims != (POINT,):
        dims = ", ".join(map(str, study[statistic].dims))
        raise UserError(f"{statistic} lies over {dims}; give a sampled study, over 'point' alone")
    points = np.stack([study[name].values.astype(float) for name in axes], axis=1)
    values = study[statistic].values.astype(float)
    seeds = [study[name].values for name in REPEATS if name in study.coords and study[name].dims == (POINT,)]
    if not seeds:
        return points, values
    _, group = np.unique(np.stack(seeds, axis=1), axis=0, return_inverse=True)
    group = group.ravel()
    members = [np.flatnonzero(group == number) for number in range(group.max() + 1)]
    if any(len(own) != len(members[0]) or (points[own] != points[members[0]]).any() for own in members):
        return points, values
    repeats = np.stack([values[own] for own in members])
    return points[members[0]], mean_of_known(repeats, axis=0)
