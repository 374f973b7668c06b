"""Designs that combine values of the axes: every combination, side by side, one at a time."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from ....analysis.signals.counted import counted
from ....errors import UserError
from .coordinate_values import distinct, rounded

DESIGNS = ("grid", "zip", "one_at_a_time", "latin_hypercube", "sobol", "morris", "table")
SAMPLED = ("latin_hypercube", "sobol", "morris")  # their axes are ranges


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
        told = ", ".join(f"'{name}' has {counted(length, 'value')}" for name, length in lengths.items())
        raise UserError(f"axes that go side by side (study.design=zip) need one number of values; {told}")
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
