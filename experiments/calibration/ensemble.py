"""The ensemble: draws over the ranges of the guessed numbers, kept if they pass every gate that the reference passes.

The draws are a study on disk, one point a draw: it is resumed, watched with ``disinhibition status`` and computed by
worker processes like any other. Draw 0 is the reference set; its verdicts say which gates are asked of the others.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...models.ensemble import Ensemble
from ...models.jitter import ranged_numbers
from ..execute import run_points
from ..executors import Local
from ..layout import Column
from ..open import open_study
from ..progress import Report
from ..provenance import provenance
from ..store import Point, StudyStore
from ..study import Study
from ..validation_row import Row
from .gates import measure_gates, plan_runs
from .stages import Stage, read_stages

BATCH = 16  # draws between two looks at how many are kept
Measured = Callable[[Stage, Mapping[str, float]], list[Row]]
Work = Callable[[Mapping[str, Any]], dict[str, float | str]]


@dataclass(frozen=True)
class Made:
    """Kept sets, draws tried until the last of them, gates asked for, and how many draws each gate rejected.

    A draw is not measured on after its first stage with a miss, so that later gates reject fewer than they would alone.
    """

    ensemble: Ensemble
    tried: int
    gates: tuple[str, ...]
    rejected: Mapping[str, int]


def try_draw(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """The row of one draw: 1 for a gate it passes, 0 for one it misses, NaN for one without verdict or not measured."""
    return judge(settings, lambda stage, numbers: measure_gates(_planned(stage.name), numbers))


def judge(settings: Mapping[str, Any], measured: Measured) -> dict[str, float | str]:
    """The same with rows from elsewhere. ``settings``: draw, spread, and ``gates`` of which a miss ends it.

    Without ``gates`` all stages are measured, else those that one of them belongs to.
    """
    numbers = ranged_numbers(settings["draw"], settings["spread"]) if settings["draw"] else {}
    verdicts = dict.fromkeys(_gate_names(), np.nan)
    for stage in read_stages():
        if settings["gates"] and not set(settings["gates"]) & set(stage.gates):
            continue
        rows = measured(stage, numbers)
        for gate in stage.gates:
            found = [row.verdict == "pass" for row in rows if stage.gate_of(row) == gate and row.verdict != "report"]
            verdicts[gate] = float(all(found)) if found else np.nan
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
    """Draw until ``wanted`` sets are kept or ``most`` draws are tried; the same call goes on where it was stopped.

    ``spread`` is the share of each range that is drawn over. Raises ValueError if the reference passes no gate, and as
    the store does for a folder that holds draws of another model or spread.
    """
    runs = {stage.name: {study: list(words) for study, words in stage.runs.items()} for stage in read_stages()}
    origin = {**provenance(), "spread": spread, "runs": runs}
    store = StudyStore.create_or_join(folder, {"draw": []}, _columns(), origin)
    run_points(store, [_point(0, spread, (), origin)], work, Local(workers), report, retry_failed=True)
    gates = tuple(gate for gate in _gate_names() if float(open_study(folder)[gate].sel(draw=0)) == 1)
    if not gates:
        raise ValueError(f"the reference set passes no gate; see {folder}, and 'disinhibition calibrate' first")
    tried = 0
    while tried < most:
        tried = min(tried + BATCH, most)
        points = [_point(draw, spread, gates, origin) for draw in range(1, tried + 1)]
        run_points(store, points, work, Local(workers), report)
        if int((open_study(folder)["kept"].sel(draw=slice(1, tried)) == 1).sum()) >= wanted:
            break
    return _made(open_study(folder).sel(draw=slice(1, tried)), gates, wanted, spread, origin)


def _made(draws: xr.Dataset, gates: tuple[str, ...], wanted: int, spread: float, origin: Mapping[str, Any]) -> Made:
    numbers = draws["draw"].values[draws["kept"].values == 1][:wanted].tolist()
    if len(numbers) == wanted:
        draws = draws.sel(draw=slice(1, numbers[-1]))
    made = {**origin, "draws": numbers, "tried": draws.sizes["draw"], "gates": list(gates)}
    members = tuple(ranged_numbers(draw, spread) for draw in numbers)
    rejected = {gate: int((draws[gate] == 0).sum()) for gate in gates}
    return Made(Ensemble(made, members), draws.sizes["draw"], gates, rejected)


def _columns() -> list[Column]:
    gates = [Column(gate, "1", f"gate {gate}: 1 passes, 0 misses") for gate in _gate_names()]
    return [Column("kept", "1", "whether the draw passes every gate asked of it"), *gates]


def _gate_names() -> list[str]:
    return list(dict.fromkeys(gate for stage in read_stages() for gate in stage.gates))


def _point(draw: int, spread: float, gates: tuple[str, ...], origin: Mapping[str, Any]) -> Point:
    settings = {"draw": draw, "spread": spread, "gates": list(gates)}
    depends = [settings, origin["model"], origin["runs"]]
    key = hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()[:24]
    return Point(key, {"draw": draw}, settings)


@cache
def _planned(stage: str) -> dict[str, Study]:
    """The studies of a stage, planned once a process."""
    return plan_runs(read_stages([stage])[0].runs)
