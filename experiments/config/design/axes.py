"""Coordinates of every point of a study: its axes, its design, and what is wrong with them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ....analysis.studies.axis_names import POINT
from ....errors import UserError
from ....models.condition.vocabulary import factor_of
from ....models.parameters.nearest import nearest
from ....models.parameters.table_numbers import all_numbers
from ..compose import Line, check_key
from ..drug_names import with_agents
from ..nested_keys import dotted
from ..packaged import config_groups
from ..units import read_integer, read_number
from .coordinate_values import first_repeated, refuse_repeated, rounded
from .designs import DESIGNS, SAMPLED, crossed, grid, one_at_a_time, zipped
from .point_table import read_table
from .sampled import latin_hypercube, morris, sobol

WHOLE = ("experiment", "execute")  # of a study, so that they are no axes
MOST_POINTS = 1_000_000  # each is read before the first is computed
NEEDS = "a sweep needs experiment=... or axes, such as seed=range(5)"


def coordinates(config: Mapping[str, Any], line: Line) -> list[dict[str, Any]]:
    """The coordinates of every point of a composed sweep, with the axes and ranges of the sweep line on top.

    Parameters
    ----------
    config : mapping
        The composed config, with its part ``study``.
    line : Line
        The sweep line, taken apart.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Raises
    ------
    UserError
        In one line, for axes that cannot be.
    """
    study = config["study"]
    design = study["design"]
    if design not in DESIGNS:
        raise UserError(
            f"study.design={design} is no design; the designs are {', '.join(DESIGNS)}" + nearest(str(design), DESIGNS)
        )
    if design in SAMPLED:
        samples = _samples(study, line)
        _check_size(len(samples), *map(len, _distinct(_checked(line.axes, study)).values()))
        return crossed(samples, line.axes)
    if line.ranges:
        axis = next(iter(line.ranges))
        raise UserError(f"'{axis}' has a range, which needs study.design={', '.join(SAMPLED)}; give values")
    axes = {**dotted(study["grids"].get(config["profile"], {})), **dotted(study["axes"]), **line.axes}
    _checked(axes, study)
    if axes and design == "zip":
        return _once(zipped(axes), "study.design=zip")
    _distinct(axes)
    if design == "table":
        return _table(study, axes)
    if not axes:
        raise UserError(NEEDS)
    if design == "one_at_a_time":
        return one_at_a_time(axes, {axis: _base(axis, config) for axis in axes})
    _check_size(*map(len, axes.values()))
    return grid(axes)


def _check_size(*sizes: int) -> None:
    if math.prod(sizes) > MOST_POINTS:
        raise UserError(
            f"the study would have {math.prod(sizes):.3g} points, above {MOST_POINTS}; take fewer values or samples"
        )


def _samples(study: Mapping[str, Any], line: Line) -> list[dict[str, Any]]:
    design = study["design"]
    ranges = {**dotted(study["axes"]), **line.ranges}
    ranges = {axis: _range(axis, edges) for axis, edges in ranges.items() if axis not in line.axes}
    if not ranges:
        raise UserError(f"study.design={design} needs ranges, such as study.axes.receptors.gaba_a.cortex=[0,1]")
    _checked(ranges, study)
    if study["samples"] is None:
        raise UserError(f"study.design={design} needs study.samples=<number>")
    draw = {"latin_hypercube": latin_hypercube, "sobol": sobol, "morris": morris}[design]
    seed = read_integer("study.design_seed", study["design_seed"])
    return draw(ranges, read_integer("study.samples", study["samples"], 1, MOST_POINTS), seed)


def _table(study: Mapping[str, Any], axes: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    if not study["table"]:
        raise UserError("study.design=table needs study.table=<file.csv>, whose first line names the axes")
    path = Path(study["table"])
    points = [{with_agents(axis): value for axis, value in point.items()} for point in read_table(path)]
    try:
        _checked({axis: [value] for axis, value in points[0].items()}, study)
    except UserError as error:
        raise UserError(f"{path}: {error.args[0]}") from error
    for axis in points[0]:
        if axis in axes:
            raise UserError(f"the axis '{axis}' is given twice: it is a column of {path} too")
    _check_size(len(points), *map(len, axes.values()))
    return crossed(_once(points, str(path)), axes)


def _distinct(axes: Mapping[str, Sequence[Any]]) -> Mapping[str, Sequence[Any]]:
    """The axes, if each has every value once."""
    for axis, values in axes.items():
        refuse_repeated(axis, [*map(rounded, values)])
    return axes


def _once(points: list[dict[str, Any]], where: str) -> list[dict[str, Any]]:
    """The points of a list, if each is there once."""
    again = first_repeated(points)
    if again is not None:
        named = ", ".join(f"{axis}={value}" for axis, value in points[again].items())
        raise UserError(f"{where} has the point {named} twice; leave one out")
    return points


def _checked(axes: Mapping[str, Sequence[Any]], study: Mapping[str, Any]) -> Mapping[str, Sequence[Any]]:
    """The axes, if each has a name that means something, and values."""
    sets = dotted(study["sets"])
    for axis, values in axes.items():
        if not isinstance(values, list | tuple) or not values:
            raise UserError(f"study.axes.{axis}={values!r} is not a list of values")
        if axis == POINT or axis in WHOLE:
            raise UserError(f"'{axis}' cannot be an axis of a study")
        if axis not in sets:
            check_key(axis)
    return axes


def _range(axis: str, edges: Any) -> tuple[float, float]:
    if not isinstance(edges, list | tuple) or len(edges) != 2:
        raise UserError(f"study.axes.{axis}={edges!r} is not a range; give [low, high]")
    low, high = (read_number(f"study.axes.{axis}", edge) for edge in edges)
    if not low < high:
        raise UserError(f"study.axes.{axis}={edges!r} is empty; give [low, high]")
    return low, high


def _base(axis: str, config: Mapping[str, Any]) -> Any:
    """The value of an axis at the base point: that of study.base, of the config, of health, of the table."""
    study = config["study"]
    bases = dotted(study["base"])
    if axis in bases:
        return bases[axis]
    if axis not in dotted(study["sets"]) and axis not in config_groups():
        found = _value(config, axis.split("."))
        if found is not None:
            return found
        factor = factor_of(axis)
        if factor:
            return factor.healthy
        number = all_numbers().get(axis.removeprefix("numbers."))
        # Under a parameter set or jitter the table does not say what the number is
        if number and not config["parameters"] and not config["jitter"]:
            return number.value
    raise UserError(f"one_at_a_time moves around a base; give study.base.{axis}=<value>")


def _value(tree: Any, words: Iterable[str]) -> Any:
    """The value at the end of nested dicts and lists, None if there is none."""
    for word in words:
        if isinstance(tree, list) and word.isdecimal() and int(word) < len(tree):
            tree = tree[int(word)]
        elif isinstance(tree, Mapping):
            tree = tree.get(word)
        else:
            return None
    return None if isinstance(tree, Mapping) else tree
