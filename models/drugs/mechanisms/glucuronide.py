"""Opioids, second rival mechanism: the 3-glucuronides suppress inhibitory transmission without mu receptors."""

from ..levels import Levels
from .cell_groups import INHIBITORY
from .combine import spread
from .occupancy import Entries, Readings, in_micromolar


def glucuronide(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the release of GABA and glycine by 3-glucuronides; naloxone does not restore it.

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
    Release x 1 / (1 + sum(C / IC50)), with C in cerebrospinal fluid. In the reading ``glucuronide_site.receptor`` the
    receptors lose that instead of the terminals. ``opioid_glucuronide.off`` turns the mechanism off. Norpethidine takes
    the same form, always at the receptors (its entry in the table). Evidence: the IC50 is a prior over two orders of
    magnitude; in rodents the excitation was read, its receptor is unknown.

    References
    ----------
    gabel2022

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> round(factors_of(Levels(free={"m3g": 7.0}))["release.pv"], 3)
    0.5
    """
    reach = sum(levels.free.get(agent, 0.0) / in_micromolar(entry["half"]) for agent, entry in entries.items())
    if readings["glucuronide_site"] == "receptor":
        return spread("receptors", ("gaba_a.all", "glycine.all"), 1 / (1 + reach))
    return spread("release", INHIBITORY, 1 / (1 + reach))
