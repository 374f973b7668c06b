"""Benzodiazepines: GABA binds more tightly, which has a ceiling; synaptic GABA-A only, never glycine."""

from ..levels import Levels
from .occupancy import Entries, Readings, bound, states
from .phasic import Phasic, phasic


def coupling(levels: Levels) -> float:
    """Coupling of the benzodiazepine site that tolerance has left: 1 in a naive patient.

    The state of the site is common to all who bind there; the smallest is the one that was followed longest.
    """
    return min(states(levels, "tolerance"), default=1.0)


def affinity_shift(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Size x (1 + size E), decay x (1 + duration E), E = coupling x occupancy x sensitive share of the synapses.

    Occupancy is that of the site by all agents, flumazenil competing. Source: ceiling of about twice
    the charge (riley1983), no effect on glycine (leah1983). Evidence: ceiling read; shares and sizes guessed.
    """
    occupied = bound("benzodiazepine", levels)
    left = coupling(levels)
    parts: list[Phasic] = []
    for agent, entry in entries.items():
        effect = left * occupied.get(agent, 0.0)
        parts.append(
            {
                (region, target): (
                    entry["size"].value * effect * share.value,
                    entry["duration"].value * effect * share.value,
                )
                for region, targets in entry["sensitive"].items()
                for target, share in targets.items()
            }
        )
    # One site: what each agent adds is summed, not multiplied
    summed = {place: tuple(sum(part.get(place, (0.0, 0.0))[i] for part in parts) for i in (0, 1)) for place in parts[0]}
    return phasic({place: (1 + size, 1 + duration) for place, (size, duration) in summed.items()})
