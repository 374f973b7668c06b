"""Anticholinergics: two arms of opposite sign."""

from ..levels import Levels
from .cell_groups import spread
from .occupancy import Entries, Readings, occupancies

PYRAMIDAL = ("l23", "s1_e", "pt")


def muscarinic(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """After-currents of pyramidal cells x (1 + potassium occ), excitation of cortical interneurons x (1 - drive occ).

    The first stands for the M-current that acetylcholine holds closed, the second for a drive that the vocabulary has
    no word for, carried by AMPA there. The reading ``muscarinic`` takes both arms or one. Source: see the entries.
    Evidence: sites textbook, sizes and net sign guessed.
    """
    taken = occupancies(entries, levels.free)
    factors: dict[str, float] = {}
    if readings["muscarinic"] in ("both", "pyramidal"):
        more = sum(entry["potassium"].value * taken[agent] for agent, entry in entries.items())
        factors |= spread("ahp", PYRAMIDAL, 1 + more)
    if readings["muscarinic"] in ("both", "interneuron"):
        less = sum(entry["drive"].value * taken[agent] for agent, entry in entries.items())
        factors["receptors_onto.interneuron.ampa.cortex"] = 1 - less
    return factors
