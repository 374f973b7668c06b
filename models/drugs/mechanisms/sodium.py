"""Drugs of inactivated sodium channels: less sodium current at the spike, which raises the threshold."""

from ..drug_tables import shared_numbers
from ..levels import Levels
from .cell_groups import SOMATIC, multiplied
from .occupancy import Entries, Readings, hill_of, micromolar

FAST = ("pv", "renshaw", "reticular_gabaergic", "spinal_gabaergic", "ia_interneuron")


def sodium(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Availability 1 - b, b = sum(I C/K) / (1 + sum(I C/K)): one drug per channel, K for inactivated channels.

    I is the inactivated share, the steady state of db/dt = kon C I (1 - b) - koff b. The network moves the threshold by
    -slope ln(availability), exact for an exponential spike. With the reading ``sodium_use.by_rate`` cells that fire
    fast have a larger I. Agents given as a plain Hill curve (``most``) multiply. The persistent current is spared.
    Source: kuo1998. Evidence: one site read, K textbook, I guessed.
    """
    share = shared_numbers("inactivated")
    inactivated = {a: entry for a, entry in entries.items() if "most" not in entry}
    plain = 1.0
    for agent, entry in entries.items():
        if "most" in entry:
            plain *= 1 - entry["most"].value * hill_of(levels.free.get(agent, 0.0), entry)
    reach = sum(levels.free.get(agent, 0.0) / micromolar(entry["half"]) for agent, entry in inactivated.items())
    factors = {}
    for cell in SOMATIC:
        fast = readings["sodium_use"] == "by_rate" and cell in FAST
        bound = reach * share["fast" if fast else "rest"].value
        factors[f"sodium.{cell}"] = plain / (1 + bound)
    return multiplied(factors)
