"""Level of serotonin and its receptors under drugs: uptake, precursor, antagonists. Its effects are in
``models/membrane``."""

from ...condition.places import REGIONS
from ..levels import Levels
from .combine import combined, spread
from .occupancy import Entries, Readings, hill_of_entry, in_micromolar, occupancies, occupancy_by_agent, slow_state


def serotonin_uptake(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise the level of serotonin by block of its transporter.

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
    Level x (1 + sum(th (acute + chronic (1 - y)))), where th is the share of transporters that the agent blocks and y
    the signalling that autoreceptors have left (a slow state that falls over days). There is one transporter for all
    agents. Sources: the entries of the table. Evidence: occupancy and acute rise are from a textbook, the chronic rise
    too, with a wide range.

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> first, late = (Levels({"sertraline": 0.001}, {"sertraline.autoreceptor": left}) for left in (1.0, 0.2))
    >>> 1 < factors_of(first)["serotonin.spinal"] < factors_of(late)["serotonin.spinal"]
    True
    """
    taken = occupancies(entries, levels.free)
    raised = sum(
        taken[agent]
        * (entry["acute"].value + entry["chronic"].value * (1 - slow_state(levels, agent, "autoreceptor", 1.0)))
        for agent, entry in entries.items()
    )
    return spread("serotonin", REGIONS, 1 + raised)


def serotonin_level(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise or lower the level of serotonin by a precursor or, in two opposite readings, by clonazepam.

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
    Level x (1 + most H). H is the Hill function of the precursor (5-hydroxytryptophan); for clonazepam it is the
    occupancy of the benzodiazepine site. Sources: chadwick1975; Jenner 1986. Evidence: the direction was read, sizes
    are guessed.

    References
    ----------
    chadwick1975

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> raised = factors_of(Levels(free={"clonazepam": 0.02}), {"clonazepam_serotonin": "raised"})
    >>> raised["serotonin.spinal"] > 1
    True
    """
    site = occupancy_by_agent("benzodiazepine", levels)
    parts = []
    for agent, entry in entries.items():
        for change in entry.values():
            taken = hill_of_entry(levels.free.get(agent, 0.0), change) if "half" in change else site.get(agent, 0.0)
            parts.append(spread("serotonin", REGIONS, 1 + change["most"].value * taken))
    return combined(*parts)


def serotonin_block(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower the effect of 5-HT2 receptors by antagonists.

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
    Effect x 1 / (1 + sum(C / Ki)) of all antagonists at the receptor. Evidence: affinities were read (asenapine2010:
    clozapine, haloperidol) or are from a textbook.

    References
    ----------
    asenapine2010

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"cyproheptadine": 0.01}))["serotonin_2.spinal"] < 1
    True
    """
    reach = sum(levels.free.get(agent, 0.0) / in_micromolar(entry["half"]) for agent, entry in entries.items())
    return spread("serotonin_2", REGIONS, 1 / (1 + reach))
