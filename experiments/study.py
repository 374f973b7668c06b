"""The points of a study: a composed sweep and its axes become settings, one for every point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from .compose import compose_choices, config_groups, split_axes
from .design import grid
from .rows import measure_names
from .settings import Settings, nearest, read_settings


@dataclass(frozen=True)
class Study:
    """What a sweep is to compute: its place, its axes, the settings of every point beside its coordinates.

    ``config`` is the composed config it was planned from (of the first choice where a config group is an axis).
    """

    name: str
    path: Path
    axes: Mapping[str, list[Any]]
    points: list[tuple[dict[str, Any], Settings]]
    examples: list[dict[str, Any]]
    workers: int | None
    figure: str | None
    measure: str
    config: Mapping[str, Any]


def plan_study(overrides: Sequence[str]) -> Study:
    """Plan the study that override strings describe: ``experiment=...``, or axes such as ``seed=range(5)``.

    Every point is read through the schema, so that a value that is not allowed stops the study before it starts.
    Raises KeyError or ValueError, in one line.
    """
    fixed, own = split_axes(overrides)
    configs = compose_choices("sweep", fixed, own)
    groups = [axis for axis in own if axis in config_groups()]
    config = next(iter(configs.values()))
    study = config["study"]
    axes = {**_axes(study["grids"].get(config["profile"], {})), **_axes(study["axes"]), **own}
    if not axes:
        raise ValueError("a sweep needs experiment=... or axes, such as seed=range(5)")
    points = []
    for values in grid(axes):
        chosen = configs[tuple(values[axis] for axis in groups)]
        points.append((values, read_settings(_with_point(chosen, values, study["sets"], groups))))
    return Study(
        name=str(study["name"]),
        path=Path(study["path"]),
        axes=axes,
        points=points,
        examples=list(study["examples"]),
        workers=config["execute"]["workers"],
        figure=study["figure"],
        measure=_measure(study["measure"]),
        config=config,
    )


def _measure(name: str) -> str:
    known = measure_names()
    if name not in known:
        raise KeyError(f"there is no measure '{name}'{nearest(name, known) or '; there are ' + ', '.join(known)}")
    return name


def _axes(given: Mapping[str, Any]) -> dict[str, list[Any]]:
    for axis, values in given.items():
        if not isinstance(values, list) or not values:
            raise ValueError(f"study.axes.{axis}={values!r} is not a list of values")
    return dict(given)


def _with_point(
    config: Mapping[str, Any], values: Mapping[str, Any], sets: Mapping[str, list[str]], groups: Sequence[str]
) -> dict[str, Any]:
    """The config with the values of one point put in; an axis sets the keys named for it, or the key of its name."""
    result = dict(config)
    for axis, value in values.items():
        if axis not in groups:
            for template in sets.get(axis, [axis]):
                _put(result, _filled(template, axis, values).split("."), value)
    return result


def _filled(template: str, axis: str, values: Mapping[str, Any]) -> str:
    """The key a template names at a point: ``receptors.gaba_a.{circuit}`` -> ``receptors.gaba_a.cortex``."""
    for _, name, _, _ in Formatter().parse(template):
        if name is not None and name not in values:
            raise KeyError(f"study.sets.{axis} names the axis '{name}', which does not exist" + nearest(name, values))
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
    items, place = list(tree[name]), words[0]
    if not place.isdecimal() or int(place) >= len(items) or len(words) < 2:
        raise KeyError(f"'{name}.{'.'.join(words)}' names nothing; {name} has items 0 to {len(items) - 1}")
    items[int(place)] = dict(items[int(place)])
    _put(items[int(place)], words[1:], value)
    tree[name] = items
