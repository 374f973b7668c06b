"""Jerks of a run: rate, duration, order, rhythm; and how its cells fire."""

import numpy as np
import xarray as xr

from ....analysis.emg.jerk_pattern import jerk_pattern
from ....analysis.spiking.firing_statistics import count_correlation, interval_cvs
from ....models.condition.vocabulary import CELL_CLASSES, MUSCLES, SIDES
from ...config.schema import Settings
from ..columns import Column, number_columns

# name -> unit, long name; scalars of the statistics of a run
STATISTICS = {
    "jerk_rate": ("1/s", "jerks per second"),
    "burst_duration": ("ms", "duration of EMG bursts, median"),
    "burst_duration_iqr": ("ms", "duration of EMG bursts, interquartile range"),
    "burst_count": ("1", "EMG bursts"),
    "burst_time": ("ms/s", "EMG burst time, all muscles"),
    "interjerk_interval": ("s", "interval between jerks, median"),
    "interjerk_cv": ("1", "coefficient of variation of the interval between jerks"),
    "interval_count": ("1", "intervals between jerks of the first muscle"),
    "muscles_involved": ("1", "muscles per jerk, median"),
}
# name -> unit, long name; of analysis.emg.jerk_pattern
PATTERN = {
    "neck_first": ("1", "share of jerks that begin in a neck muscle"),
    "cranial": ("1", "share of jerks that reach a cranial muscle"),
    "many": ("1", "share of jerks of more than one muscle"),
    "many_count": ("1", "jerks of more than one muscle"),
}
IRREGULAR = ("l23", "s1_e", "pt", "pv", "som", "reticular", "spinal_excitatory")


def columns() -> list[Column]:
    """The columns of a study; rates are means over all cells of a class."""
    muscles = ("none", *(f"{side}_{muscle}" for side in SIDES for muscle in MUSCLES))
    return [
        *number_columns(STATISTICS),
        Column("first_muscle", "1", "muscle that begins most jerks", "code", muscles),
        *number_columns(PATTERN),
        *(
            Column(column, "ms", f"onset after the first muscle, {name}", "float")
            for column, name in lag_columns().items()
        ),
        *(Column(column, "Hz", f"mean rate per cell, {name}", "float") for column, name in rate_columns().items()),
        Column("motoneuron_spikes", "1/s", "spikes of all motoneurons together", "float"),
        *(Column(column, "1", f"interval CV, {name}", "float") for column, name in irregular_columns().items()),
        Column("cv_cortex", "1", "interval CV, all cortical cells", "float"),
        Column("correlation_l23", "1", "mean pairwise count correlation, L2/3 of the hand zone", "float"),
    ]


def rate_columns() -> dict[str, str]:
    """Column of the mean rate of each cell class -> the class."""
    return {f"rate_{name}": name for name in CELL_CLASSES}


def lag_columns() -> dict[str, str]:
    """Column of the median onset after the first muscle -> the muscle without side."""
    return {f"lag_{muscle}": muscle for muscle in MUSCLES}


def irregular_columns() -> dict[str, str]:
    """Column of the median interval CV -> the cell class."""
    return {f"cv_{name}": name for name in IRREGULAR}


def row(tree: xr.DataTree, settings: Settings) -> dict[str, float | str]:
    """Values of every column, and the status."""
    statistics = tree["statistics"].to_dataset()
    values: dict[str, float | str] = {name: float(statistics[name]) for name in STATISTICS}
    values["first_muscle"] = str(statistics["first_muscle"].item()) or "none"
    values["status"] = str(statistics["status"].item())
    pattern = jerk_pattern(tree["bursts"].to_dataset(), tree["jerks"].to_dataset())
    values |= {name: pattern.get(name, float("nan")) for name in (*PATTERN, *lag_columns())}
    return values | _rates(tree) | _field(tree)


def _rates(tree: xr.DataTree) -> dict[str, float]:
    """Mean rate over the cells of each class, Hz; NaN for a class this structure does not have."""
    populations = tree["populations"].to_dataset()
    rate, size = tree["statistics"].to_dataset()["population_rate"].values, populations["size"].values
    names, index = np.unique(populations["cell_class"].values.astype(str), return_inverse=True)
    spikes, cells = np.bincount(index, rate * size), np.bincount(index, size)
    found = dict(zip(names, spikes / np.where(cells > 0, cells, np.nan), strict=True))
    rates = {column: float(found.get(name, np.nan)) for column, name in rate_columns().items()}
    return rates | {"motoneuron_spikes": float(spikes[names == "motoneuron"].sum())}


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
