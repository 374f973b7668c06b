"""The points of a study: a composed sweep and its axes become settings, one for every point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from ...analysis.studies.axis_names import POINT
from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..config.compose import compose_config, plain_key, split_axes
from ..config.design.axes import coordinates
from ..config.design.axis_units import axis_units
from ..config.design.coordinate_values import distinct
from ..config.design.study_keys import checked_study
from ..config.late_snapshot import late_snapshot
from ..config.nested_keys import dotted
from ..config.packaged import config_groups
from ..config.schema import read_settings
from ..config.settings import Settings
from ..run.measures import measure_names
from .examples import is_at, read_examples, told


@dataclass(frozen=True)
class Study:
    """What a sweep is to compute.

    Attributes
    ----------
    name : str
        Name of the study.
    path : Path
        Its folder.
    axes : mapping
        Axis to its values; ``point`` comes before them where the points fill no grid.
    points : list of tuple
        Coordinates and settings of every point.
    examples : list of dict
        The points whose recording is kept, see ``examples.py``.
    lost : list of dict
        Those of the examples that are no point of the study.
    workers : int or None
        How many workers the config names.
    figure : str or None
        The figure that shows the study.
    measure : str
        What is kept of each point, one of ``measure_names``.
    config : mapping
        The composed config it was planned from, without its axes.
    late : list of float
        By how many s the network is run after the last dose, for every point in which that is long.
    """

    name: str
    path: Path
    axes: Mapping[str, list[Any]]
    points: list[tuple[dict[str, Any], Settings]]
    examples: list[dict[str, Any]]
    lost: list[dict[str, Any]]
    workers: int | None
    figure: str | None
    measure: str
    config: Mapping[str, Any]
    late: list[float]

    @property
    def units(self) -> dict[str, str]:
        """Unit of every axis."""
        return axis_units(self.axes, self.config)

    def keeps(self, values: Mapping[str, Any]) -> bool:
        """Whether the recording of a point is kept.

        Parameters
        ----------
        values : mapping
            Coordinates of the point.

        Returns
        -------
        bool
            Whether it is one of the examples.
        """
        return any(is_at(example, values) for example in self.examples)


def plan_study(overrides: Sequence[str], composed: Mapping[str, Any] | None = None) -> Study:
    """Plan the study that override strings describe.

    Every point is read through the schema, so that a value that is not allowed stops the study before it starts.

    Parameters
    ----------
    overrides : sequence of str
        ``experiment=...``, or axes such as ``seed=range(5)``, and further overrides.
    composed : mapping, optional
        The config of the line without its axes, where it is there already.

    Returns
    -------
    Study
        The study; nothing is computed.

    Raises
    ------
    UserError
        In one line, for a key, a value or an axis that is not allowed.
    """
    line = split_axes(overrides)
    config = composed or compose_config("sweep", line.fixed)
    study = checked_study(config["study"])
    points = distinct(coordinates(config, line))
    axes = {axis: distinct(values[axis] for values in points) for axis in points[0]}
    if study["design"] != "grid":
        axes = {POINT: list(range(len(points))), **axes}
    examples = read_examples(study["examples"], points[0])
    lost = [example for example in examples if not any(is_at(example, values) for values in points)]
    if lost and any(plain_key(word).startswith("study.examples") for word in overrides):
        raise UserError(f"study.examples: {told(lost[0], axes)}")
    read, late = _read_points(config, line.fixed, points)
    return Study(
        name=str(study["name"]),
        path=Path(study["path"]),
        axes=axes,
        points=read,
        examples=examples,
        lost=lost,
        workers=config["execute"]["workers"],
        figure=study["figure"],
        measure=_measure(study["measure"]),
        config=config,
        late=late,
    )


def _measure(name: str) -> str:
    known = measure_names()
    if name not in known:
        raise UserError(f"there is no measure '{name}'{nearest(name, known) or '; there are ' + ', '.join(known)}")
    return name


def _read_points(
    config: Mapping[str, Any], fixed: Sequence[str], points: Sequence[dict[str, Any]]
) -> tuple[list[tuple[dict[str, Any], Settings]], list[float]]:
    """Coordinates and settings of every point, and how late after the last dose those are that are late.

    A config is composed once for every choice among config groups that occurs.
    """
    study = config["study"]
    sets = dotted(study["sets"])
    groups = [axis for axis in points[0] if axis in config_groups() and axis not in sets]
    configs: dict[tuple[str, ...], Mapping[str, Any]] = {(): config}
    read, late = [], []
    for values in points:
        choice = tuple(str(values[group]) for group in groups)
        try:
            if choice not in configs:
                words = (f"{group}={name}" for group, name in zip(groups, choice, strict=True))
                configs[choice] = compose_config("sweep", [*fixed, *words])
            mine = _with_point(configs[choice], values, sets, groups)
            read.append((values, read_settings(mine)))
            late.append(late_snapshot(mine))
        except UserError as error:
            if study["design"] != "table":
                raise
            raise UserError(f"{study['table']}: {error.args[0]}") from error
    return read, [after for after in late if after is not None]


def _with_point(
    config: Mapping[str, Any], values: Mapping[str, Any], sets: Mapping[str, list[str]], groups: Sequence[str]
) -> dict[str, Any]:
    """The config with the values of one point put in; an axis sets the keys named for it, or the key of its name."""
    result = dict(config)
    setter: dict[str, str] = {}
    for axis, value in values.items():
        if axis not in groups:
            for template in sets.get(axis, [axis]):
                key = _filled(template, axis, values)
                if setter.setdefault(key, axis) != axis:
                    raise UserError(f"the axes '{setter[key]}' and '{axis}' both set '{key}'; leave out one")
                _put(result, key.split("."), value)
    return result


def _filled(template: str, axis: str, values: Mapping[str, Any]) -> str:
    """The key a template names at a point: ``receptors.gaba_a.{circuit}`` -> ``receptors.gaba_a.cortex``."""
    for _, name, _, _ in Formatter().parse(template):
        if name is not None and name not in values:
            raise UserError(f"study.sets.{axis} names the axis '{name}', which does not exist" + nearest(name, values))
    return template.format_map(values)


def _put(tree: dict[str, Any], words: list[str], value: Any) -> None:
    """Set a nested value, copying what lies on the way so that the base config stays as it is."""
    first, rest = words[0], words[1:]
    if not rest:
        tree[first] = value
        return
    below = tree.get(first)
    if isinstance(below, list):
        _put_item(tree, first, rest, value)
        return
    tree[first] = dict(below) if isinstance(below, Mapping) else {}
    _put(tree[first], rest, value)


def _put_item(tree: dict[str, Any], name: str, words: list[str], value: Any) -> None:
    """The same below an item of a list, such as ``stimuli.0.strength``."""
    items, number = list(tree[name]), words[0]
    if not number.isdecimal() or int(number) >= len(items) or len(words) < 2:
        there = (
            f"{name} has items 0 to {len(items) - 1}" if items else f"the protocol has no {name}; choose one that has"
        )
        raise UserError(f"'{name}.{'.'.join(words)}' names nothing; {there}")
    items[int(number)] = dict(items[int(number)])
    _put(items[int(number)], words[1:], value)
    tree[name] = items
