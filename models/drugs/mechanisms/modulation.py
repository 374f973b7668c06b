"""Drugs that raise or lower the gain of a receptor away from the agonist's site."""

from ..levels import Levels
from .combine import combined
from .occupancy import Entries, Readings, hill_of_entry


def modulation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise or lower the gain of AMPA, NMDA and glycine receptors.

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
    For every receptor, gain = 1 + most H(C; half, hill), where ``most`` is below 0 for a block. Agents multiply. It
    acts on AMPA (barbiturates, perampanel, piracetam in one reading), NMDA (valproate, methadone, ethanol) and glycine
    (ethanol, propofol in one reading). Evidence: see each entry of the table;
    ethanol is from lovinger1989.

    References
    ----------
    lovinger1989

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"perampanel": 0.1}))["receptors.ampa.all"] < 1
    True
    """
    return combined(
        *(
            {f"receptors.{receptor}.all": 1 + of["most"].value * hill_of_entry(levels.free.get(agent, 0.0), of)}
            for agent, entry in entries.items()
            for receptor, of in entry.items()
        )
    )
