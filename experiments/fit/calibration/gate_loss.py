"""Measures healthy gates on short runs in this process, and says how far each is missed."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np
import xarray as xr

from ....models.parameters.sourced import replaced_tables
from ....models.parameters.table_numbers import tables_with
from ...gates.row import Row
from ...gates.studies import HEALTH
from ...run.measures import measure
from ...run.simulate import repeated_outcome
from ...study.disk.layout import STATUS_COLUMN, as_row
from ...study.plan import Study, plan_study
from ...study.reading.open import labelled

NOTHING = 2.0  # loss of a gate of which nothing could be measured: as if one tolerance away from its edge
CONDITION = 0.5  # loss of a gate whose value is inside but which misses what else it asks, such as "grows"
NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"\s*({NUMBER}) to ({NUMBER})")
BOUND = re.compile(rf"\s*([<>])=?\s*({NUMBER})")


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
        one-sided tolerance counts in units of its bound. Nothing measured gives NOTHING, a condition CONDITION.

    Examples
    --------
    >>> gate_loss(Row("G20", "SICI", "fit", "0.1-0.5", "<= 0.6; rises at GABA-A 0.5", "0.9", "", "miss"))
    0.5000000000000001
    """
    if row.verdict != "miss":
        return 0.0
    try:
        value = float(row.measured)
    except ValueError:
        return NOTHING
    low, high = tolerance_of(row)
    unit = (high - low) / 2 if math.isfinite(high - low) else abs(low if math.isfinite(low) else high)
    outside = max(low - value, value - high, 0.0)
    return outside / (unit or 1.0) or CONDITION


def tolerance_of(row: Row) -> tuple[float, float]:
    """What a row allows, read off the first words of its tolerance.

    Parameters
    ----------
    row : Row
        A row of the validation table.

    Returns
    -------
    tuple of float
        Low and high; infinite where the tolerance says nothing.

    Examples
    --------
    >>> tolerance_of(Row("G20", "SICI", "fit", "0.1-0.5", "<= 0.6; rises at GABA-A 0.5", "0.9", "", "miss"))
    (-inf, 0.6)
    """
    if match := RANGE.match(row.tolerance):
        return float(match[1]), float(match[2])
    if match := BOUND.match(row.tolerance):
        bound = float(match[2])
        return (-math.inf, bound) if match[1] == "<" else (bound, math.inf)
    return -math.inf, math.inf


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
