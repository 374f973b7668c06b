"""The ensemble: draws over the ranges of the guessed numbers, kept if they pass every gate that the reference passes.

A draw is a direction in which all numbers move at once. It is tried over ``spread`` of their ranges, and what misses a
gate again over half of that, so that a set lies as far from the reference as its gates let it. The tries are a study
on disk: it is resumed, watched with ``disinhibition status`` and computed by worker processes like any other. Draw 0 is
the reference set; its verdicts say which gates are asked of the others.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import xarray as xr

from ....errors import UserError
from ....models.parameters.ensemble import Ensemble
from ....models.parameters.jitter import ranged_numbers
from ...gates.row import PASS, REPORT, Row
from ...run.columns import Column
from ...run.progress import Report
from ...run.provenance import provenance
from ...study.disk.store import Point, StudyStore
from ...study.execute import run_points
from ...study.executors import Local
from ...study.plan import Study
from ...study.reading.open import open_study
from .gate_loss import measure_gates, plan_runs
from .stages import ENSEMBLE, Stage, read_stages

BATCH = 8  # draws between two looks at how many are kept, fewer where fewer are wanted
HALVINGS = 3  # of the spread of one draw, before it is given up
Measured = Callable[[Stage, Mapping[str, float]], list[Row]]
Work = Callable[[Mapping[str, Any]], dict[str, float | str]]
Try = tuple[int, float]  # draw, spread


@dataclass(frozen=True)
class Made:
    """What came of making an ensemble.

    A draw is not measured on after its first stage with a miss, so that later gates reject fewer than they would alone.

    Attributes
    ----------
    ensemble : Ensemble
        The kept sets.
    tried : int
        Tries until the last of them.
    gates : tuple of str
        Gates that were asked for.
    rejected : mapping
        Gate to how many tries it rejected.
    """

    ensemble: Ensemble
    tried: int
    gates: tuple[str, ...]
    rejected: Mapping[str, int]


def try_draw(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """The row of one try.

    Parameters
    ----------
    settings : mapping
        As of :func:`judge`.

    Returns
    -------
    dict
        Gate to 1 if the try passes it, 0 if it misses it, NaN without a verdict or if it was not measured; ``kept`` and
        ``status``.
    """
    return judge(settings, lambda stage, numbers: measure_gates(_planned(stage.name), numbers))


def judge(settings: Mapping[str, Any], measured: Measured) -> dict[str, float | str]:
    """The row of one try, with measured rows from elsewhere.

    Parameters
    ----------
    settings : mapping
        ``draw``, ``spread``, and ``gates``, of which a miss ends the try. Without ``gates`` all stages are measured,
        else those that one of them belongs to.
    measured : callable
        ``measured(stage, numbers)`` gives the rows of a stage.

    Returns
    -------
    dict
        As :func:`try_draw` returns it.
    """
    numbers = ranged_numbers(settings["draw"], settings["spread"]) if settings["draw"] else {}
    verdicts = dict.fromkeys(_gate_names(), float("nan"))
    for stage in _stages():
        if settings["gates"] and not set(settings["gates"]) & set(stage.gates):
            continue
        rows = measured(stage, numbers)
        for gate in stage.gates:
            found = [row.verdict == PASS for row in rows if stage.gate_of(row) == gate and row.verdict != REPORT]
            verdicts[gate] = float(all(found)) if found else float("nan")
        if any(verdicts[gate] == 0 for gate in settings["gates"]):
            break
    kept = all(verdicts[gate] == 1 for gate in settings["gates"])
    return {"status": "ok", "kept": float(kept), **verdicts}


def make_ensemble(
    wanted: int,
    most: int,
    spread: float,
    folder: Path,
    workers: int | None = None,
    report: Report | None = None,
    work: Work = try_draw,
) -> Made:
    """Draw until enough sets are kept; the same call goes on where it was stopped.

    Parameters
    ----------
    wanted : int
        How many sets are to be kept.
    most : int
        How many tries are made, at most.
    spread : float
        Share of each range that is drawn over at first.
    folder : Path
        Folder of the study of the tries.
    workers : int, optional
        How many processes; by default one a core.
    report : callable, optional
        Is told (fraction done, seconds left, text).
    work : callable
        ``work(task)`` gives the row of a try.

    Returns
    -------
    Made
        The kept sets and what was rejected.

    Raises
    ------
    UserError
        The reference passes no gate.
    AnotherModel, StudyBusy, StudyStopped, UserError
        As the store raises them for a folder that holds draws of another model, and for one that cannot be used.
    """
    runs = {stage.name: {study: list(words) for study, words in stage.runs.items()} for stage in _stages()}
    origin = {**provenance(), "runs": runs}
    store = StudyStore.create_or_join(folder, {"draw": "1", "spread": "1"}, _columns(), origin)
    run_points(store, [_point((0, 0.0), (), origin)], work, Local(workers), report, retry_failed=True)
    gates = tuple(gate for gate in _gate_names() if float(open_study(folder)[gate].sel(draw=0, spread=0)) == 1)
    if not gates:
        raise UserError(f"the reference set passes no gate; see {folder}, and 'disinhibition calibrate' first")
    tries: list[Try] = []
    kept: list[Try] = []
    first = 1
    while len(kept) < wanted and len(tries) < most:
        size = min(BATCH, max(wanted - len(kept), 2))
        left = list(range(first, first + size))
        for halving in range(HALVINGS + 1):
            batch = [(draw, spread / 2**halving) for draw in left][: most - len(tries)]
            run_points(store, [_point(one, gates, origin) for one in batch], work, Local(workers), report)
            passed = _kept(open_study(folder), batch)
            tries, kept = tries + batch, kept + passed
            left = [draw for draw, _ in batch if draw not in dict(passed)]
            if len(kept) >= wanted or not left:
                break
        first += size
    return _made(open_study(folder), tries, kept[:wanted], gates, {**origin, "spread": spread})


def _kept(study: xr.Dataset, tries: Sequence[Try]) -> list[Try]:
    return [(draw, spread) for draw, spread in tries if float(study["kept"].sel(draw=draw, spread=spread)) == 1]


def _made(
    study: xr.Dataset, tries: list[Try], kept: list[Try], gates: tuple[str, ...], origin: Mapping[str, Any]
) -> Made:
    rejected = {
        gate: sum(float(study[gate].sel(draw=draw, spread=spread)) == 0 for draw, spread in tries) for gate in gates
    }
    made = {**origin, "draws": [list(one) for one in kept], "tried": len(tries), "gates": list(gates)}
    members = tuple(ranged_numbers(draw, spread) for draw, spread in kept)
    return Made(Ensemble(made, members), len(tries), gates, rejected)


def _columns() -> list[Column]:
    gates = [Column(gate, "1", f"gate {gate}: 1 passes, 0 misses") for gate in _gate_names()]
    return [Column("kept", "1", "whether the draw passes every gate asked of it"), *gates]


@cache
def _stages() -> list[Stage]:
    return read_stages(part=ENSEMBLE)


def _gate_names() -> list[str]:
    return list(dict.fromkeys(gate for stage in _stages() for gate in stage.gates))


def _point(one: Try, gates: tuple[str, ...], origin: Mapping[str, Any]) -> Point:
    settings = {"draw": one[0], "spread": one[1], "gates": list(gates)}
    depends = [settings, origin["model"], origin["runs"]]
    key = hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()[:24]
    return Point(key, {"draw": one[0], "spread": one[1]}, settings)


@cache
def _planned(stage: str) -> dict[str, Study]:
    """The studies of a stage, planned once a process."""
    return plan_runs(read_stages([stage], ENSEMBLE)[0].runs)
