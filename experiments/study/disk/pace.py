"""When the rows of a study were written, by which it is told how long the rest will take.

Dates of files do not say it, because a copy has new ones. Every process that computes appends a line as it begins and
one for each row to ``pace.jsonl``. The lines are notes: one that cannot be written or read is passed over.
"""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACE = "pace.jsonl"


@dataclass(frozen=True)
class Pace:
    """How fast a study was computed when it was computed last.

    Attributes
    ----------
    seconds : float
        From one row to the next, s.
    workers : int
        How many workers computed.
    rows : tuple of int
        Numbers of the rows of that time.
    """

    seconds: float
    workers: int
    rows: tuple[int, ...]


def note_begin(path: Path, workers: int) -> None:
    """Note that this process begins to compute.

    Parameters
    ----------
    path : Path
        Folder of the study.
    workers : int
        How many workers it has.
    """
    _note(path, {"began": time.time(), "workers": workers})


def note_row(path: Path, row: int) -> None:
    """Note that a row was written now.

    Parameters
    ----------
    path : Path
        Folder of the study.
    row : int
        Number of the row.
    """
    _note(path, {"row": row, "at": time.time()})


def read_pace(path: Path) -> Pace | None:
    """How fast the study was computed, from when a process began last and the rows since.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Returns
    -------
    Pace or None
        None where no row was written since, or nothing is noted.
    """
    began, workers = 0.0, 1
    rows: dict[int, float] = {}
    latest: Pace | None = None
    for note in _notes(path):
        if "began" in note:
            latest = _pace(began, workers, rows) or latest
            began, workers, rows = float(note["began"]), int(note["workers"]), {}
        else:
            rows[int(note["row"])] = float(note["at"])
    return _pace(began, workers, rows) or latest


def _pace(began: float, workers: int, rows: Mapping[int, float]) -> Pace | None:
    taken = max(rows.values(), default=began) - began
    return Pace(taken / len(rows), workers, tuple(rows)) if began and taken > 0 else None


def _notes(path: Path) -> list[dict[str, Any]]:
    try:
        lines = (path / PACE).read_text().splitlines()
    except (OSError, ValueError):
        return []
    notes = []
    for line in lines:
        with suppress(ValueError):
            note = json.loads(line)
            if isinstance(note, dict) and (note.keys() == {"began", "workers"} or note.keys() == {"row", "at"}):
                notes.append(note)
    return notes


def _note(path: Path, note: Mapping[str, float]) -> None:
    with suppress(OSError):
        # Appended by one call, so that lines of several processes do not mix
        file = os.open(path / PACE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(file, f"{json.dumps(note)}\n".encode())
        finally:
            os.close(file)
