"""Which axes of a sampled study a statistic depends on: Sobol indices, and Morris' elementary effects."""

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError
from ..signals.counted import counted
from ..signals.intervals import CONFIDENCE, widening
from ..signals.labels import labelled
from .sampled_points import sampled_axes, sampled_points

RESAMPLES = 1000  # bootstrap draws of an interval
MOST_DROPPED = 0.1  # share of blocks with a missing value; of more, what is left is no fair sample


def sobol_indices(study: xr.Dataset, statistic: str, axes: Sequence[str] | None = None) -> xr.Dataset:
    """Shares of the variance of a statistic that its axes explain, first order, total and by pairs.

    Parameters
    ----------
    study : xarray.Dataset
        The statistic over (point), in the order of Saltelli's design, every axis a coordinate along it. Repeats with
        other seeds are averaged.
    statistic : str
        Name of the statistic.
    axes : sequence of str, optional
        Names of the axes; by default all numbers that vary.

    Returns
    -------
    xarray.Dataset
        Over ``axis``: ``first``, ``total`` and the half widths of their 95 % intervals (bootstrap over blocks),
        ``first_ci`` and ``total_ci``. Over (axis, other): ``second`` and ``second_ci`` if the design has them. Scalars:
        ``blocks``, ``dropped``. A constant statistic has zeros.

    Raises
    ------
    UserError
        The design is another, more than a tenth of the blocks is missing, or SALib is not installed.

    Notes
    -----
    A block of the design with a missing value is left out and counted in ``dropped``.

    References
    ----------
    saltelli2010

    Examples
    --------
    >>> from SALib.sample import sobol
    >>> problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0, 1], [0, 1]]}
    >>> points = sobol.sample(problem, 64, calc_second_order=False, seed=1)
    >>> study = xr.Dataset({"jerk_rate": ("point", points[:, 0])},
    ...                    {"a": ("point", points[:, 0]), "b": ("point", points[:, 1])})
    >>> sobol_indices(study, "jerk_rate")["total"].round(1).to_series().to_dict()
    {'a': 1.0, 'b': 0.0}
    """
    names, points, values = _design(study, statistic, axes)
    second = next((second for second in (True, False) if _is_saltelli(points, second)), None)
    if second is None:
        raise UserError(f"the points are no Sobol design of {', '.join(names)}; sample one, or name its axes")
    size = (2 if second else 1) * len(names) + 2
    values, dropped = _whole_blocks(values, size)
    shape = (len(names), len(names))
    found = {name: np.zeros(len(names)) for name in ("S1", "S1_conf", "ST", "ST_conf")}
    found |= {name: np.zeros(shape) for name in ("S2", "S2_conf")}
    if np.ptp(values) > 0:
        problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
        found |= _salib("analyze.sobol").analyze(
            problem, values, calc_second_order=second, num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=1
        )
    variables = {
        "first": (found["S1"], "share of the variance by the axis alone"),
        "first_ci": (found["S1_conf"], "half width of its 95 % interval"),
        "total": (found["ST"], "share of the variance by the axis and all it acts with"),
        "total_ci": (found["ST_conf"], "half width of its 95 % interval"),
    }
    data: dict[str, Any] = {name: labelled("axis", value, "1", words) for name, (value, words) in variables.items()}
    if second:
        words = "share of the variance by the pair beyond each alone"
        for name, key, long_name in (
            ("second", "S2", words),
            ("second_ci", "S2_conf", "half width of its 95 % interval"),
        ):
            upper = np.triu(found[key], 1)
            both = upper + upper.T + np.diag(np.full(len(names), np.nan))
            data[name] = labelled(("axis", "other"), both, "1", long_name)
    return _with_counts(data, {"axis": names} | ({"other": names} if second else {}), values.size // size, dropped)


def morris_effects(study: xr.Dataset, statistic: str, axes: Sequence[str] | None = None, levels: int = 4) -> xr.Dataset:
    """Elementary effects of every axis on a statistic: its change over the whole range of the axis, others held.

    Parameters
    ----------
    study : xarray.Dataset
        As of ``sobol_indices``, in the order of Morris' trajectories.
    statistic : str
        Name of the statistic.
    axes : sequence of str, optional
        Names of the axes; by default all numbers that vary.
    levels : int, optional
        Levels of the design.

    Returns
    -------
    xarray.Dataset
        Over ``axis``: ``mean`` (signed), ``mean_absolute`` with the half width of its 95 % interval,
        ``mean_absolute_ci`` (bootstrap, widened for few trajectories), and ``deviation``, which is large where the axis
        acts non-linearly or with others. Scalars: ``blocks`` (trajectories), ``dropped``. A constant statistic has
        zeros.

    Raises
    ------
    UserError
        The design is another, more than a tenth of the blocks is missing, or SALib is not installed.

    References
    ----------
    morris1991, campolongo2007
    """
    names, points, values = _design(study, statistic, axes)
    size = len(names) + 1
    if not _is_morris(points, levels):
        raise UserError(
            f"the points are no Morris design of {', '.join(names)} with {counted(levels, 'level')};"
            " sample one, or name its axes"
        )
    kept, dropped = _whole_blocks(values, size)
    whole = np.repeat(np.isfinite(values.reshape(-1, size)).all(axis=1), size)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    found = _salib("analyze.morris").analyze(
        problem, points[whole], kept, num_resamples=RESAMPLES, conf_level=CONFIDENCE, num_levels=levels, seed=1
    )
    found["mu_star_conf"] = np.asarray(found["mu_star_conf"], float) * widening(kept.size // size)
    unit = study[statistic].attrs.get("units", "1")
    variables = {
        "mean": ("mu", "mean effect"),
        "mean_absolute": ("mu_star", "mean absolute effect"),
        "mean_absolute_ci": ("mu_star_conf", "half width of its 95 % interval"),
        "deviation": ("sigma", "standard deviation of the effect"),
    }
    data = {
        name: labelled("axis", np.asarray(found[key], float), unit, words) for name, (key, words) in variables.items()
    }
    return _with_counts(data, {"axis": names}, kept.size // size, dropped)


def is_sobol_design(study: xr.Dataset, statistic: str) -> bool:
    """Whether the points of a sampled study are those of ``sobol_indices``, by all axes that vary.

    Parameters
    ----------
    study : xarray.Dataset
        Study whose axes are coordinates along ``point``.
    statistic : str
        Name of a statistic.

    Returns
    -------
    bool
        Whether they are.
    """
    points, _ = sampled_points(study, statistic, sampled_axes(study))
    return any(_is_saltelli(points, second) for second in (True, False))


def _design(study: xr.Dataset, statistic: str, axes: Sequence[str] | None) -> tuple[list[str], np.ndarray, np.ndarray]:
    names = list(sampled_axes(study) if axes is None else axes)
    return names, *sampled_points(study, statistic, names)


def _is_saltelli(points: np.ndarray, second: bool) -> bool:
    """Blocks of A, A with one axis of B for every axis (and B with one axis of A), B."""
    axes = points.shape[1]
    size = (2 if second else 1) * axes + 2
    if not len(points) or len(points) % size:
        return False
    blocks = points.reshape(-1, size, axes)
    first, last = blocks[:, 0], blocks[:, -1]
    other = np.eye(axes, dtype=bool)
    right = (blocks[:, 1 : axes + 1] == np.where(other, last[:, None], first[:, None])).all()
    if second:
        right &= (blocks[:, axes + 1 : -1] == np.where(other, first[:, None], last[:, None])).all()
    return bool(right)


def _is_morris(points: np.ndarray, levels: int) -> bool:
    """Trajectories in which every step moves one axis and every axis once, on so many levels."""
    size = points.shape[1] + 1
    if not len(points) or len(points) % size:
        return False
    moved = np.diff(points.reshape(-1, size, points.shape[1]), axis=1) != 0
    once = (moved.sum(axis=1) == 1).all() and (moved.sum(axis=2) == 1).all()
    return bool(once) and max(np.unique(column).size for column in points.T) <= levels


def _whole_blocks(values: np.ndarray, size: int) -> tuple[np.ndarray, int]:
    """The values of blocks without a missing one, and how many blocks had one."""
    blocks = values.reshape(-1, size)
    whole = np.isfinite(blocks).all(axis=1)
    dropped = int((~whole).sum())
    if dropped > MOST_DROPPED * len(blocks) or whole.sum() < 2:
        raise UserError(
            f"a value is missing in {dropped} of {counted(len(blocks), 'block')} of the design;"
            " compute the failed points again"
        )
    return blocks[whole].ravel(), dropped


def _with_counts(data: dict[str, Any], axes: dict[str, list[str]], blocks: int, dropped: int) -> xr.Dataset:
    data["blocks"] = labelled((), blocks, "1", "blocks of the design that count")
    data["dropped"] = labelled((), dropped, "1", "blocks left out for a missing value")
    return xr.Dataset(data, axes)


def _salib(module: str) -> ModuleType:
    try:
        return import_module(f"SALib.{module}")
    except ImportError as error:
        raise UserError("sensitivity indices need SALib: pip install 'disinhibition[sweeps]'") from error
