"""Transections and removals: which synapses a lesion cuts. Applied to the weights of a run, never to the wiring."""

from collections.abc import Sequence

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome, Synapses
from ..parameters.sourced import load_table
from .condition import check_lesion

# Levels between the modelled segments: metres below the obex, from the positions of their neighbours
ABOVE_CORD_LEVEL = {"C2": "xi", "C4": "c5", "C6": "c7", "T2": "t6", "T8": "t10", "T12": "l3", "L4": "l5"}


def intact(connectome: Connectome, synapses: Synapses, lesions: Sequence[str]) -> np.ndarray:
    """True for every synapse that all lesions leave."""
    kept = np.ones(len(synapses), bool)
    populations = connectome.pathway.populations
    source = connectome.population_of[synapses.pre]
    target = connectome.population_of[synapses.post]
    position = np.array([population.position for population in populations])
    for lesion in lesions:
        kind, place = check_lesion(lesion)
        if kind in ("transection", "decerebration"):
            level = _intercollicular() if kind == "decerebration" else _cut(place)
            kept &= (position[source] < level) == (position[target] < level)
        else:
            chosen = _removed if kind == "remove" else _deafferented
            silent = np.array([chosen(population, place) for population in populations])
            kept &= ~silent[source]
    return kept


def _intercollicular() -> float:
    """The level of decerebration, rostral of the trigeminal nucleus and caudal of the thalamus."""
    return -load_table("anatomy")["central"]["intercollicular_rostral"].si


def _cut(level: str) -> float:
    """Just above the first modelled segment below the named level."""
    return load_table("anatomy")["central"][ABOVE_CORD_LEVEL[level]].si - 1e-4


def _removed(population: Population, place: str) -> bool:
    if place in ("M1", "S1"):
        return f"_{place.lower()}_" in population.name
    return population.region == "thalamus" if place == "thalamus" else population.cell_class == "raphe"


def _deafferented(population: Population, zone: str) -> bool:
    return population.cell_class.startswith("afferent") and population.zone == zone
