"""Statistics at chosen coordinates: points that fill no grid, computed as points of one study, which keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...analysis.studies.axis_names import POINT
from ...models.parameters.nearest import nearest
from ..config.design import rounded
from ..run.measures import measure
from .layout import read_points, read_rows, read_schema
from .plan import Study, plan_study
from .sweep import compute

Value = str | int | float | bool
Coordinates = Mapping[str, Value]


def study_at(fixed: Sequence[str], points: Sequence[Coordinates]) -> Study:
    """The study of override strings with points at these coordinates, all of the same keys, at least one.

    Every point is read through the schema. Raises KeyError or ValueError, in one line.
    """
    plans: list[Study] = []
    for point in points:
        line = [*fixed, *(f"{key}=choice({word(value)})" for key, value in point.items())]
        # Composed once: what a point sets is an axis, and no axis is in the config
        plans.append(plan_study(line, plans[0].config if plans else None))
    if len(plans[0].points) > 1:
        raise ValueError(f"{', '.join(plans[0].axes)}: an axis beside the given ones has one value; name it")
    coordinates = list(plans[0].points[0][0])
    axes: dict[str, list[Any]] = {POINT: [], **{axis: [] for axis in coordinates}}
    return replace(plans[0], axes=axes, points=[plan.points[0] for plan in plans], figure=None, examples=[])


def check_statistics(study: Study, statistics: Sequence[str]) -> None:
    """Raise KeyError, naming the nearest, for a statistic that the measure of the study does not keep as a number."""
    known = [column.name for column in measure(study.measure).columns() if column.kind == "float"]
    for statistic in statistics:
        if statistic not in known:
            raise KeyError(f"the measure '{study.measure}' has no '{statistic}'" + nearest(statistic, known))


def statistics_at(
    fixed: Sequence[str], points: Sequence[Coordinates], statistics: Sequence[str]
) -> tuple[np.ndarray, list[str]]:
    """Statistics (point, statistic) and how each point ended; what the study lacks is computed.

    A failed point has NaN. Raises as ``study_at``, ``check_statistics`` and ``execute.run_points``.
    """
    plan = study_at(fixed, points)
    check_statistics(plan, statistics)
    store, computed = compute(plan)
    states, columns = store.states(), [column["name"] for column in read_schema(plan.path)["columns"]]
    row_of = {point["key"]: point["row"] for point in read_points(plan.path)}
    rows = read_rows(plan.path, [row_of[point.key] for point in computed], len(columns))
    return rows[:, [columns.index(name) for name in statistics]], [states[point.key] for point in computed]


def word(value: Value) -> str:
    """A value as an override writes it."""
    return repr(rounded(value)) if isinstance(value, float) else str(value)
