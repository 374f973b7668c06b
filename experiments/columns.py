"""What a study keeps of each point: the columns of its rows."""

from typing import TYPE_CHECKING

from ..models.vocabulary import CELL_CLASSES, MUSCLES, SIDES

if TYPE_CHECKING:
    from .layout import Column

# name -> unit, long name; scalars of the statistics of a run
STATISTICS = {
    "jerk_rate": ("1/s", "jerks per second"),
    "burst_duration": ("ms", "duration of EMG bursts, median"),
    "burst_duration_iqr": ("ms", "duration of EMG bursts, interquartile range"),
    "burst_count": ("1", "EMG bursts"),
    "interjerk_interval": ("s", "interval between jerks, median"),
    "interjerk_cv": ("1", "coefficient of variation of the interval between jerks"),
    "interval_count": ("1", "intervals between jerks of the first muscle"),
    "muscles_involved": ("1", "muscles per jerk, median"),
}
# name -> unit, long name; of analysis.pattern
PATTERN = {
    "neck_first": ("1", "share of jerks that begin in a neck muscle"),
    "cranial": ("1", "share of jerks that reach a cranial muscle"),
    "many": ("1", "share of jerks of more than one muscle"),
    "many_count": ("1", "jerks of more than one muscle"),
}
IRREGULAR = ("l23", "s1_e", "pt", "pv", "som", "reticular", "spinal_excitatory")


def study_columns() -> list["Column"]:
    """The columns of a study; rates are means over all cells of a class."""
    # A single run needs the names above but no store
    from .layout import Column

    muscles = ("none", *(f"{side}_{muscle}" for side in SIDES for muscle in MUSCLES))
    return [
        *(Column(name, unit, words, "float") for name, (unit, words) in STATISTICS.items()),
        Column("first_muscle", "1", "muscle that begins most jerks", "code", muscles),
        *(Column(name, unit, words, "float") for name, (unit, words) in PATTERN.items()),
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
