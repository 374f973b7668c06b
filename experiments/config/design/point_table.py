"""A design out of a file: a CSV table whose lines are the points."""

import csv
from pathlib import Path
from typing import Any

from ....analysis.signals.counted import counted
from ....errors import UserError
from ...files import read_text
from .coordinate_values import rounded


def read_table(path: Path) -> list[dict[str, Any]]:
    """Points of a CSV file, one a line; its header names the axes.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    list of dict
        Axis to value, for every point.

    Raises
    ------
    UserError
        The file cannot be read, or is no such table; the message names the line.
    """
    text = read_text(path, "study.table names a CSV file, whose first line names the axes")
    rows = csv.reader(text.splitlines(keepends=True), skipinitialspace=True)
    lines = [(number, line) for number, line in enumerate(rows, 1) if line]
    if len(lines) < 2:
        raise UserError(f"{path} has no points: its first line names the axes, each line below it is a point")
    header = [name.strip() for name in lines[0][1]]
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise UserError(f"{path} has the column '{twice[0]}' twice")
    points = []
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            raise UserError(
                f"{path}, line {number}: {counted(len(cells), 'value')} for {counted(len(header), 'column')}"
            )
        points.append(dict(zip(header, map(_cell, cells), strict=True)))
    return points


def _cell(text: str) -> Any:
    """A number if it reads as one, a word otherwise."""
    for kind in (int, float):
        try:
            return rounded(kind(text))
        except ValueError:
            continue
    return text.strip()
