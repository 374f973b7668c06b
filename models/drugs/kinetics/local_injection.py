"""Agents that act where they are injected and never reach the blood: botulinum toxin in a muscle."""

from collections.abc import Sequence

import numpy as np

from ..dosing.regimen import Dose
from ..drug_tables import kinetics_of


def local_states(doses: Sequence[Dose], times: np.ndarray) -> dict[str, np.ndarray]:
    """Compute the dose and the time course of effect in every injected muscle.

    Parameters
    ----------
    doses : Sequence[Dose]
        Doses of agents that have ``local`` in the kinetic tables; each names its muscle.
    times : numpy.ndarray
        Times (time,) in s.

    Returns
    -------
    dict[str, numpy.ndarray]
        For each injected muscle ``agent.muscle.units`` (time,), the acting dose in the units of the agent (mg where it
        has none), and ``agent.muscle.effect`` (time,), the time course of the effect from 0 to 1.

    Notes
    -----
    The effect is the time course of one dose, divided by its own maximum::

        f(t) = (exp(-t / decay) - exp(-t / rise)) / max

    The effect of several doses is the largest f. Their units are the dose that would act as much at that f,
    sum(dose f) / f. A fresh dose therefore weakens no earlier one, and a dose that has worn off counts no more.

    Examples
    --------
    >>> dose = Dose("botulinum", "intramuscular", 1.0, muscle="right_fdi")
    >>> found = local_states([dose], np.array([0.0, 30 * 86400.0]))
    >>> sorted(found)
    ['botulinum.right_fdi.effect', 'botulinum.right_fdi.units']
    >>> bool(found["botulinum.right_fdi.effect"][1] > found["botulinum.right_fdi.effect"][0] == 0)
    True
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
