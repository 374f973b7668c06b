"""Drugs that bind inactivated sodium channels: less sodium current at the spike, which raises the threshold."""

from ..drug_tables import shared_numbers
from ..levels import Levels
from .cell_groups import SOMATIC
from .combine import combined
from .occupancy import Entries, Readings, hill_of_entry, in_micromolar

FAST = ("pv", "renshaw", "reticular_gabaergic", "spinal_gabaergic", "ia_interneuron")


def sodium(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the availability of sodium channels in every cell class.

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
    One drug per channel; K is the half concentration at inactivated channels and I their share::

        b = sum(I C / K) / (1 + sum(I C / K))
        availability = 1 - b

    This is the steady state of db/dt = kon C I (1 - b) - koff b. The network moves the threshold by -slope
    ln(availability), which is exact for an exponential spike. In the reading ``sodium_use.by_rate`` cells that fire
    fast have a larger I. Agents that are given as a plain Hill curve (``most``) multiply. The persistent current is
    spared. Evidence: that there is one site was read, K is from a textbook, I is guessed.

    References
    ----------
    kuo1998

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> round(factors_of(Levels(free={"phenytoin": 10.0}))["sodium.pt"], 3)
    0.833
    """
    share = shared_numbers("inactivated")
    inactivated = {a: entry for a, entry in entries.items() if "most" not in entry}
    plain = 1.0
    for agent, entry in entries.items():
        if "most" in entry:
            plain *= 1 - entry["most"].value * hill_of_entry(levels.free.get(agent, 0.0), entry)
    reach = sum(levels.free.get(agent, 0.0) / in_micromolar(entry["half"]) for agent, entry in inactivated.items())
    factors = {}
    for cell in SOMATIC:
        fast = readings["sodium_use"] == "by_rate" and cell in FAST
        bound = reach * share["fast" if fast else "rest"].value
        factors[f"sodium.{cell}"] = plain / (1 + bound)
    return combined(factors)
