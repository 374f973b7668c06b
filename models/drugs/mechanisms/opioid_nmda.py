"""Opioids, third rival mechanism: the 3-glucuronides raise NMDA currents indirectly."""

from ..levels import Levels
from .occupancy import Entries, Readings, occupancies


def opioid_nmda(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """NMDA x (1 + most H(C; half)). Off unless ``opioid_nmda.on``.

    Source: see the entries. Evidence: guess, from no effect to half as much again.
    """
    taken = occupancies(entries, levels.free)
    return {"receptors.nmda.all": 1 + sum(entry["most"].value * taken[agent] for agent, entry in entries.items())}
