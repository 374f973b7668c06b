"""Gabapentinoids: less calcium, so less release, at excitatory terminals."""

from ...condition.vocabulary import REGIONS
from ..levels import Levels
from .cell_groups import EXCITATORY, spread
from .occupancy import Entries, Readings, occupancies, state


def calcium(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Release of excitatory terminals x (1 - most H(C; half)), C what was loaded over hours.

    With the reading ``gabapentinoid.interneurons`` the loss onto inhibitory cells is twice that (the hypothesis for
    worsening), carried by AMPA and NMDA there. Source: see the entries. Evidence: direction textbook, sizes
    guessed, the reading a hypothesis.
    """
    loaded = {agent: state(levels, agent, "loading", levels.free.get(agent, 0.0)) for agent in entries}
    taken = occupancies(entries, loaded)
    lost = sum(entry["most"].value * taken[agent] for agent, entry in entries.items())
    factors = spread("release", EXCITATORY, 1 - lost)
    if readings["gabapentinoid"] == "interneurons":
        onto = (1 - 2 * lost) / (1 - lost)
        for receptor in ("ampa", "nmda"):
            factors |= spread(f"receptors_onto.interneuron.{receptor}", REGIONS, onto)
    return factors
