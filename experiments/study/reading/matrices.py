"""The table of a grid over two numbers or more: one small matrix for each circuit, agent or other part."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xarray as xr
from rich import box
from rich.console import Console
from rich.table import Table

from ....analysis.plotting.readable_names import muscle_label
from ....analysis.signals.counted import counted
from ....analysis.studies.axis_names import POINT, REPEATS
from .swept_axes import is_words, panels

MOST_COLUMNS, MOST_PANELS = 8, 12  # of matrices that can be read; larger studies have rows
WORDY = 3  # columns up to which a cell names muscles, too
NOTHING, SILENT = "-", "0.00"  # of a rate, as ``table.measures`` gives it


@dataclass(frozen=True)
class Matrices:
    """Which axes of a study make its matrices.

    Attributes
    ----------
    down, across : str
        The axes of rows and columns.
    apart : sequence of str
        Each combination of values of these axes has a matrix of its own.
    """

    down: str
    across: str
    apart: Sequence[str]


def matrices_of(study: xr.Dataset) -> Matrices | None:
    """Choose the axes of matrices.

    Parameters
    ----------
    study : xarray.Dataset
        The study.

    Returns
    -------
    Matrices or None
        The two axes of numbers with most values make rows and columns, all others stand apart. None where the study is
        no grid over two numbers, or too large to be read.

    Examples
    --------
    >>> grid = xr.Dataset({"rate": (("circuit", "a", "b"), [[[1.0, 2.0], [3.0, 4.0]]])},
    ...                   {"circuit": ["cortex"], "a": [1, 2], "b": [1, 2]})
    >>> matrices_of(grid)
    Matrices(down='a', across='b', apart=['circuit'])
    """
    axes = [str(dim) for dim in study.sizes if dim not in REPEATS]
    numbers = [axis for axis in axes if not is_words(study, axis) and study.sizes[axis] > 1]
    if POINT in axes or len(numbers) < 2:
        return None
    down, across = sorted(sorted(numbers, key=lambda axis: -study.sizes[axis])[:2], key=numbers.index)
    apart = [axis for axis in axes if axis not in (down, across)]
    if study.sizes[across] > MOST_COLUMNS or math.prod(study.sizes[axis] for axis in apart) > MOST_PANELS:
        return None
    return Matrices(down, across, apart)


def print_matrices(
    console: Console, study: xr.Dataset, axes: Matrices, measures: Callable[[xr.Dataset], Mapping[str, str]]
) -> None:
    """Print a matrix for every part in which something happened, and say in a line which parts were silent.

    Parameters
    ----------
    console : rich.console.Console
        Where it is printed.
    study : xarray.Dataset
        The study.
    axes : Matrices
        As ``matrices_of`` returns it.
    measures : callable
        Gives the words of one cell by the headings of the table of rows.
    """
    silent, shown = [], 0
    for title, part in panels(study, axes.apart):
        cells = [
            [measures(part.isel({axes.down: row, axes.across: column})) for column in range(part.sizes[axes.across])]
            for row in range(part.sizes[axes.down])
        ]
        rates = [cell["jerks/s"] for row in cells for cell in row]
        if not set(rates) - {SILENT, NOTHING}:
            missing = rates.count(NOTHING)
            unknown = f" ({missing} of {counted(len(rates), 'point')} not computed)" if missing else ""
            silent.append((title or "any point") + unknown)
            continue
        shown += 1
        rows = [row for row, line in enumerate(cells) if _happened(line)]
        columns = [column for column, line in enumerate(zip(*cells, strict=True)) if _happened(line)]
        style: dict[str, Any] = {"box": box.ROUNDED, "show_lines": True, "title_justify": "left"}
        table = Table(f"{axes.down} \\ {axes.across}", title=title or None, **style)
        for column in columns:
            table.add_column(f"{part[axes.across].values[column]:g}")
        for row in rows:
            words = [_text(cells[row][column], part.sizes[axes.across] <= WORDY) for column in columns]
            table.add_row(f"{part[axes.down].values[row]:g}", *words)
        console.print(table)
    if silent:
        console.print(f"No jerks in {'; '.join(silent)}.")
    if shown:
        console.print(
            "A cell gives jerks per second and the median duration of a burst; * marks a median of few bursts. An empty"
            " cell has no jerks, ? was not computed. Rows and columns without jerks are left out."
        )


def _happened(line: Iterable[Mapping[str, str]]) -> bool:
    """Whether a row or a column is shown: one of its cells jerks, or was not computed."""
    return any(cell["jerks/s"] != SILENT for cell in line)


def _text(cell: Mapping[str, str], wordy: bool) -> str:
    rate, burst = cell["jerks/s"], cell["burst ms"]
    if rate in (NOTHING, SILENT):
        return "?" if rate == NOTHING else ""
    words = f"{rate}/s" + ("" if burst == NOTHING else f", {burst} ms")
    if wordy and cell["first muscle"] != NOTHING:
        words += f"\n{cell['muscles']} muscles, first {muscle_label(cell['first muscle'])}"
    return words
