"""One run: settings -> spikes -> EMG, EEG, jerks and their statistics."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import xarray as xr

from ...models.circuits.circuit import Structure
from ...models.engine.engine import Engine, prepare
from ...models.engine.temporary import temporary_folder
from ..config.asked import asked_words
from ..config.settings import Settings, folder_name, plain_settings, settings_from_plain
from ..files import check_place, writable_folder, writing
from .measures import measure
from .outcome import Outcome
from .progress import Report, progress_report
from .provenance import provenance

RUNS = Path("results", "runs")


def simulate_settings(settings: Settings, progress: Report | None = None) -> xr.DataTree:
    """Run the pathway once under settings that were read already.

    Parameters
    ----------
    settings : Settings
        What is run.
    progress : callable, optional
        Is told (fraction done, seconds left, text) while the model is built and run.

    Returns
    -------
    xarray.DataTree
        The groups ``emg`` with the voltage (muscle, time) in V, ``eeg`` with the potential (electrode, time) in V,
        ``spikes``, ``bursts``, ``jerks``, ``responses``, ``statistics`` and what ``models.signals.recording.to_tree``
        gives. The attribute ``settings`` is the full configuration as JSON.
    """
    return outcome_of(settings, progress).tree()


def outcome_of(settings: Settings, progress: Report | None = None) -> Outcome:
    """Run the pathway once and leave the labelling for later.

    Parameters
    ----------
    settings : Settings
        What is run.
    progress : callable, optional
        Is told (fraction done, seconds left, text) while the model is built and run.

    Returns
    -------
    Outcome
        What the run yields, not labelled yet.
    """
    engine = prepare(settings.structure, kind=settings.engine, precision=settings.precision, progress=progress)
    return _outcome(engine, settings, progress)


def repeated_outcome(settings: Settings) -> Outcome:
    """Run the pathway once in a process that runs it often.

    The process keeps the engines of its last networks, so that the next run costs little.

    Parameters
    ----------
    settings : Settings
        What is run.

    Returns
    -------
    Outcome
        What the run yields, not labelled yet.
    """
    return _outcome(_kept_engine(settings.structure, settings.engine, settings.precision), settings)


def point_statistics(task: Mapping[str, Any]) -> dict[str, float | str]:
    """The row of one point of a study.

    Parameters
    ----------
    task : mapping
        As ``study.points.make_point`` makes it: ``settings``, plain; ``measure``, what is kept of the run; and, where
        the recording is to be kept, ``recording``, the file it goes to, and ``coordinates`` of the point.

    Returns
    -------
    dict
        Column to value, ``status`` among them.
    """
    outcome = repeated_outcome(settings_from_plain(task["settings"]))
    if "recording" in task:
        tree = outcome.tree()
        tree.attrs["point"] = json.dumps(task["coordinates"])
        write_tree(tree, Path(task["recording"]))
    return measure(task["measure"]).row(outcome)


def run_and_write(settings: Settings, out: Path | None = None, asked: Sequence[str] = ()) -> Path:
    """Run the pathway once and write the recording to a folder.

    Parameters
    ----------
    settings : Settings
        What is run.
    out : Path, optional
        The folder. Without one the recording goes to a folder whose name says what was asked.
    asked : sequence of str
        The overrides of the run, from which folder and recording say what was asked.

    Returns
    -------
    Path
        The file ``recording.nc`` in that folder.

    Raises
    ------
    UserError
        The folder cannot be written. It is raised before anything is simulated.
    """
    folder = out or RUNS / folder_name(plain_settings(settings), asked)
    check_place(folder)
    with progress_report() as report:
        tree = simulate_settings(settings, report)
    tree.attrs["asked"] = ", ".join(asked_words(asked, settings.form, settings.protocol, settings.seed))
    recording = writable_folder(folder) / "recording.nc"
    with writing(recording):
        write_tree(tree, recording)
    return recording


def write_tree(tree: xr.DataTree, path: Path) -> None:
    """Write a tree as NetCDF; a file of that name is whole at any moment.

    The file is written in the temporary folder first, because NetCDF is written in many pieces, at which the disk of a
    cluster is slow.

    Parameters
    ----------
    tree : xarray.DataTree
        What is written.
    path : Path
        The file. Its folder is made if it is missing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with temporary_folder("recording") as folder:
        whole = Path(folder, path.name)
        tree.to_netcdf(whole, engine="h5netcdf", encoding=_compressed(tree))
        try:
            shutil.copyfile(whole, partial)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


@lru_cache(maxsize=2)
def _kept_engine(structure: Structure, kind: str, precision: str) -> Engine:
    """A worker keeps the engine of its last structures, so that a point costs little beyond its simulation."""
    return prepare(structure, kind=kind, precision=precision)


def _outcome(engine: Engine, settings: Settings, progress: Report | None = None) -> Outcome:
    recording = engine.run(settings.condition, duration=settings.duration, seed=settings.seed, progress=progress)
    return Outcome(settings, replace(recording, provenance=provenance(**recording.provenance)), engine.tables)


def _compressed(tree: xr.DataTree) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        node.path: {
            str(name): {"compression": "gzip", "compression_opts": 4, "shuffle": True}
            for name, variable in node.data_vars.items()
            if variable.dtype.kind == "f" and variable.size > 10_000
        }
        for node in tree.subtree
    }
