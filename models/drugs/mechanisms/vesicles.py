"""SV2A ligands (levetiracetam, brivaracetam, piracetam): the vesicles of busy terminals are refilled more slowly."""

from ..levels import Levels
from .cell_groups import CENTRAL, INHIBITORY
from .combine import combined, spread
from .occupancy import Entries, Readings, occupancies, slow_state


def vesicles(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Slow the recovery of vesicles by the occupancy of SV2A.

    Parameters
    ----------
    entries : Mapping[str, Mapping[str, Any]]
        What the table of every agent says of this mechanism, by agent.
    levels : Levels
        Free effect-site concentrations in uM and slow states of the drugs in the body.
    readings : Mapping[str, str]
        The chosen reading of every conflict of the literature (see ``READINGS``).

    Returns
    -------
    dict[str, float]
        Factors by factor key; 1 is healthy.

    Notes
    -----
    With H the shared occupancy of SV2A by what has been loaded into the terminal::

        time constant of refilling = 1 + refill H
        pool = 1 - pool H        (reading sv2a.pool only)

    Excitatory terminals load over hours, inhibitory ones faster (slow states); a level that is set directly is taken as
    loaded. Single spikes are spared unless the pool itself shrinks. Inhibitory terminals of this model hold no pool:
    only ``sv2a.pool`` acts on them. Sources: Meehan 2011 and those below. Evidence: dependence on activity was read,
    sizes are guessed.

    References
    ----------
    meehan2012, yang2007

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"levetiracetam": 100.0}))["recovery.l23"] < 1
    True
    """
    parts = []
    for kind, cells in (("loading_excitatory", CENTRAL), ("loading_inhibitory", INHIBITORY)):
        loaded = {agent: slow_state(levels, agent, kind, levels.free.get(agent, 0.0)) for agent in entries}
        taken = occupancies(entries, loaded)
        slower = 1 + sum(entry["refill"].value * taken[agent] for agent, entry in entries.items())
        parts.append(spread("recovery", cells, 1 / slower))
        if readings["sv2a"] == "pool":
            smaller = 1 - sum(entry["pool"].value * taken[agent] for agent, entry in entries.items())
            parts.append(spread("release", cells, smaller))
    return combined(*parts)
