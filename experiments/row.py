"""One row of a study: every number that is kept of a run, out of its tree."""

import numpy as np
import xarray as xr

from ..analysis.pattern import jerk_pattern
from ..analysis.rates import count_correlation, interval_cvs
from .columns import PATTERN, STATISTICS, irregular_columns, lag_columns, rate_columns


def point_row(tree: xr.DataTree) -> dict[str, float | str]:
    """Values of every column of :func:`columns.study_columns`, and the status."""
    statistics = tree["statistics"].to_dataset()
    row: dict[str, float | str] = {name: float(statistics[name]) for name in STATISTICS}
    row["first_muscle"] = str(statistics["first_muscle"].item()) or "none"
    row["status"] = str(statistics["status"].item())
    pattern = jerk_pattern(tree["bursts"].to_dataset(), tree["jerks"].to_dataset())
    row |= {name: pattern.get(name, float("nan")) for name in (*PATTERN, *lag_columns())}
    return row | _rates(tree) | _field(tree)


def _rates(tree: xr.DataTree) -> dict[str, float]:
    """Mean rate over the cells of each class, Hz; NaN for a class this structure does not have."""
    populations = tree["populations"].to_dataset()
    rate, size = tree["statistics"].to_dataset()["population_rate"].values, populations["size"].values
    cell_class = populations["cell_class"].values.astype(str)
    rates = {}
    for column, name in rate_columns().items():
        mine = cell_class == name
        rates[column] = float(np.average(rate[mine], weights=size[mine])) if size[mine].sum() else float("nan")
    motoneurons = cell_class == "motoneuron"
    return rates | {"motoneuron_spikes": float((rate * size)[motoneurons].sum())}


def _field(tree: xr.DataTree) -> dict[str, float]:
    """Irregularity per class, and the pairwise correlation of superficial pyramidal cells of one zone."""
    populations, spikes = tree["populations"].to_dataset(), tree["spikes"].to_dataset()
    size, cell_class = populations["size"].values, populations["cell_class"].values.astype(str)
    names, region = populations["population"].values.astype(str), populations["region"].values.astype(str)
    time, unit = spikes["time"].values, spikes["unit"].values
    population_of = np.repeat(np.arange(size.size), size)
    cvs = interval_cvs(time, unit)
    owner = population_of[: cvs.size]
    values = {column: _median(cvs[(cell_class == name)[owner]]) for column, name in irregular_columns().items()}
    values["cv_cortex"] = _median(cvs[(region == "cortex")[owner]])
    zone = int(np.flatnonzero(np.char.endswith(names, "m1_hand_l23"))[0])
    first = int(size[:zone].sum())
    mine = (unit >= first) & (unit < first + size[zone])
    correlation = count_correlation(time[mine], unit[mine] - first, int(size[zone]), float(tree.attrs["duration"]))
    return values | {"correlation_l23": correlation}


def _median(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else float("nan")
