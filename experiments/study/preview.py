"""What a study would cost, before it is computed."""

import math
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from rich.console import Console
from rich.table import Table

from ...models.circuits.circuit import Structure
from ...models.circuits.pathway import build_pathway
from ...models.parameters.timing import SETTLING
from ..config.settings import Settings
from ..run.measures import measure
from ..run.progress import clock
from ..run.provenance import provenance
from .adopt import points_compared
from .disk.errors import AnotherModel
from .disk.folder import beside
from .disk.layout import SCHEMA, STATUS, read_points, read_rows, read_schema
from .disk.same_study import refuse_another, schema_of
from .plan import Study
from .reading.open import seconds_a_point

# Processor time of one neuron over one step, its share of the analysis of the run included; from runs of 10 and 60 s
# (standalone) and of 0.5 s (numpy) of one body side, on a busy machine of two cores
NEURON_STEP = {"standalone": 8e-9, "numpy": 400e-9}  # s
RECORDING = 450e3  # bytes of a kept recording per simulated second and body side, of the same runs
BLOCK = 4096  # bytes that a file takes at least
FIRST = 5  # points that are shown


def print_preview(study: Study, retry_failed: bool = False, fork: bool = False, adopt: bool = False) -> None:
    """Print how many points there are and how many are there already, how long the rest takes, and the first ones.

    Nothing is built, so that what is there is told by coordinates.

    Parameters
    ----------
    study : Study
        The study.
    retry_failed : bool
        Whether the points that failed before are to be computed again.
    fork, adopt : bool
        What is to be done if the study is another model's, as for ``sweep.compute``.

    Raises
    ------
    AnotherModel
        The study is another model's, and neither ``fork`` nor ``adopt`` is asked for.
    UserError
        The folder holds another study.
    """
    origin = provenance()
    try:
        _refuse_another_study(study, origin)
    except AnotherModel:
        if fork:
            study = replace(study, path=beside(study.path, origin))
            print(f"The study is another model's. This one will be {study.path}.")
        elif adopt:
            print(
                f"The study is another model's. Up to {points_compared(len(read_points(study.path)))} of its points are"
                " computed anew first; if their rows are equal, the study is taken over."
            )
        else:
            raise
    found = _found(study)
    states = [found.get(_coordinates(study, values), "missing") for values, _ in study.points]
    wanted = ("missing", "failed") if retry_failed else ("missing",)
    todo = [point for point, state in zip(study.points, states, strict=True) if state in wanted]
    there = len(states) - len(todo)
    print(f"The study has {len(states)} points. {there} of them are there, and {len(todo)} are to be computed.")
    failed = states.count("failed")
    if failed:
        print(f"{failed} failed before." + ("" if retry_failed else " --retry failed computes them again."))
    print(f"The time is {_time(study, [settings for _, settings in todo])}.")
    print(f"The rows take {_disk(study, todo)} of disk space in {study.path}.")
    table = Table(*study.points[0][0], "state", title=f"the first {min(FIRST, len(states))} points")
    for (values, _), state in zip(study.points[:FIRST], states, strict=False):
        table.add_row(*map(str, values.values()), state)
    Console(width=None if Console().is_terminal else 140).print(table)


def _refuse_another_study(study: Study, origin: Mapping[str, str]) -> None:
    if (study.path / SCHEMA).exists():
        wanted = schema_of(study.units, measure(study.measure).columns(), origin)
        refuse_another(study.path, read_schema(study.path), wanted)


def _found(study: Study) -> Mapping[tuple[str, ...], str]:
    """State of every point that the folder of the study holds."""
    if not (study.path / SCHEMA).exists():
        return {}
    schema, points = read_schema(study.path), read_points(study.path)
    rows = read_rows(study.path, [point["row"] for point in points], len(schema["columns"]))
    return {
        _coordinates(study, point["coordinates"]): STATUS[0 if math.isnan(row[0]) else int(row[0])]
        for point, row in zip(points, rows, strict=True)
    }


def _coordinates(study: Study, values: Mapping[str, Any]) -> tuple[str, ...]:
    """1 and 1.0 are one coordinate."""
    numbered = (float(values[axis]) if isinstance(values[axis], int) else values[axis] for axis in study.points[0][0])
    return tuple(map(str, numbered))


def _time(study: Study, todo: list[Settings]) -> str:
    """How long the points take, and how that is known."""
    if not todo:
        return "none"
    pace = seconds_a_point(study.path)
    if pace:
        return f"about {clock(len(todo) * pace)}, at {pace:.1f} s a point as in the latest rows"
    seconds = sum(_seconds(settings) for settings in todo)
    cores = study.workers or os.cpu_count() or 1
    known = " and ".join(f"{NEURON_STEP[engine] * 1e9:g} ns" for engine in dict.fromkeys(s.engine for s in todo))
    return (
        f"about {clock(seconds / min(cores, len(todo)))} with {min(cores, len(todo))} workers ({clock(seconds)} of one"
        f" core), at {known} for each neuron and step; building a model comes on top"
    )


def _seconds(settings: Settings) -> float:
    """Processor time of one run."""
    steps = (settings.duration + SETTLING) / settings.structure.dt
    return NEURON_STEP[settings.engine] * _neurons(settings.structure.sides, settings.structure.scale) * steps


@cache
def _neurons(sides: str, scale: float) -> int:
    return sum(population.size for population in build_pathway(Structure(sides=sides, scale=scale)).populations)


def _disk(study: Study, todo: list[tuple[dict[str, Any], Settings]]) -> str:
    """What the rows take, and the recordings that are kept beside them."""
    row = 8 * (1 + len(measure(study.measure).columns()))
    size = float(len(todo) * BLOCK * math.ceil(row / BLOCK))
    for values, settings in todo:
        if values in study.examples:
            size += settings.duration * RECORDING * (2 if settings.structure.sides == "both" else 1)
    return f"{size / 1e3:.0f} kB" if size < 1e6 else f"{size / 1e6:.0f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
