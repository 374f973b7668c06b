"""Opioids, third rival mechanism: the 3-glucuronides raise NMDA currents indirectly; off by default."""

from ..levels import Levels
from .occupancy import Entries, Readings, occupancies


def opioid_nmda(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise the gain of NMDA receptors by 3-glucuronides.

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
    NMDA x (1 + most H(C; half)). The mechanism acts in the reading ``opioid_nmda.on`` only. Sources: the entries of the
    table. Evidence: guess, from no effect to half as much again.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"m3g": 1.0}), {"opioid_nmda": "on"})["receptors.nmda.all"] > 1
    True
    """
    taken = occupancies(entries, levels.free)
    return {"receptors.nmda.all": 1 + sum(entry["most"].value * taken[agent] for agent, entry in entries.items())}
