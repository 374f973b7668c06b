"""What the network does against weeks of a benzodiazepine; unmasked when the drug goes: rebound."""

from ..levels import Levels
from .cell_groups import spread
from .occupancy import Entries, Readings, state


def adaptation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Synaptic GABA-A x (1 - inhibition rho), AMPA and NMDA x (1 + excitation rho), rho following the occupancy.

    One adaptation for the site: the furthest of the agents'. The ranges reach from half the benefit kept to all lost.
    Source: Vinkers and Olivier 2012. Evidence: mechanism read, sizes guessed.
    """
    rho, entry = max(
        ((state(levels, agent, "adaptation", 0.0), entry) for agent, entry in entries.items()), key=lambda pair: pair[0]
    )
    excited = 1 + entry["excitation"].value * rho
    return {"receptors.gaba_a.all": 1 - entry["inhibition"].value * rho} | spread(
        "receptors", ("ampa.all", "nmda.all"), excited
    )
