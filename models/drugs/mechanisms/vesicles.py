"""SV2A ligands (levetiracetam, brivaracetam, piracetam): vesicles of busy terminals are refilled more slowly."""

from ..levels import Levels
from .cell_groups import CENTRAL, INHIBITORY, multiplied, spread
from .occupancy import Entries, Readings, occupancies, state


def vesicles(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Time constant of refilling x (1 + refill H); with the reading ``sv2a.pool`` also the pool x (1 - pool H).

    H is the shared occupancy of SV2A by what has been loaded into the terminal: excitatory terminals load over hours,
    inhibitory ones faster (slow states; a level set directly is taken as loaded). Single spikes are spared unless the
    pool itself shrinks. Inhibitory terminals of this model hold no pool: on them only ``sv2a.pool`` acts.
    Source: Meehan 2011, meehan2012, yang2007. Evidence: dependence on activity read, sizes guessed.
    """
    parts = []
    for kind, cells in (("loading_excitatory", CENTRAL), ("loading_inhibitory", INHIBITORY)):
        loaded = {agent: state(levels, agent, kind, levels.free.get(agent, 0.0)) for agent in entries}
        taken = occupancies(entries, loaded)
        slower = 1 + sum(entry["refill"].value * taken[agent] for agent, entry in entries.items())
        parts.append(spread("recovery", cells, 1 / slower))
        if readings["sv2a"] == "pool":
            smaller = 1 - sum(entry["pool"].value * taken[agent] for agent, entry in entries.items())
            parts.append(spread("release", cells, smaller))
    return multiplied(*parts)
