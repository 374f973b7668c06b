"""What a study would cost and whether it would be refused, before it is computed."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from ...analysis.signals.counted import counted
from ...models.circuits.circuit import Structure
from ...models.circuits.pathway import build_pathway
from ...models.engine.compiler import compiler
from ...models.engine.drawn import drawn_connectome, network_key
from ...models.parameters.timing import SETTLING
from ..config.settings import Settings
from ..run.measures import measure
from ..run.progress import clock
from ..run.provenance import provenance
from .compared_points import points_compared
from .disk.layout import STATUS, coordinates_text, read_points, read_rows, read_schema
from .disk.pace import read_pace
from .disk.same_study import refuse_other_settings
from .executors import read_workers
from .executors.local import cores
from .place import Place, find_place
from .plan import Study
from .points import Network, network_of
from .sweep import study_points

# Processor time of one neuron over one step, its share of the analysis of the run included; from runs of 10 and 60 s
# (standalone) and of 0.5 s (numpy) of one body side, on a busy machine of two cores
NEURON_STEP = {"standalone": 8e-9, "numpy": 400e-9}  # s
RECORDING = 450e3  # bytes of a kept recording per simulated second and body side, of the same runs
BLOCK = 4096  # bytes that a file takes at least
FIRST = 5  # points that are shown


def print_preview(study: Study, retry_failed: bool = False, fork: bool = False, adopt: bool = False) -> None:
    """Print how many points there are and how many are there already, how long the rest takes, and the first ones.

    Nothing is built or written. What a sweep would refuse is refused here in the same words.

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
    AnotherModel, NotAdopted, ValueError, OSError
        As ``place.find_place``, and where the study holds a point under other settings.
    CompilerMissing
        There is no compiler for the model.
    """
    read_workers(study.config["execute"])
    origin, columns = provenance(), measure(study.measure).columns()
    place = find_place(study, columns, origin, fork, adopt)
    if any(settings.engine == "standalone" for _, settings in study.points):
        compiler()
    if place.adopted:
        print(
            f"The study is another model's. Up to {points_compared(len(read_points(study.path)))} of its points are"
            " computed anew first; if their rows are equal, the study is taken over."
        )
    elif place.path != study.path:
        study = replace(study, path=place.path)
        print(f"The study is another model's. This one will be {study.path}.")
    points, states = _points(study, place)
    wanted = ("missing", "failed") if retry_failed else ("missing",)
    todo = [one for one, state in zip(study.points, states, strict=True) if state in wanted]
    there = len(states) - len(todo)
    print(
        f"The study has {counted(len(states), 'point')}: {there or 'none'} there already, {len(todo) or 'none'} to be"
        " computed."
    )
    failed = states.count("failed")
    if failed:
        print(
            f"{failed} of them failed before."
            + ("" if retry_failed else " --retry failed (in Python retry='failed') computes them again.")
        )
    print(f"The time is {_time(study, points, [settings for _, settings in todo])}.")
    print(f"The rows take {_disk(study, todo)} of disk space in {study.path}.")
    shown = min(FIRST, len(states))
    table = Table(
        *study.points[0][0], "status", title=f"the first {counted(shown, 'point')}" if shown > 1 else "the first point"
    )
    for (values, _), state in zip(study.points[:FIRST], states, strict=False):
        table.add_row(*map(str, values.values()), state)
    Console(width=None if Console().is_terminal else 140).print(table)


def _points(study: Study, place: Place) -> tuple[dict[int, Settings], list[str]]:
    """Settings of the rows that the study holds and this command asks for, and the state of every point of it.

    Only for points whose coordinates are there their network is drawn, from which it is known whether the settings are
    the same.
    """
    if not place.begun:
        return {}, ["missing"] * len(study.points)
    stored = {coordinates_text(point["coordinates"]): point for point in read_points(study.path)}
    here = [(values, settings) for values, settings in study.points if coordinates_text(values) in stored]
    if not place.adopted:
        keys = _keys([settings for _, settings in here])
        config = json.dumps(study.config, sort_keys=True)
        refuse_other_settings(
            study.path, list(stored.values()), study_points(replace(study, points=here), keys), config
        )
    columns = len(read_schema(study.path)["columns"])
    rows = {where: point["row"] for where, point in stored.items()}
    codes = np.nan_to_num(read_rows(study.path, list(rows.values()), columns)[:, 0]).astype(int)
    states = {where: STATUS[code] for where, code in zip(rows, codes, strict=True)}
    return (
        {rows[coordinates_text(values)]: settings for values, settings in here},
        [states.get(coordinates_text(values), "missing") for values, _ in study.points],
    )


def _keys(every: Sequence[Settings]) -> dict[Network, str]:
    """Content keys of networks that are drawn and not built."""
    kinds = dict.fromkeys(network_of(settings) for settings in every)
    return {
        (structure, engine, precision): network_key(structure, drawn_connectome(structure), engine, precision)
        for structure, engine, precision in kinds
    }


def _time(study: Study, there: Mapping[int, Settings], todo: list[Settings]) -> str:
    """How long the points take, and how that is known."""
    if not todo:
        return "none"
    workers = min(study.workers or cores(), len(todo))
    many = counted(workers, "worker")
    seconds = sum(processor_seconds(settings) for settings in todo)
    pace = read_pace(study.path)
    known = [there[row] for row in pace.rows if row in there] if pace else []
    if pace and known:
        # Rows of other lengths, sides or engines are set against what is reckoned of them
        share = pace.seconds * pace.workers / (sum(processor_seconds(settings) for settings in known) / len(known))
        return (
            f"about {clock(share * seconds / workers)} with {many}, by the {counted(len(known), 'row')} computed"
            f" last ({pace.seconds:.1f} s from one to the next)"
        )
    neuron = " and ".join(f"{NEURON_STEP[engine] * 1e9:g} ns" for engine in dict.fromkeys(s.engine for s in todo))
    return (
        f"about {clock(seconds / workers)} with {many} ({clock(seconds)} of one core), at {neuron} for each"
        " neuron and step; building a model comes on top"
    )


def processor_seconds(settings: Settings) -> float:
    """Processor time of one run, as it is reckoned.

    Parameters
    ----------
    settings : Settings
        Settings of the run.

    Returns
    -------
    float
        Seconds.
    """
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
        if study.keeps(values):
            size += settings.duration * RECORDING * (2 if settings.structure.sides == "both" else 1)
    return f"{size / 1e3:.0f} kB" if size < 1e6 else f"{size / 1e6:.0f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
