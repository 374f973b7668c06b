"""What a validation has ahead of it, before it begins: runs, what is there of them, and how long the rest takes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from ...analysis.signals.counted import counted
from ...analysis.studies.gain_threshold import RESOLUTION
from ..run.progress import clock
from ..study.disk.layout import SCHEMA, STATUS, coordinates_text, read_points, read_rows, read_schema
from ..study.executors.local import cores
from ..study.plan import Study
from ..study.preview import processor_seconds

FALLING = "jitter"  # is not run below the gain at which a draw jerks, so that its grid is the most it can need


@dataclass(frozen=True)
class Ahead:
    """What one study has ahead of it.

    Attributes
    ----------
    name : str
        Name of the study.
    runs : int
        Runs of the whole study, at most.
    there : int
        Runs that are there already.
    model_seconds, seconds : float
        Model time and processor time of the others.
    at_most : bool
        Whether fewer runs may do: what is run then depends on what is found.
    """

    name: str
    runs: int
    there: int
    model_seconds: float
    seconds: float
    at_most: bool


def ahead_of(name: str, study: Study, bisected: bool = False) -> Ahead:
    """What a study has ahead of it.

    Parameters
    ----------
    name : str
        Name of the study.
    study : Study
        The study.
    bisected : bool
        Whether onsets are bisected between the gains of its grid.

    Returns
    -------
    Ahead
        Its runs and their time.
    """
    stored = _stored(study.path)
    todo = [settings for values, settings in study.points if coordinates_text(values) not in stored]
    more = _bisections(study) if bisected else 0
    there = len(stored) if bisected or name == FALLING else len(study.points) - len(todo)
    runs = max(len(study.points) + more, there)
    left = runs - there
    # Runs of one study are alike: those that are not known yet take as long as those that are
    sample = todo or [settings for _, settings in study.points]
    share = left / len(sample) if sample else 0.0
    return Ahead(
        name,
        runs,
        there,
        share * sum(settings.duration for settings in sample),
        share * sum(map(processor_seconds, sample)),
        bool(more) or name == FALLING,
    )


def print_ahead(studies: Mapping[str, Study], bisected: str = "") -> None:
    """Print what a validation has ahead of it.

    Parameters
    ----------
    studies : mapping
        Name to study.
    bisected : str
        Name of the study whose onsets are bisected, if one is.
    """
    every = [ahead_of(name, study, name == bisected) for name, study in studies.items()]
    workers = max((study.workers or cores() for study in studies.values()), default=1)
    table = Table("study", "runs", "there", "model time", "time", title="validation studies")
    for one in every:
        asked = f"{'at most ' if one.at_most else ''}{one.runs}"
        table.add_row(one.name, asked, str(one.there), f"{one.model_seconds:.0f} s", clock(one.seconds / workers))
    console = Console(width=None if Console().is_terminal else 120)
    console.print(table)
    runs, there = sum(one.runs for one in every), sum(one.there for one in every)
    most = "at most " if any(one.at_most for one in every) else ""
    whole = f"{counted(len(every), 'study', 'studies')}, {most}{counted(runs, 'run')}"
    console.print(
        f"{whole}: {there or 'none'} there already, {f'{most}{runs - there}' if runs > there else 'none'} to be"
        f" computed. What is left has {sum(one.model_seconds for one in every):.0f} s of model time and takes"
        f" about {clock(sum(one.seconds for one in every) / workers)} with {counted(workers, 'worker')}; building"
        " models comes on top."
    )


def _stored(path: Path) -> set[str]:
    """Coordinates of the points that are there, failed ones too: a validation does not compute those again."""
    if not (path / SCHEMA).exists():
        return set()
    points = read_points(path)
    codes = read_rows(path, [point["row"] for point in points], len(read_schema(path)["columns"]))[:, 0]
    done = np.nan_to_num(codes).astype(int) != STATUS.index("missing")
    return {coordinates_text(point["coordinates"]) for point, is_done in zip(points, done, strict=True) if is_done}


def _bisections(study: Study) -> int:
    """Runs that bisecting the onset of every circuit takes, at most."""
    gains = np.sort(np.array(study.axes["gain"], float))
    halvings = math.ceil(math.log2(np.diff(gains).max() / RESOLUTION)) if gains.size > 1 else 0
    return max(halvings, 0) * len(study.points) // max(gains.size, 1)
