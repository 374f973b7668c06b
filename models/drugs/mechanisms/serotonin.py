"""Level of serotonin and its receptors: uptake, precursor, antagonists. What the level does is in the model itself."""

from ...condition.vocabulary import REGIONS
from ..levels import Levels
from .cell_groups import multiplied, spread
from .occupancy import Entries, Readings, bound, hill_of, micromolar, occupancies, state


def serotonin_uptake(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Level x (1 + sum th (acute + chronic (1 - y))), th the share of transporters blocked, y autoreceptors left.

    One transporter for all agents; y falls over days (slow state). Source: see the entries. Evidence: occupancy and
    acute rise textbook, chronic rise textbook with a wide range.
    """
    taken = occupancies(entries, levels.free)
    raised = sum(
        taken[agent] * (entry["acute"].value + entry["chronic"].value * (1 - state(levels, agent, "autoreceptor", 1.0)))
        for agent, entry in entries.items()
    )
    return spread("serotonin", REGIONS, 1 + raised)


def serotonin_level(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Level x (1 + most H): a precursor (5-hydroxytryptophan), and clonazepam in two opposite readings.

    Clonazepam goes by its occupancy of the benzodiazepine site. Source: Chadwick 1975,
    Jenner 1986. Evidence: direction read, sizes guessed.
    """
    site = bound("benzodiazepine", levels)
    parts = []
    for agent, entry in entries.items():
        for change in entry.values():
            taken = hill_of(levels.free.get(agent, 0.0), change) if "half" in change else site.get(agent, 0.0)
            parts.append(spread("serotonin", REGIONS, 1 + change["most"].value * taken))
    return multiplied(*parts)


def serotonin_block(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """5-HT2 effect x 1 / (1 + sum C / Ki) of all antagonists at the receptor.

    Source: asenapine2010 (clozapine, haloperidol). Evidence: affinities read or textbook.
    """
    reach = sum(levels.free.get(agent, 0.0) / micromolar(entry["half"]) for agent, entry in entries.items())
    return spread("serotonin_2", REGIONS, 1 / (1 + reach))
