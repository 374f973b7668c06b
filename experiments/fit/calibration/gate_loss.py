"""Measures healthy gates on short runs in this process, and says how far each is missed."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np
import xarray as xr

from ....models.parameters.sourced import replaced_tables
from ....models.parameters.table_numbers import tables_with
from ...gates.row import MISS, Row
from ...gates.studies import HEALTH
from ...run.measures import measure
from ...run.simulate import repeated_outcome
from ...study.disk.layout import STATUS_COLUMN, as_row
from ...study.plan import Study, plan_study
from ...study.reading.open import labelled

NOTHING = 2.0  # loss of a gate of which nothing could be measured: as if one tolerance away from its edge
CONDITION = 0.5  # loss of a gate whose value is inside but which misses what else it asks, such as "grows"


def plan_runs(runs: Mapping[str, Sequence[str]]) -> dict[str, Study]:
    """Plan validation studies of the healthy gates, one body side.

    Parameters
    ----------
    runs : mapping
        Name of a study to the words that shorten it, such as ``study.axes.seed=[1]``.

    Returns
    -------
    dict
        Name to the planned study.
    """
    return {name: plan_study([f"experiment=validation/{name}", "sides=right", *words]) for name, words in runs.items()}


def simulated_seconds(studies: Mapping[str, Study]) -> float:
    """How much model time measuring some studies takes.

    Parameters
    ----------
    studies : mapping
        As :func:`plan_runs` returns them.

    Returns
    -------
    float
        Seconds of model time.
    """
    return sum(settings.duration for study in studies.values() for _, settings in study.points)


def measure_gates(studies: Mapping[str, Study], numbers: Mapping[str, float]) -> list[Row]:
    """Measure gates with other numbers of the tables, run one after the other; nothing is kept.

    Parameters
    ----------
    studies : mapping
        As :func:`plan_runs` returns them.
    numbers : mapping
        Number by ``table.entry``.

    Returns
    -------
    list of Row
        Rows of the validation table.
    """
    rows = []
    for name, study in studies.items():
        found = _run(study, numbers)
        with replaced_tables(tables_with(numbers)):
            rows += list(HEALTH[name](found))
    return rows


def gate_loss(row: Row) -> float:
    """How far a gate is missed.

    Parameters
    ----------
    row : Row
        A row of the validation table.

    Returns
    -------
    float
        0 for a row that passes or has no verdict; else the distance from its tolerance, in half widths of it. A
        one-sided tolerance counts in units of its bound. Nothing measured gives NOTHING; a value inside gives
        CONDITION, since the row misses what else it asks, or too many runs were silent.

    Examples
    --------
    >>> round(gate_loss(Row("G20", "SICI", "fit", "miss", high=0.6, asks="rises at GABA-A 0.5", mean=0.9)), 3)
    0.5
    """
    if row.verdict != MISS:
        return 0.0
    if row.mean is None:
        return NOTHING
    low = -math.inf if row.low is None else row.low
    high = math.inf if row.high is None else row.high
    unit = (high - low) / 2 if math.isfinite(high - low) else min(abs(low), abs(high))
    ends = (row.least, row.most) if row.every else (row.mean,)
    outside = max((max(low - end, end - high, 0.0) for end in ends if end is not None), default=0.0)
    return outside / (unit if 0 < unit < math.inf else 1.0) or CONDITION


def _run(study: Study, numbers: Mapping[str, float]) -> xr.Dataset:
    """The Dataset of a study with these numbers in place of its own."""
    kept = measure(study.measure)
    columns = (STATUS_COLUMN, *kept.columns())
    schema = {
        "dims": list(study.axes),
        "units": study.units,
        "columns": [asdict(column) for column in columns],
        "provenance": {"config": json.dumps(study.config)},
    }
    rows = []
    for _, settings in study.points:
        structure = replace(settings.structure, numbers=tuple(sorted(numbers.items())))
        outcome = repeated_outcome(replace(settings, structure=structure))
        rows.append(as_row(columns, kept.row(outcome)))
    return labelled(schema, [values for values, _ in study.points], np.array(rows))
