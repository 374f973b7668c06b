"""How long motor units are held back after a volley, muscle by muscle."""

import numpy as np

from ....analysis.reflexes.motor_unit_suppression import suppression_duration
from ....errors import UserError
from ....models.condition.stimulation import trial_onsets
from ....models.condition.vocabulary import MUSCLES
from ..columns import Column, number_columns
from ..outcome import Outcome

SIDE = "right"
END = 0.100  # s
PER_MUSCLE = {"held_back": ("ms", "units fire less than half as often as before the volley")}


def columns() -> list[Column]:
    """The columns of a study, such as ``held_back_soleus``, of the muscles of the right side.

    Returns
    -------
    list of Column
        One for every number of a row, without ``status``.
    """
    return number_columns(PER_MUSCLE, MUSCLES)


def row(outcome: Outcome) -> dict[str, float | str]:
    """The row of the suppression of motor units in one run.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    dict
        Value of every column, and ``status``.

    Raises
    ------
    UserError
        The protocol has no stimuli.
    """
    settings, recording = outcome.settings, outcome.recording
    if not settings.condition.stimuli:
        raise UserError("suppression needs a protocol with stimuli, such as protocol=recurrent_inhibition")
    test = settings.condition.stimuli[-1]
    times = trial_onsets(test, settings.structure.dt, settings.duration - END, settings.seed)
    values: dict[str, float | str] = {"status": outcome.status}
    for name in MUSCLES:
        mine = np.isin(recording.spike_unit, recording.motoneurons.get(f"{SIDE}_{name}", ()))
        found = suppression_duration(recording.spike_time[mine], times, END)
        values[f"held_back_{name}"] = float(np.round(found.duration, 3))
    return values
