"""The table of a study, as the command line prints it."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import xarray as xr
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ....analysis.emg.bursts import FEWEST_BURSTS
from ....analysis.overview import PROBLEMS
from ....analysis.signals.counted import counted
from ....analysis.studies.axis_names import POINT, REPEATS
from ..disk.layout import Point, read_failure
from .matrices import matrices_of, print_matrices

FEWEST_INTERVALS = 30  # a CV of fewer is not quoted
LONGEST = 200  # rows; a larger study is to be opened, not read
NOTHING, SILENT, UNKNOWN = "-", "0.00", "not measurable"
HEADINGS = ("jerks/s", "burst ms", "IQR", "muscles", "first muscle", "CV")


def print_table(study: xr.Dataset) -> None:
    """Print what happened: small matrices of a grid over two numbers, else a row for each point that jerks.

    Points without jerks are counted. Repeats with other seeds are one point: rates are averaged, durations are medians.
    A column in which nothing could be measured is left out.

    Parameters
    ----------
    study : xarray.Dataset
        The study.
    """
    if "jerk_rate" not in study:
        done = counted(int((study["status"] == 1).sum()), "point")
        Console().print(f"{done} done. Open the study to see its {counted(len(study), 'column')}.")
        return
    console = Console(width=None if Console().is_terminal else 140)
    matrices = matrices_of(study)
    if matrices:
        print_matrices(console, study.load(), matrices, lambda part: dict(zip(HEADINGS, _measures(part), strict=True)))
        return
    # Of a design that fills no grid every point has a row; its axes say which one it is
    along = study.coords if POINT in study.dims else study["status"].dims
    axes = [str(axis) for axis in along if axis != POINT and (axis not in REPEATS or POINT in study.dims)]
    rows = study_rows(study, axes)
    rates = [row[len(axes)] for row in rows]
    jerking = [row for row, rate in zip(rows, rates, strict=True) if rate not in (NOTHING, SILENT)]
    if jerking:
        shown = [place for place in range(len(jerking[0])) if place < len(axes) or _is_known(jerking, place)]
        names = [*axes, *HEADINGS]
        table = Table(*(names[place] for place in shown), caption=f"* median of fewer than {FEWEST_BURSTS} bursts")
        for row in jerking:
            table.add_row(*(row[place] for place in shown))
        console.print(table)
    repeated = POINT not in study.dims and any(study.sizes.get(axis, 1) > 1 for axis in REPEATS)
    points = counted(len(rows), "point") + (", repeats taken together" if repeated else "")
    for number, words in ((rates.count(SILENT), "No jerks"), (rates.count(NOTHING), "Nothing computed")):
        if number:
            console.print(f"{words} in {'any' if number == len(rows) else number} of {points}.")
    for column, words in PROBLEMS.items():
        if column in study and (number := int((study[column] > 0).sum())):
            console.print(f"{words[0].upper()}{words[1:]} in {counted(number, 'run')}.")
    more = math.prod(size for axis, size in study.sizes.items() if axis not in REPEATS) - LONGEST
    if more > 0:
        console.print(f"{counted(more, 'further point')} not shown. Open the study to see them.")


def print_failures(path: Path, failed: Sequence[Point]) -> None:
    """Print the points of a study that failed, with the reason of each, to stderr.

    Parameters
    ----------
    path : Path
        Folder of the study.
    failed : sequence of Point
        The points, at least one.
    """
    console = Console(stderr=True, width=None if Console(stderr=True).is_terminal else 140)
    table = Table(*failed[0].coordinates, "why it failed")
    for point in failed[:LONGEST]:
        table.add_row(*map(_word, point.coordinates.values()), escape(read_failure(path, point.key)))
    console.print(table)


def study_rows(study: xr.Dataset, axes: list[str]) -> list[list[str]]:
    """The first rows of the table, as texts.

    Parameters
    ----------
    study : xarray.Dataset
        The study.
    axes : list of str
        The axes whose values begin a row.

    Returns
    -------
    list of list of str
        Row by row the values on ``axes``, then what HEADINGS names; ``-`` where there is nothing.
    """
    if POINT in study.dims:
        stacked = study.rename({POINT: "row"})
    else:
        stacked = study.stack(row=axes, create_index=False) if axes else study.expand_dims("row")
    stacked = stacked.isel(row=slice(LONGEST)).load()
    rows = []
    for index in range(stacked.sizes["row"]):
        point = stacked.isel(row=index)
        words = [_word(point[axis].item()) for axis in axes]
        rows.append([*words, *_measures(point)])
    return rows


def _is_known(rows: list[list[str]], place: int) -> bool:
    return any(row[place] not in (NOTHING, UNKNOWN) for row in rows)


def _measures(point: xr.Dataset) -> list[str]:
    """The measures of one row, pooled over its repeats."""
    values = {name: np.atleast_1d(point[name].values).ravel() for name in map(str, point.data_vars)}
    done = np.isfinite(values["jerk_rate"])
    if not done.any():
        return [NOTHING] * len(HEADINGS)
    bursts = int(values["burst_count"][done].sum())
    mark = "*" if 0 < bursts < FEWEST_BURSTS else ""
    intervals = int(np.nansum(values["interval_count"][done]))
    jerking = done & (values["jerk_rate"] > 0)
    return [
        f"{values['jerk_rate'][done].mean():.2f}",
        _median(values["burst_duration"][done], "{:.0f}") + mark,
        _median(values["burst_duration_iqr"][done], "{:.0f}"),
        _median(values["muscles_involved"][jerking], "{:.1f}"),
        _first_muscle(point, values["first_muscle"][jerking]),
        _median(values["interjerk_cv"][done], "{:.2f}") if intervals >= FEWEST_INTERVALS else UNKNOWN,
    ]


def _first_muscle(point: xr.Dataset, codes: np.ndarray) -> str:
    """The muscle that begins most often; ``codes`` are indices into its flag meanings."""
    attributes = point["first_muscle"].attrs
    values, words = np.asarray(attributes["flag_values"]).tolist(), attributes["flag_meanings"].split()
    meanings = dict(zip(values, words, strict=True))
    found, count = np.unique(codes, return_counts=True)
    return str(meanings[int(found[np.argmax(count)])]) if found.size else NOTHING


def _median(values: np.ndarray, form: str) -> str:
    values = values[np.isfinite(values)]
    return form.format(np.median(values)) if values.size else NOTHING


def _word(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
