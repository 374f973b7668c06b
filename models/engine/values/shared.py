"""Run-time values that all units share: the time step, and the decays of noise and of the persistent inward current."""

import numpy as np

from ...parameters.sourced import load_table
from ...parameters.timing import FLUCTUATION_STEP, SLOW_STEPS


def shared_values(dt: float) -> dict[str, np.ndarray]:
    """Give the values that all units share.

    Parameters
    ----------
    dt : float
        Time step in s.

    Returns
    -------
    dict[str, numpy.ndarray]
        Time step (s), decay and noise per step, and the kinetics of the persistent inward current.
    """
    slow = SLOW_STEPS * dt
    background = np.exp(-slow / load_table("receptors")["ampa"]["decay"].si)
    fluctuation = np.exp(-FLUCTUATION_STEP / load_table("wiring")["fluctuation_time"].si)
    motoneuron = load_table("cells")["motoneuron"]
    shared = {
        "step": dt,
        "fluctuation_keep": fluctuation,
        "fluctuation_kick": np.sqrt(1 - fluctuation**2),
        "noise_keep": background,
        "noise_kick": np.sqrt(1 - background**2),
        "persistent_keep": np.exp(-slow / motoneuron["pic_time"].si),
        "persistent_slope": motoneuron["pic_slope"].si,
        "persistent_reversal": motoneuron["pic_reversal"].si,
    }
    return {name: np.array(value) for name, value in shared.items()}
