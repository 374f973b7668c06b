"""Vigilance: what a state of sleep does to factors and to conductances, as the table ``vigilance`` says.

A state changes drives, transmitters and membranes, and never what the muscles do. Its factors multiply those of the
condition. Waking changes nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ..parameters.sourced import load_table, walk
from .vocabulary import factors

AWAKE = "awake"
STATES: Mapping[str, str] = MappingProxyType(
    {
        AWAKE: "The subject is awake, as all tables describe it.",
        "nrem": "The subject is in NREM sleep: less serotonin, more GABA in the cortex, more potassium leak.",
        "rem": "The subject is in REM sleep: little serotonin, glycine on all motoneurons, less GABA in the cortex.",
    }
)


def in_state(condition: Mapping[str, float], state: str) -> Mapping[str, float]:
    """Multiply the factors of a condition by those of a state.

    Parameters
    ----------
    condition : Mapping[str, float]
        Values by factor key.
    state : str
        A key of ``STATES``.

    Returns
    -------
    Mapping[str, float]
        Values by factor key; those of the condition itself when the subject is awake.

    Examples
    --------
    >>> in_state({"serotonin.spinal": 2.0}, "awake")
    {'serotonin.spinal': 2.0}
    >>> 0 < in_state({"serotonin.spinal": 2.0}, "rem")["serotonin.spinal"] < 2
    True
    """
    if state == AWAKE:
        return condition
    healthy = factors()
    changed = {key: number.value for key, number in walk(load_table("vigilance")[state]["factors"])}
    return {**condition, **{key: condition.get(key, healthy[key].healthy) * by for key, by in changed.items()}}


def opened(state: str, ion: str) -> Mapping[str, float]:
    """Give the conductance that a state opens in each cell class.

    Parameters
    ----------
    state : str
        A key of ``STATES``.
    ion : str
        ``potassium``, or ``glycine`` for the chloride of glycine receptors.

    Returns
    -------
    Mapping[str, float]
        By cell class, conductance as a share of the leak, below 0 where the state closes it. A class that is absent
        keeps its conductance.

    Examples
    --------
    >>> opened("awake", "potassium"), "motoneuron" in opened("rem", "glycine")
    ({}, True)
    """
    if state == AWAKE:
        return {}
    return {name: number.value for name, number in load_table("vigilance")[state]["opened"].get(ion, {}).items()}
