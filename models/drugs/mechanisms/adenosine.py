"""Caffeine: adenosine no longer holds back the release of glutamate."""

from ..levels import Levels
from .cell_groups import CENTRAL
from .combine import spread
from .occupancy import Entries, Readings, occupancies


def adenosine(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise the release of central excitatory terminals by block of A1 receptors.

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
    Release x (1 + most H(C; half)). Source: textbook. Evidence: the affinity is from a textbook, the release that
    adenosine withholds at rest is guessed.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"caffeine": 50.0}))["release.pt"] > 1
    True
    """
    taken = occupancies(entries, levels.free)
    return spread("release", CENTRAL, 1 + sum(entry["most"].value * taken[agent] for agent, entry in entries.items()))
