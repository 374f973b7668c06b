"""Valproate: more GABA in every quantum, a day or two after the level."""

from ..levels import Levels
from .cell_groups import GABAERGIC
from .combine import combined, spread
from .occupancy import Entries, Readings, hill_of_entry, slow_state


def turnover(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise the release of GABAergic terminals by what a lagging concentration has made of GABA.

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
    Release x (1 + most H(C; half, hill)), where C lags behind the level (slow state). A level that is set directly is
    taken as having lasted. Source: Löscher 2002. Evidence: the direction was read, size and lag are guessed.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"valproate": 100.0}))["release.pv"] > 1
    True
    """
    parts = []
    for agent, entry in entries.items():
        lagging = slow_state(levels, agent, "turnover", levels.free.get(agent, 0.0))
        parts.append(spread("release", GABAERGIC, 1 + entry["most"].value * hill_of_entry(lagging, entry)))
    return combined(*parts)
