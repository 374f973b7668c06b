"""Baclofen: GABA-B receptors on Ia terminals at low levels, GIRK channels at higher ones."""

from ..levels import Levels
from .cell_groups import SOMATIC
from .combine import combined, girk_factor, spread
from .occupancy import Entries, Readings, hill_of_entry


def gaba_b(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the release of Ia terminals and open GIRK channels by baclofen.

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
    With H the Hill function of each site::

        Ia release = 1 - most H(C; half, hill)
        GIRK += share of the leak x H(C; half, hill)

    The reading ``baclofen_inward`` takes the persistent inward current as raised (chronic spinal rats) or lowered
    (acute ones); by default it does not change. Evidence: the order of the two sites was read, their sizes are guessed.

    References
    ----------
    li2004

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> found = factors_of(Levels(free={"baclofen": 1.0}))
    >>> found["afferent.ia"] < 1 < found["girk.motoneuron"]
    True
    """
    parts = []
    for agent, entry in entries.items():
        level = levels.free.get(agent, 0.0)
        parts.append({"afferent.ia": 1 - entry["terminal"]["most"].value * hill_of_entry(level, entry["terminal"])})
        share = entry["girk"]["leak"].value * hill_of_entry(level, entry["girk"])
        parts.append(spread("girk", SOMATIC, girk_factor(share)))
        for name in ("inward_raised", "inward_lowered"):
            if name in entry:
                parts.append({"persistent_inward": 1 + entry[name]["most"].value * hill_of_entry(level, entry[name])})
    return combined(*parts)
