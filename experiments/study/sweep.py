"""A sweep: build the models of a study once, compute what is missing, print the table, draw the figure."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...models.circuits.circuit import Structure
from ...models.engine.engine import prepare
from ...models.parameters.provenance import provenance
from ..config.schema import Settings
from ..run.measures import measure
from ..run.progress import progress_report
from .execute import run_points
from .executors import place_of
from .open import open_study
from .plan import Study
from .store import FAILURES, AnotherModel, Point, StudyStore, beside
from .table import print_failures, print_figure_table, print_table
from .worker import point_row


def compute(study: Study, retry_failed: bool = False, fork: bool = False) -> tuple[StudyStore, list[Point]]:
    """Compute what is missing of a study; its store and its points, of which some may have failed.

    ``fork``: if the study is another model's, compute one beside it, whose name says which.
    """
    place = place_of(study.config["execute"])
    origin = provenance(config=json.dumps(study.config, sort_keys=True))
    columns = measure(study.measure).columns()
    try:
        store = StudyStore.create_or_join(study.path, study.axes, columns, origin)
    except AnotherModel:
        if not fork:
            raise
        study = replace(study, path=beside(study.path, origin))
        store = StudyStore.create_or_join(study.path, study.axes, columns, origin)
    points = study_points(study, _model_keys(study))
    with progress_report() as report:
        run_points(store, points, point_row, place, report, retry_failed)
    return store, points


def sweep_and_report(study: Study, retry_failed: bool = False, fork: bool = False) -> int:
    """Compute the study, or what is missing of it, and what failed if asked to; print its table and draw its figure.

    Returns the exit code: 0, or 1 if a point failed.
    """
    store, points = compute(study, retry_failed, fork)
    print_table(open_study(store.path))
    print(store.path)
    if study.figure:
        from ..figures import draw_figure

        print(*draw_figure(study.figure, store.path), sep="\n")
        print_figure_table(study.figure, store.path)
    failed = _failed(store, points)
    if failed:
        print_failures(store.path, failed)
        print(f"{len(failed)} of {len(points)} points failed; {store.path / FAILURES} says why", file=sys.stderr)
        print("mend the cause, then compute them again with --retry failed", file=sys.stderr)
    return 1 if failed else 0


def study_points(study: Study, keys: Mapping[tuple[Structure, str, str], str]) -> list[Point]:
    """The points of a study; ``keys`` of the models they are computed with."""
    return [_point(study, values, settings, keys) for values, settings in study.points]


def _failed(store: StudyStore, points: Sequence[Point]) -> list[Point]:
    """The points of the study that could not be computed, now or before."""
    states = store.states()
    return [point for point in points if states[point.key] == "failed"]


def _model_keys(study: Study) -> dict[tuple[Structure, str, str], str]:
    """Build every structure of the study, or find it, before workers ask for it; the content key of each."""
    kinds = dict.fromkeys(_kind(settings) for _, settings in study.points)
    with progress_report() as report:
        return {kind: prepare(*kind, report).key for kind in kinds}


def _kind(settings: Settings) -> tuple[Structure, str, str]:
    return settings.structure, settings.engine, settings.precision


def _point(
    study: Study, values: dict[str, Any], settings: Settings, keys: Mapping[tuple[Structure, str, str], str]
) -> Point:
    """A point with its key: the hash of what it depends on, labels left out."""
    plain = settings.plain()
    physical = plain | {"form": "", "protocol": "", "parameters": 0, "network": keys[_kind(settings)]}
    physical.pop("drugs", None)
    key = hashlib.sha256(json.dumps(physical, sort_keys=True).encode()).hexdigest()[:24]
    work = plain | {"measure": study.measure}
    if values in study.examples:
        recording = study.path / "examples" / f"{key}.nc"
        work |= {"recording": str(recording.resolve()), "coordinates": values}
    return Point(key, values, work)
