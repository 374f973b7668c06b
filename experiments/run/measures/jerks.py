"""Jerks of a run: rate, duration, order, rhythm; and how its cells fire."""

import numpy as np

from ....analysis.emg.jerk_pattern import jerk_pattern
from ....analysis.spiking.firing_statistics import count_correlation, interval_cvs, population_rates
from ....analysis.spiking.steadiness import count_unsteady, steadiness
from ....analysis.summary import STATISTICS, UNSTEADY, event_statistics
from ....models.condition.places import SIDES
from ....models.condition.vocabulary import CELL_CLASSES, MUSCLES
from ....models.signals.recording import Recording
from ..columns import Column, number_columns
from ..outcome import Outcome

# Scalars of the statistics of a run that are kept; their units and long names are those of the statistics
KEPT = (
    "jerk_rate", "stimulus_jerk_rate", "burst_duration", "burst_duration_iqr", "burst_count", "burst_time",
    "interjerk_interval", "interjerk_cv", "interval_count", "muscles_involved", "response_probability",
    "response_muscles", "unmeasured_muscles",
)  # fmt: skip
# name -> unit, long name; of analysis.emg.jerk_pattern
PATTERN = {
    "neck_first": ("1", "share of jerks that begin in a neck muscle"),
    "cranial": ("1", "share of jerks that reach a cranial muscle"),
    "many": ("1", "share of jerks of more than one muscle"),
    "many_count": ("1", "jerks of more than one muscle"),
}
IRREGULAR = ("l23", "s1_e", "pt", "pv", "som", "reticular", "spinal_excitatory")


def columns() -> list[Column]:
    """The columns of a study; rates are means over all cells of a class.

    Returns
    -------
    list of Column
        One for every number of a row, without ``status``.
    """
    muscles = ("none", *(f"{side}_{muscle}" for side in SIDES for muscle in MUSCLES))
    return [
        *number_columns({name: STATISTICS[name] for name in KEPT}),
        Column("unsteady_populations", *UNSTEADY),
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
    """Columns of the mean rate of each cell class.

    Returns
    -------
    dict
        Column to cell class.
    """
    return {f"rate_{name}": name for name in CELL_CLASSES}


def lag_columns() -> dict[str, str]:
    """Columns of the median onset after the first muscle.

    Returns
    -------
    dict
        Column to muscle, without its side.
    """
    return {f"lag_{muscle}": muscle for muscle in MUSCLES}


def irregular_columns() -> dict[str, str]:
    """Columns of the median CV of the interspike intervals.

    Returns
    -------
    dict
        Column to cell class.
    """
    return {f"cv_{name}": name for name in IRREGULAR}


def row(outcome: Outcome) -> dict[str, float | str]:
    """The row of the jerks and the firing of the cells in one run.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    dict
        Value of every column, and ``status``.
    """
    events, recording = outcome.events, outcome.recording
    statistics = event_statistics(events.bursts, events.jerks, events.responses, outcome.stimuli, recording.duration)
    values: dict[str, float | str] = {name: float(statistics[name]) for name in KEPT}
    values["first_muscle"] = str(statistics["first_muscle"]) or "none"
    values["status"] = outcome.status
    pattern = jerk_pattern(events.bursts, events.jerks)
    values |= {name: pattern.get(name, float("nan")) for name in (*PATTERN, *lag_columns())}
    found = steadiness(recording.spike_time, recording.spike_unit, np.array(recording.size), recording.duration)
    values["unsteady_populations"] = float(count_unsteady(found))
    return values | _rates(recording) | _field(recording)


def _rates(recording: Recording) -> dict[str, float]:
    """Mean rate over the cells of each class, Hz; NaN for a class this structure does not have."""
    size = np.array(recording.size)
    rate = population_rates(recording.spike_unit, size, recording.duration)
    names, index = np.unique(recording.cell_class, return_inverse=True)
    spikes, cells = np.bincount(index, rate * size), np.bincount(index, size)
    found = dict(zip(names, spikes / np.where(cells > 0, cells, np.nan), strict=True))
    rates = {column: float(found.get(name, np.nan)) for column, name in rate_columns().items()}
    return rates | {"motoneuron_spikes": float(spikes[names == "motoneuron"].sum())}


def _field(recording: Recording) -> dict[str, float]:
    """Irregularity per class, and the pairwise correlation of superficial pyramidal cells of one zone."""
    size, cell_class, region = np.array(recording.size), np.array(recording.cell_class), np.array(recording.region)
    cvs = interval_cvs(recording.spike_time, recording.spike_unit)
    owner = np.repeat(np.arange(size.size), size)[: cvs.size]
    values = {column: _median(cvs[(cell_class == name)[owner]]) for column, name in irregular_columns().items()}
    values["cv_cortex"] = _median(cvs[(region == "cortex")[owner]])
    zone = next(name for name in recording.population if name.endswith("m1_hand_l23"))
    time, unit = recording.spikes_of(zone)
    correlation = count_correlation(time, unit, len(recording.units_of(zone)), recording.duration)
    return values | {"correlation_l23": correlation}


def _median(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else float("nan")
