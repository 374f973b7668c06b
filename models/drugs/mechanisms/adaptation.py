"""Adaptation of the network to weeks of a benzodiazepine; it is unmasked when the drug goes (rebound)."""

from ..levels import Levels
from .combine import spread
from .occupancy import Entries, Readings, slow_state


def adaptation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Weaken GABA-A and strengthen AMPA and NMDA receptors as far as the network has adapted to a benzodiazepine.

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
    With rho the slow state ``adaptation``, which follows the occupancy of the site::

        synaptic GABA-A = 1 - inhibition rho
        AMPA, NMDA = 1 + excitation rho

    There is one adaptation for the site: that of the agent for which it has gone furthest. The ranges of the two sizes
    reach from half of the benefit kept to all of it lost. Source: Vinkers and Olivier 2012. Evidence: the mechanism was
    read, its sizes are guessed.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> withdrawal = Levels(free={"clonazepam": 0.0}, states={"clonazepam.adaptation": 0.5})
    >>> round(factors_of(withdrawal)["receptors.gaba_a.all"], 3)
    0.95
    """
    rho, entry = max(
        ((slow_state(levels, agent, "adaptation", 0.0), entry) for agent, entry in entries.items()),
        key=lambda pair: pair[0],
    )
    excited = 1 + entry["excitation"].value * rho
    return {"receptors.gaba_a.all": 1 - entry["inhibition"].value * rho} | spread(
        "receptors", ("ampa.all", "nmda.all"), excited
    )
