"""Baclofen: GABA-B on Ia terminals at low levels, GIRK channels at higher ones."""

from ..levels import Levels
from .cell_groups import SOMATIC, multiplied, opened, spread
from .occupancy import Entries, Readings, hill_of


def gaba_b(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Ia release x (1 - most H(C; half, hill)); GIRK + share of the leak x H; persistent inward in one reading.

    Source: li2004. Evidence: order of the two read, sizes guessed. ``baclofen_inward`` takes the
    persistent inward current as raised (chronic spinal rats) or lowered (acute ones).
    """
    parts = []
    for agent, entry in entries.items():
        level = levels.free.get(agent, 0.0)
        parts.append({"afferent.ia": 1 - entry["terminal"]["most"].value * hill_of(level, entry["terminal"])})
        share = entry["girk"]["leak"].value * hill_of(level, entry["girk"])
        parts.append(spread("girk", SOMATIC, opened(share)))
        for name in ("inward_raised", "inward_lowered"):
            if name in entry:
                parts.append({"persistent_inward": 1 + entry[name]["most"].value * hill_of(level, entry[name])})
    return multiplied(*parts)
