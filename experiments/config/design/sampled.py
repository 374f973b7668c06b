"""Designs that spread points over ranges of the axes: Latin hypercube, Sobol, Morris."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np

from ....analysis.signals.counted import counted
from ....errors import UserError
from .coordinate_values import rounded

LEVELS = 4  # of an axis in Morris' design: the number with which his effects are mostly read
DRAWN = 50  # trajectories of Morris drawn for each one kept, at most


def latin_hypercube(ranges: Mapping[str, tuple[float, float]], samples: int, seed: int) -> list[dict[str, Any]]:
    """Points of which each axis has exactly one in each of ``samples`` equal parts of its range (McKay 1979).

    Parameters
    ----------
    ranges : mapping
        Axis to its range (low, high).
    samples : int
        Number of points.
    seed : int
        Seed of the draw.

    Returns
    -------
    list of dict
        Axis to value, for every point.
    """
    from scipy.stats import qmc

    drawn = qmc.LatinHypercube(len(ranges), seed=np.random.default_rng(seed)).random(samples)
    low, high = np.array(list(ranges.values()), float).T
    return _rows(ranges, low + drawn * (high - low))


def sobol(ranges: Mapping[str, tuple[float, float]], samples: int, seed: int) -> list[dict[str, Any]]:
    """Points for first-order and total Sobol indices (Saltelli 2002).

    The order is that of ``SALib.sample.sobol`` without second order, scrambled, so that ``SALib.analyze.sobol`` reads
    results along ``point``.

    Parameters
    ----------
    ranges : mapping
        Axis to its range (low, high).
    samples : int
        Number of blocks, each of two points more than axes.
    seed : int
        Seed of the draw.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Raises
    ------
    UserError
        ``samples`` is no power of 2, or SALib is not installed.
    """
    if samples & (samples - 1):
        below = 2 ** (samples.bit_length() - 1)
        raise UserError(f"study.samples={samples}: sobol needs a power of 2, such as {below} or {2 * below}")
    return _rows(ranges, _salib("sobol").sample(_problem(ranges), samples, calc_second_order=False, seed=seed))


def morris(ranges: Mapping[str, tuple[float, float]], samples: int, seed: int) -> list[dict[str, Any]]:
    """Points for elementary effects (Morris 1991), on four levels.

    Each step of a trajectory moves one axis by two thirds of its range. A trajectory with a point of an earlier one is
    passed over: a study holds a point once. More samples begin with those there were.

    Parameters
    ----------
    ranges : mapping
        Axis to its range (low, high).
    samples : int
        Number of trajectories, each of one point more than axes.
    seed : int
        Seed of the draw.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Raises
    ------
    UserError
        So many trajectories do not fit between the levels, or SALib is not installed.
    """
    size = len(ranges) + 1
    drawn = _salib("morris").sample(_problem(ranges), DRAWN * samples, num_levels=LEVELS, seed=seed)
    kept: list[dict[str, Any]] = []
    there: set[tuple[float, ...]] = set()
    for start in range(0, len(drawn), size):
        trajectory = _rows(ranges, drawn[start : start + size])
        corners = {tuple(point.values()) for point in trajectory}
        if len(kept) < samples * size and not corners & there:
            there |= corners
            kept += trajectory
    if len(kept) < samples * size:
        raise UserError(
            f"study.samples={samples}: {LEVELS} levels of {counted(len(ranges), 'axis', 'axes')} have room for"
            f" {counted(len(kept) // size, 'trajectory', 'trajectories')} of Morris without a common point; take fewer,"
            " or more axes"
        )
    return kept


def _problem(ranges: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """The axes as SALib takes them."""
    return {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(edges) for edges in ranges.values()]}


def _salib(design: str) -> ModuleType:
    try:
        return import_module(f"SALib.sample.{design}")
    except ImportError:
        raise UserError(f"study.design={design} needs SALib: pip install 'disinhibition[sweeps]'") from None


def _rows(names: Iterable[str], values: np.ndarray) -> list[dict[str, Any]]:
    return [dict(zip(names, map(rounded, row), strict=True)) for row in values.tolist()]
