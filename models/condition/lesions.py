"""Transections and removals: which synapses a lesion cuts. A lesion changes the weights of a run, never the wiring."""

from collections.abc import Sequence

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome, Synapses
from ..parameters.sourced import load_table
from .condition import check_lesion

# Levels between the modelled segments: metres below the obex, from the positions of their neighbours
ABOVE_CORD_LEVEL = {"C2": "xi", "C4": "c5", "C6": "c7", "T2": "t6", "T8": "t10", "T12": "l3", "L4": "l5"}


def intact(connectome: Connectome, synapses: Synapses, lesions: Sequence[str]) -> np.ndarray:
    """Find the synapses that all lesions leave.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.
    synapses : Synapses
        The synapses of one channel of it.
    lesions : Sequence[str]
        Lesions such as ``'transection:C2'``.

    Returns
    -------
    numpy.ndarray
        Whether each synapse (synapse,) is left.

    Raises
    ------
    UserError
        The model does not have a lesion.

    Notes
    -----
    A transection cuts every synapse whose source and target lie on different sides of the level. A removal and a
    deafferentation cut every synapse whose source is removed or silenced.
    """
    kept = np.ones(len(synapses), bool)
    populations = connectome.pathway.populations
    pre = connectome.population_of[synapses.pre]
    post = connectome.population_of[synapses.post]
    position = np.array([population.position for population in populations])
    for lesion in lesions:
        kind, target = check_lesion(lesion)
        if kind in ("transection", "decerebration"):
            level = _intercollicular() if kind == "decerebration" else _cut(target)
            kept &= (position[pre] < level) == (position[post] < level)
        else:
            chosen = _removed if kind == "remove" else _deafferented
            silent = np.array([chosen(population, target) for population in populations])
            kept &= ~silent[pre]
    return kept


def _intercollicular() -> float:
    """The level of decerebration, rostral of the trigeminal nucleus and caudal of the thalamus."""
    return -load_table("anatomy")["central"]["intercollicular_rostral"].si


def _cut(level: str) -> float:
    """Just above the first modelled segment below the named level."""
    return load_table("anatomy")["central"][ABOVE_CORD_LEVEL[level]].si - 1e-4


def _removed(population: Population, structure: str) -> bool:
    if structure in ("M1", "S1"):
        return f"_{structure.lower()}_" in population.name
    return population.region == "thalamus" if structure == "thalamus" else population.cell_class == "raphe"


def _deafferented(population: Population, zone: str) -> bool:
    return population.cell_class.startswith("afferent") and population.zone == zone
