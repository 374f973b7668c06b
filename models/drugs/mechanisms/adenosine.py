"""Caffeine: adenosine no longer holds back the release of glutamate."""

from ..levels import Levels
from .cell_groups import CENTRAL, spread
from .occupancy import Entries, Readings, occupancies


def adenosine(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Release of central excitatory terminals x (1 + most H(C; half)) by block of A1 receptors.

    Source: textbook. Evidence: affinity textbook, the release that resting adenosine withholds guessed.
    """
    taken = occupancies(entries, levels.free)
    return spread("release", CENTRAL, 1 + sum(entry["most"].value * taken[agent] for agent, entry in entries.items()))
