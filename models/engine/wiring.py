"""What a build needs of a connectome: sizes, and which unit is connected to which."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..circuits.connectome import Connectome
from ..condition.places import ZONES
from ..parameters.sourced import load_table

Pairs = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Wiring:
    """Sizes and pairs of a connectome.

    Attributes
    ----------
    units : int
        Number of units; motoneurons are the last.
    motoneurons : int
        Number of motoneurons.
    stimulators : int
        Number of stimulators, one for each population.
    electrodes : tuple[str, ...]
        Names of the field electrodes.
    pairs : Mapping[str, tuple[numpy.ndarray, numpy.ndarray]]
        For each Brian2 object of synapses, indices of its sources (synapse,) and of its targets (synapse,).
    """

    units: int
    motoneurons: int
    stimulators: int
    electrodes: tuple[str, ...]
    pairs: Mapping[str, Pairs]

    @property
    def sizes(self) -> dict[str, int]:
        """All sizes on which the compiled code depends, by name."""
        counts = {name: len(pre) for name, (pre, _) in self.pairs.items()}
        return {
            "units": self.units,
            "motoneurons": self.motoneurons,
            "stimulators": self.stimulators,
            "electrodes": len(self.electrodes),
            **counts,
        }


def wiring_of(connectome: Connectome) -> Wiring:
    """List the pairs of every channel, of the stimulators and of the field electrodes.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.

    Returns
    -------
    Wiring
        Sizes and pairs. There is one electrode over each zone of a hemisphere.
    """
    populations = connectome.pathway.populations
    electrodes = _electrodes(connectome)
    pairs = {name: (synapses.pre, synapses.post) for name, synapses in connectome.channels.items()}
    pairs["stimulation"] = (connectome.population_of, np.arange(connectome.size))
    pairs["field"] = field_pairs(connectome)
    motoneurons = sum(population.size for population in populations if population.cell_class == "motoneuron")
    return Wiring(connectome.size, motoneurons, len(populations), electrodes, pairs)


def field_pairs(connectome: Connectome) -> Pairs:
    """Pair every pyramidal cell with the electrode over it.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.

    Returns
    -------
    cells : numpy.ndarray
        Units (pair,).
    electrode : numpy.ndarray
        Index of the electrode (pair,).

    Notes
    -----
    Neighbouring pairs have different electrodes. A sum then does not wait for the addition just before it, which halves
    the time that the field takes.
    """
    weights, electrodes = load_table("field")["weight"], _electrodes(connectome)
    under = [
        electrodes.index(f"{population.side}_{population.zone}") if population.cell_class in weights else -1
        for population in connectome.pathway.populations
    ]
    electrode = np.array(under)[connectome.population_of]
    cells = np.flatnonzero(electrode >= 0)
    rank = np.empty(len(cells), int)
    for one in range(len(electrodes)):
        mine = electrode[cells] == one
        rank[mine] = np.arange(np.count_nonzero(mine))
    order = np.lexsort((electrode[cells], rank))
    return cells[order], electrode[cells[order]]


def _electrodes(connectome: Connectome) -> tuple[str, ...]:
    hemispheres = [side for side in ("left", "right") if f"{side}_m1_hand_pt" in connectome.ranges]
    return tuple(f"{side}_{zone}" for side in hemispheres for zone in ZONES)
