"""What a study keeps of each point: the columns of its rows."""

from typing import TYPE_CHECKING

from ..models.vocabulary import CELL_CLASSES, MUSCLES, SIDES

if TYPE_CHECKING:
    from .store import Column

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


def study_columns() -> list["Column"]:
    """The columns of a study; rates are means over all cells of a class."""
    # A single run needs the names above but no store
    from .store import Column

    muscles = ("none", *(f"{side}_{muscle}" for side in SIDES for muscle in MUSCLES))
    return [
        *(Column(name, unit, words, "float") for name, (unit, words) in STATISTICS.items()),
        Column("first_muscle", "1", "muscle that begins most jerks", "code", muscles),
        *(Column(column, "Hz", f"mean rate per cell, {name}", "float") for column, name in rate_columns().items()),
    ]


def rate_columns() -> dict[str, str]:
    """Column of the mean rate of each cell class -> the class."""
    return {f"rate_{name}": name for name in CELL_CLASSES}
