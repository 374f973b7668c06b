"""Opioids, first rival mechanism: mu receptors on terminals and GIRK channels."""

from ..levels import Levels
from .cell_groups import CENTRAL, EXCITATORY, INHIBITORY, multiplied, opened, spread
from .occupancy import Entries, Readings, bound, states
from .readings import needed


def mu_opioid(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Release x (1 - Imax th D) by class of terminal; GIRK + leak share x th D, more on interneurons.

    th is each agonist's share of the occupied receptors, naloxone competing; D is the signalling that acute
    desensitisation has left, common to the receptor. In the reading ``opioid_patient.tolerant`` agonists need more.
    Whether the net effect excites is left to the network. Off with ``opioid_mu.off``.
    Source: matsui2014 (inhibition by pathway). Evidence: inhibition of release read, its place
    here and the size of the potassium current guessed.
    """
    taken = bound("mu", levels, 1 / needed(readings).get("mu", 1.0))
    left = min(states(levels, "desensitisation"), default=1.0)
    signal = {agent: left * taken.get(agent, 0.0) for agent in entries}
    factors: dict[str, float] = {}
    for cell in dict.fromkeys(cell for entry in entries.values() for cell in entry["inhibitory"]):
        lost = sum(entry["inhibitory"][cell].value * signal[agent] for agent, entry in entries.items())
        factors[f"release.{cell}"] = 1 - lost
    lost = sum(entry["excitatory"].value * signal[agent] for agent, entry in entries.items())
    factors |= spread("release", EXCITATORY, 1 - lost)
    for cells, word in ((INHIBITORY, "girk_interneuron"), ((*CENTRAL, "motoneuron"), "girk_principal")):
        share = sum(entry[word].value * signal[agent] for agent, entry in entries.items())
        factors |= spread("girk", cells, opened(share))
    return multiplied(factors)
