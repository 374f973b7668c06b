"""How far a study has come, and which of its points are not there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ....analysis.signals.counted import counted
from ...given_objects import place_of
from ...run.progress import clock
from ..disk.claims import rows_running
from ..disk.layout import HISTORY, STATUS, read_failure, read_points, read_rows, read_schema
from ..disk.pace import read_pace
from .open import TAKEN, open_study

MOST_NAMED = 5  # points that are named where some are not there


def study_status(path: str | Path) -> str:
    """Say how far a study is.

    Parameters
    ----------
    path : str or Path
        Folder of the study, or the NetCDF file that ``collect`` wrote of it.

    Returns
    -------
    str
        Lines, of which the first one reads ``done 3 of 12``.

    Raises
    ------
    UserError
        The folder is no study.
    """
    path = place_of(path, TAKEN)
    if path.is_file():
        return _status_of_file(path)
    schema, points = read_schema(path), read_points(path)
    rows = [point["row"] for point in points]
    states = np.nan_to_num(read_rows(path, rows, len(schema["columns"]))[:, 0]).astype(int)
    failed = int((states == STATUS.index("failed")).sum())
    done = int((states > 0).sum()) - failed
    missing = [row for row, state in zip(rows, states, strict=True) if not state]
    running = rows_running(path, missing)
    left = len(missing) - (running or 0)
    lines = [f"done {done} of {len(points)}", f"failed {failed}"]
    lines += [f"running {'unknown' if running is None else running}", f"left {left}"]
    pace = read_pace(path)
    if pace:
        lines.append(f"rate {60 / pace.seconds:.1f} points/min when it was computed last")
        if missing:
            lines.append(f"time left {clock(len(missing) * pace.seconds)} at that rate")
    return "\n".join(lines + _adoptions(schema["provenance"]))


def unfinished(path: str | Path) -> list[str]:
    """Say which points of a study have no values.

    Parameters
    ----------
    path : str or Path
        Folder of the study.

    Returns
    -------
    list of str
        A line with the numbers, then one for each of the first points, with the reason of those that failed; no line
        if every point is there.

    Raises
    ------
    UserError
        The folder is no study.
    """
    path = Path(path)
    schema, points = read_schema(path), read_points(path)
    rows = read_rows(path, [point["row"] for point in points], len(schema["columns"]))
    states = [STATUS[code] for code in np.nan_to_num(rows[:, 0]).astype(int)]
    absent = [(point, state) for point, state in zip(points, states, strict=True) if state in ("missing", "failed")]
    if not absent:
        return []
    missing, failed = (sum(state == kind for _, state in absent) for kind in ("missing", "failed"))
    lines = [
        f"{len(points) - len(absent)} of {counted(len(points), 'point')} with values;"
        f" {missing} missing and {failed} failed:"
    ]
    for point, state in absent[:MOST_NAMED]:
        reason = f": {read_failure(path, point['key'])}" if state == "failed" else ""
        lines.append(
            f"  {', '.join(f'{axis}={value}' for axis, value in point['coordinates'].items())} {state}{reason}"
        )
    if len(absent) > MOST_NAMED:
        lines.append(f"  and {len(absent) - MOST_NAMED} more")
    return lines


def _status_of_file(path: Path) -> str:
    """Of a file no more is known than its rows."""
    states = open_study(path)["status"].values
    counts = {word: int((states == code).sum()) for code, word in enumerate(STATUS)}
    lines = [f"done {counts['ok'] + counts['runaway']} of {states.size}", f"failed {counts['failed']}"]
    return "\n".join([*lines, f"missing {counts['missing']}", f"{path} is a file; its study may have come further"])


def _adoptions(provenance: Mapping[str, Any]) -> list[str]:
    """One line for every model that took the study over."""
    return [
        f"adopted {entry['adopted']} from version {entry['provenance'].get('version')}, model"
        f" {entry['provenance'].get('model')}: {counted(len(entry['compared']), 'point')} computed anew had equal rows"
        for entry in provenance.get(HISTORY, [])
    ]
