"""Statistics at chosen coordinates: points that fill no grid, computed as points of one study, which keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ....analysis.studies.axis_names import POINT
from ....errors import UserError
from ....models.parameters.nearest import nearest
from ...config.design.coordinate_values import rounded
from ...run.measures import measure
from ..disk.layout import read_points, read_rows, read_schema
from ..plan import Study, plan_study
from ..sweep import compute

Value = str | int | float | bool
Coordinates = Mapping[str, Value]


def study_at(fixed: Sequence[str], points: Sequence[Coordinates]) -> Study:
    """The study of override strings with points at given coordinates.

    Parameters
    ----------
    fixed : sequence of str
        Overrides that hold for every point.
    points : sequence of mapping
        Coordinates of at least one point, all of the same keys. Every point is read through the schema.

    Returns
    -------
    Study
        The study, whose points lie along ``point``.

    Raises
    ------
    UserError
        In one line, for a point that cannot be read, or if an axis is left beside those that are given.
    """
    plans: list[Study] = []
    for point in points:
        line = [*fixed, *(f"{key}=choice({word(value)})" for key, value in point.items())]
        # Composed once: what a point sets is an axis, and no axis is in the config
        plans.append(plan_study(line, plans[0].config if plans else None))
    if len(plans[0].points) > 1:
        raise UserError(f"{', '.join(plans[0].axes)}: an axis beside the given ones has one value; name it")
    coordinates = list(plans[0].points[0][0])
    axes: dict[str, list[Any]] = {POINT: [], **{axis: [] for axis in coordinates}}
    return replace(plans[0], axes=axes, points=[plan.points[0] for plan in plans], figure=None, examples=[], lost=[])


def check_statistics(study: Study, statistics: Sequence[str]) -> None:
    """Refuse a statistic that the measure of a study does not keep as a number.

    Parameters
    ----------
    study : Study
        The study whose measure is asked.
    statistics : sequence of str
        Names of columns.

    Raises
    ------
    UserError
        A name is none of its columns of numbers; the message names the nearest one.
    """
    known = [column.name for column in measure(study.measure).columns() if column.kind == "float"]
    there = f"; it has {', '.join(known)}"
    for statistic in statistics:
        if statistic not in known:
            raise UserError(
                f"the measure '{study.measure}' has no '{statistic}'" + nearest(statistic, known, otherwise=there)
            )


def statistics_at(
    fixed: Sequence[str], points: Sequence[Coordinates], statistics: Sequence[str]
) -> tuple[np.ndarray, list[str]]:
    """Statistics at given coordinates; what the study lacks is computed.

    Parameters
    ----------
    fixed : sequence of str
        Overrides that hold for every point.
    points : sequence of mapping
        Coordinates of at least one point, all of the same keys.
    statistics : sequence of str
        Names of columns of the study.

    Returns
    -------
    numpy.ndarray
        The statistics (point, statistic), NaN for a failed point.
    list of str
        How each point ended.

    Raises
    ------
    UserError
        As ``study_at`` and ``check_statistics``.
    StudyBusy, StudyStopped, UserError
        As ``execute.run_points``.
    """
    plan = study_at(fixed, points)
    check_statistics(plan, statistics)
    store, computed = compute(plan)
    states, columns = store.states(), [column["name"] for column in read_schema(plan.path)["columns"]]
    row_of = {point["key"]: point["row"] for point in read_points(plan.path)}
    rows = read_rows(plan.path, [row_of[point.key] for point in computed], len(columns))
    return rows[:, [columns.index(name) for name in statistics]], [states[point.key] for point in computed]


def word(value: Value) -> str:
    """Write a value as an override writes it.

    Parameters
    ----------
    value : str, int, float or bool
        The value.

    Returns
    -------
    str
        The word that stands behind ``key=``; a float is rounded as a coordinate.

    Examples
    --------
    >>> word(0.15000000000000002)
    '0.15'
    """
    return repr(rounded(value)) if isinstance(value, float) else str(value)
