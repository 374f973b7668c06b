"""Recordings of an examination: each step of each subject is a point of one study, which keeps its recording.

The study is shared by all examinations of one model, so that a healthy subject is recorded once, and is computed like
any other: by the workers that ``execute`` names, resumed, a point that dies tried again.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from ...analysis.plotting.selection import few_cells
from ...analysis.signals.counted import counted
from ...analysis.studies.axis_names import POINT
from ...errors import OutsideError
from ..config.settings import Settings, settings_from_plain
from ..run.progress import progress_report
from ..run.provenance import provenance
from ..study.disk.folder import beside
from ..study.disk.layout import Point, read_failure
from ..study.disk.store import StudyStore
from ..study.execute import run_points
from ..study.executors import Workers
from ..study.points import Network, make_point, network_keys

RECORDINGS = "recordings"  # of all examinations in a folder
SEEN = ("emg", "eeg", "stimuli", "bursts", "jerks", "responses", "statistics")  # what an examiner has and is measured
RASTER_CELLS = 20  # of every cell class, kept for the report alone: no examiner sees cells
COORDINATES = ("step", "recording")  # of a point of their study
Steps = Mapping[str, Settings]


class NotRecorded(OutsideError):
    """Steps of an examination that could not be computed; the others are kept."""


def record_steps(subjects: Mapping[str, Steps], folder: Path, workers: Workers) -> dict[str, dict[str, Path]]:
    """Record every step of every subject that has not been recorded yet.

    Parameters
    ----------
    subjects : mapping
        Name of a subject, such as ``patient``, to the settings of its steps by name.
    folder : Path
        Where examinations lie; recordings are kept in it, in one study for each model.
    workers : Workers
        By which they are computed.

    Returns
    -------
    dict
        Subject to step to the file of the recording.

    Raises
    ------
    NotRecorded
        If steps failed, with the reason of the first; the same call tries them again.
    StudyBusy, StudyStopped, UserError
        As ``execute.run_points``.
    """
    keys = network_keys(settings for steps in subjects.values() for settings in steps.values())
    path = beside(folder / RECORDINGS, provenance())
    points = {
        who: {step: _point(step, settings, keys, path) for step, settings in steps.items()}
        for who, steps in subjects.items()
    }
    every = list({point.key: point for steps in points.values() for point in steps.values()}.values())
    store = StudyStore.create_or_join(path, dict.fromkeys((POINT, *COORDINATES), "1"), [], provenance())
    with store.lock():
        store.add_points(every)
        store.forget([point for point in every if not _file(point).exists()])
    with progress_report() as report:
        run_points(store, every, record_step, workers, report, retry_failed=True)
    states = store.states()
    failed = [point for point in every if states[point.key] == "failed"]
    if failed:
        reason = read_failure(path, failed[0].key)
        raise NotRecorded(
            f"{len(failed)} of {counted(len(every), 'recording')} failed; {failed[0].coordinates['step']}: {reason}; "
            "the others are kept, mend the cause and give the same command again"
        )
    return {who: {step: _file(point) for step, point in steps.items()} for who, steps in points.items()}


def record_step(task: Mapping[str, Any]) -> dict[str, float | str]:
    """Simulate one step, keep what an examiner sees, and say how the run ended.

    Parameters
    ----------
    task : mapping
        As ``study.points.make_point`` makes it, with ``settings`` and the file ``recording``.

    Returns
    -------
    dict
        The row of the point, which is its ``status``.
    """
    # Imported where it is computed, as for any point
    from ..run.simulate import repeated_outcome, write_tree

    outcome = repeated_outcome(settings_from_plain(task["settings"]))
    tree = outcome.tree()
    kept = {"/": tree.to_dataset(), **{name: tree[name].to_dataset() for name in SEEN}}
    kept["spikes"] = few_cells(tree["spikes"].to_dataset(), RASTER_CELLS, by="cell_class")
    write_tree(xr.DataTree.from_dict(kept), Path(task["recording"]))
    return {"status": outcome.status}


def recordings_in(folder: Path) -> set[Path]:
    """Find the recordings of all examinations in a folder.

    Parameters
    ----------
    folder : Path
        Where examinations lie.

    Returns
    -------
    set of Path
        Their files.
    """
    return {path.resolve() for path in folder.glob(f"{RECORDINGS}-*/{RECORDINGS}/*.nc")}


def space_text(files: Iterable[Path]) -> str:
    """Say how many recordings there are and what they take.

    Parameters
    ----------
    files : iterable of Path
        The recordings.

    Returns
    -------
    str
        Words such as ``12 recordings (211 MB)``.
    """
    sizes = [file.stat().st_size for file in files]
    return f"{counted(len(sizes), 'recording')} ({sum(sizes) / 1e6:.0f} MB)"


def open_recording(path: Path) -> xr.DataTree:
    """Open a recording of an examination, in memory.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    xarray.DataTree
        The recording.
    """
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        return tree.load()


def _point(step: str, settings: Settings, keys: Mapping[Network, str], path: Path) -> Point:
    """The point of a step; the name of its recording tells it from the same step of another subject."""
    point = make_point({}, settings, keys, path / RECORDINGS)
    coordinates = dict(zip(COORDINATES, (step, _file(point).name), strict=True))
    return Point(point.key, coordinates, {**point.task, "coordinates": coordinates})


def _file(point: Point) -> Path:
    return Path(point.task["recording"])
