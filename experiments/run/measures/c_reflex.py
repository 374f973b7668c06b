"""C-reflex of the hand after volleys of a nerve at rest."""

import numpy as np

from ....analysis.reflexes.c_reflex import c_reflex
from ..columns import Column, number_columns
from ..outcome import Outcome

MUSCLE = "right_fdi"
MEASURED = {
    "probability": ("1", "share of volleys with a response 35 to 65 ms later"),
    "chance": ("1", "share of windows before the volleys with a response"),
    "p_value": ("1", "chance of as many responses, one-sided"),
    "latency": ("ms", "latency of the response, median"),
    "present": ("1", "1 if there is a C-reflex"),
}


def columns() -> list[Column]:
    """The columns of a study.

    Returns
    -------
    list of Column
        One for every number of a row, without ``status``.
    """
    return number_columns(MEASURED)


def row(outcome: Outcome) -> dict[str, float | str]:
    """The row of the C-reflex of the hand in one run.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    dict
        Value of every column, and ``status``.
    """
    voltage = outcome.voltage.sel(muscle=[MUSCLE])
    times = np.asarray(outcome.recording.stimulus_time, dtype=float)
    # What is searched after a volley has to lie in the recording
    found = c_reflex(voltage, times[times < outcome.recording.duration - 0.1]).isel(muscle=0)
    return {name: float(found[name]) for name in MEASURED} | {"status": outcome.status}
