"""Agents that act where they are injected and never reach the blood: botulinum toxin in a muscle."""

from collections.abc import Sequence

import numpy as np

from ..dosing.regimen import Dose
from ..drug_tables import kinetics_of


def local_states(doses: Sequence[Dose], times: np.ndarray) -> dict[str, np.ndarray]:
    """``agent.muscle.units`` and ``agent.muscle.effect`` (time,) of every injected muscle.

    Units are the dose in the units of the agent (mg where it has none); the effect is the time course f of one dose,
    f(t) = (exp(-t/decay) - exp(-t/rise)) over its own maximum, 0 to 1. Of several doses the effect is the largest f and
    the units are those that would act as much at that f, sum(dose f) / f: a fresh dose weakens no earlier one, and one
    that has worn off counts no more.
    """
    found: dict[str, np.ndarray] = {}
    for agent, muscle in dict.fromkeys((dose.agent, dose.muscle) for dose in doses):
        entry = kinetics_of(agent)
        rise, decay = entry["local"]["rise"].si, entry["local"]["decay"].si
        peak = rise * decay / (decay - rise) * np.log(decay / rise)
        most = np.exp(-peak / decay) - np.exp(-peak / rise)
        units, acting, effect = (np.zeros(len(times)) for _ in range(3))
        for dose in doses:
            if (dose.agent, dose.muscle) == (agent, muscle):
                since = np.maximum(times - dose.start, 0)
                amount = dose.amount * 1e-6 * entry["activity"].si if "activity" in entry else dose.amount
                course = (np.exp(-since / decay) - np.exp(-since / rise)) / most
                units += np.where(times >= dose.start, amount, 0)
                acting += amount * course
                effect = np.maximum(effect, course)
        found[f"{agent}.{muscle}.units"] = np.divide(acting, effect, out=units, where=effect > 0)
        found[f"{agent}.{muscle}.effect"] = effect
    return found
