"""Gain of a receptor that a drug raises or lowers away from the agonist's site."""

from ..levels import Levels
from .cell_groups import multiplied
from .occupancy import Entries, Readings, hill_of


def modulation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Gain = 1 + most H(C; half, hill) per receptor; ``most`` is below 0 for a block. Agents multiply.

    AMPA (barbiturates, perampanel, piracetam in one reading), NMDA (valproate, methadone, ethanol), glycine (ethanol,
    propofol in one reading). Source: lovinger1989 (ethanol). Evidence: see each entry.
    """
    return multiplied(
        *(
            {f"receptors.{receptor}.all": 1 + of["most"].value * hill_of(levels.free.get(agent, 0.0), of)}
            for agent, entry in entries.items()
            for receptor, of in entry.items()
        )
    )
