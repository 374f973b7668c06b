"""Gabapentinoids: less calcium enters excitatory terminals, which therefore release less."""

from ...condition.places import REGIONS
from ..levels import Levels
from .cell_groups import EXCITATORY
from .combine import spread
from .occupancy import Entries, Readings, occupancies, slow_state


def calcium(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the release of excitatory terminals by what was loaded of a gabapentinoid over hours.

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
    Release x (1 - most H(C; half)), where C is the slow state ``loading``. In the reading
    ``gabapentinoid.interneurons`` the loss onto inhibitory cells is twice that (the hypothesis for worsening); AMPA and
    NMDA of these cells carry it. Sources: the entries of the table. Evidence: the direction is from a textbook, sizes
    are guessed, the reading is a hypothesis.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"gabapentin": 30.0}))["release.pt"] < 1
    True
    """
    loaded = {agent: slow_state(levels, agent, "loading", levels.free.get(agent, 0.0)) for agent in entries}
    taken = occupancies(entries, loaded)
    lost = sum(entry["most"].value * taken[agent] for agent, entry in entries.items())
    factors = spread("release", EXCITATORY, 1 - lost)
    if readings["gabapentinoid"] == "interneurons":
        onto = (1 - 2 * lost) / (1 - lost)
        for receptor in ("ampa", "nmda"):
            factors |= spread(f"receptors_onto.interneuron.{receptor}", REGIONS, onto)
    return factors
