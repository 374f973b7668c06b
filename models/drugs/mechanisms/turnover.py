"""Valproate: more GABA in every quantum, a day or two after the level."""

from ..levels import Levels
from .cell_groups import GABAERGIC, multiplied, spread
from .occupancy import Entries, Readings, hill_of, state


def turnover(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Release of GABAergic terminals x (1 + most H(C; half, hill)), C lagging behind the level (slow state).

    A level set directly is taken as having lasted. Source: Löscher 2002. Evidence: direction read,
    size and lag guessed.
    """
    parts = []
    for agent, entry in entries.items():
        lagging = state(levels, agent, "turnover", levels.free.get(agent, 0.0))
        parts.append(spread("release", GABAERGIC, 1 + entry["most"].value * hill_of(lagging, entry)))
    return multiplied(*parts)
