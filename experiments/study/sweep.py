"""A sweep: build the models of a study once, and compute what is missing of its points."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..run.columns import Column
from ..run.measures import measure
from ..run.progress import progress_report
from ..run.provenance import provenance
from .adopt import adopt as take_over
from .disk.store import Point, StudyStore
from .execute import run_points
from .executors import read_workers
from .place import find_place
from .plan import Study
from .points import Network, make_point, network_keys
from .reading.kept_recordings import FOLDER
from .worker import point_row


def compute(
    study: Study, retry_failed: bool = False, fork: bool = False, adopt: bool = False
) -> tuple[StudyStore, list[Point]]:
    """Compute what is missing of a study.

    Parameters
    ----------
    study : Study
        The study.
    retry_failed : bool
        Whether the points that failed before are computed again.
    fork : bool
        Whether a study of another model is left as it is and one is computed beside it, whose name says which.
    adopt : bool
        Whether a study of another model is taken over if some of its points come out the same.

    Returns
    -------
    StudyStore
        The study on disk.
    list of Point
        Its points, of which some may have failed.

    Raises
    ------
    NotAdopted
        The study was to be taken over, and its points do not come out the same.
    AnotherModel
        The study is another model's, and neither ``fork`` nor ``adopt`` is asked for.
    StudyBusy, StudyStopped, UserError
        As ``execute.run_points``.
    """
    workers = read_workers(study.config["execute"])
    origin = provenance(config=json.dumps(study.config, sort_keys=True))
    columns = measure(study.measure).columns()
    place = find_place(study, columns, origin, fork, adopt)
    study = replace(study, path=place.path)
    # Built before anything is written, so that a failed build leaves no study
    points = study_points(study, network_keys(settings for _, settings in study.points))
    if place.adopted:
        _adopt(study, columns, origin, points)
    store = StudyStore.create_or_join(study.path, study.units, columns, origin)
    with progress_report() as report:
        run_points(store, points, point_row, workers, report, retry_failed)
    return store, points


def _adopt(study: Study, columns: Sequence[Column], origin: Mapping[str, str], points: list[Point]) -> None:
    """Take over the study, and say on stderr what was compared."""

    def anew(store: StudyStore, points: Sequence[Point]) -> None:
        with progress_report() as report:
            run_points(store, points, point_row, read_workers(study.config["execute"]), report)

    print(take_over(study.path, study.units, columns, origin, lambda: points, anew), file=sys.stderr)


def study_points(study: Study, keys: Mapping[Network, str]) -> list[Point]:
    """The points of a study.

    Parameters
    ----------
    study : Study
        The study.
    keys : mapping
        As ``points.network_keys`` returns them, of the networks the points are computed with.

    Returns
    -------
    list of Point
        The points, each with its key and task.
    """
    examples = study.path / FOLDER
    return [
        make_point(values, settings, keys, examples if study.keeps(values) else None, measure=study.measure)
        for values, settings in study.points
    ]
