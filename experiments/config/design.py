"""Points of a study: the designs that spread values of axes, or ranges of them, over points."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ...analysis.signals.counted import counted
from ...errors import UserError
from ..files import read_text

DESIGNS = ("grid", "zip", "one_at_a_time", "latin_hypercube", "sobol", "morris", "table")
SAMPLED = ("latin_hypercube", "sobol", "morris")  # their axes are ranges
LEVELS = 4  # of an axis in Morris' design: the number with which his effects are mostly read
DRAWN = 50  # trajectories of Morris drawn for each one kept, at most
DIGITS = 12  # of a number before it becomes a coordinate and part of a key


def grid(axes: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Every combination of the values of the axes, the last axis fastest.

    Parameters
    ----------
    axes : mapping
        Axis to its values.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Examples
    --------
    >>> grid({"gain": [0.5, 1], "seed": [0]})
    [{'gain': 0.5, 'seed': 0}, {'gain': 1, 'seed': 0}]
    """
    return [dict(zip(axes, map(rounded, values), strict=True)) for values in product(*axes.values())]


def zipped(axes: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The axes side by side: the first values of all, the second values, and so on.

    Parameters
    ----------
    axes : mapping
        Axis to its values.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Raises
    ------
    UserError
        The axes have different lengths.

    Examples
    --------
    >>> zipped({"gain": [0.5, 1], "seed": [3, 4]})
    [{'gain': 0.5, 'seed': 3}, {'gain': 1, 'seed': 4}]
    """
    lengths = {name: len(values) for name, values in axes.items()}
    if len(set(lengths.values())) > 1:
        raise UserError(f"axes that go side by side need one length; they have {lengths}")
    return [dict(zip(axes, map(rounded, values), strict=True)) for values in zip(*axes.values(), strict=True)]


def one_at_a_time(axes: Mapping[str, Sequence[Any]], base: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The base point, then each axis over its values while the others stay at their base.

    Parameters
    ----------
    axes : mapping
        Axis to its values.
    base : mapping
        Axis to its base value.

    Returns
    -------
    list of dict
        Axis to value, for every point; a point occurs once.

    Examples
    --------
    >>> one_at_a_time({"gain": [0.5], "seed": [1, 2]}, {"gain": 1, "seed": 1})
    [{'gain': 1, 'seed': 1}, {'gain': 0.5, 'seed': 1}, {'gain': 1, 'seed': 2}]
    """
    start = {name: rounded(base[name]) for name in axes}
    moved = [start | {name: rounded(value)} for name, values in axes.items() for value in values]
    return distinct([start, *moved])


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


def read_table(path: Path) -> list[dict[str, Any]]:
    """Points of a CSV file, one a line; its header names the axes.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Raises
    ------
    UserError
        The file cannot be read, or is no such table; the message names the line.
    """
    text = read_text(path, "study.table names a CSV file, whose first line names the axes")
    rows = csv.reader(text.splitlines(keepends=True), skipinitialspace=True)
    lines = [(number, line) for number, line in enumerate(rows, 1) if line]
    if len(lines) < 2:
        raise UserError(f"{path} has no points: its first line names the axes, each line below it is a point")
    header = [name.strip() for name in lines[0][1]]
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise UserError(f"{path} has the column '{twice[0]}' twice")
    points = []
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            raise UserError(
                f"{path}, line {number}: {counted(len(cells), 'value')} for {counted(len(header), 'column')}"
            )
        points.append(dict(zip(header, map(_cell, cells), strict=True)))
    return points


def crossed(points: Sequence[Mapping[str, Any]], axes: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The whole design once for every combination of other axes, such as seeds.

    Parameters
    ----------
    points : sequence of mapping
        Points of the design, axis to value.
    axes : mapping
        Another axis to its values.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Examples
    --------
    >>> crossed([{"gain": 0.5}, {"gain": 1}], {"seed": [3, 4]})[:3]
    [{'gain': 0.5, 'seed': 3}, {'gain': 1, 'seed': 3}, {'gain': 0.5, 'seed': 4}]
    """
    return [{**point, **others} for others in grid(axes) for point in points]


def distinct(values: Iterable[Any]) -> list[Any]:
    """Values or points without those that are there already; 1 and 1.0 are one.

    Parameters
    ----------
    values : iterable
        Values or points.

    Returns
    -------
    list
        The first of those that are the same, in their order.

    Examples
    --------
    >>> distinct([1, 2, 1.0])
    [1, 2]
    """
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(_word(value), value)
    return list(found.values())


def rounded(value: Any) -> Any:
    """Round a float to 12 digits, so that 0.15000000000000002 and 0.15 are one coordinate.

    Parameters
    ----------
    value : object
        Any value.

    Returns
    -------
    object
        The rounded float; all else as it is.

    Examples
    --------
    >>> rounded(0.15000000000000002)
    0.15
    """
    # Adding 0 makes -0.0, which is another word in a key, 0.0
    return float(f"{value:.{DIGITS}g}") + 0.0 if isinstance(value, float) else value


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


def _cell(text: str) -> Any:
    """A number if it reads as one, a word otherwise."""
    for kind in (int, float):
        try:
            return rounded(kind(text))
        except ValueError:
            continue
    return text.strip()


def _word(value: Any) -> str:
    if isinstance(value, Mapping):
        return repr([(name, _word(item)) for name, item in value.items()])
    return repr(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)
