"""Opioids, first rival mechanism: mu receptors on terminals and GIRK channels."""

from ..levels import Levels
from .cell_groups import CENTRAL, EXCITATORY, INHIBITORY
from .combine import combined, girk_factor, spread
from .occupancy import Entries, Readings, occupancy_by_agent, slow_states_named
from .readings import agonist_need


def mu_opioid(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lower release by class of terminal and open GIRK channels by the occupied mu receptors.

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
    With th each agonist's share of the occupied receptors (naloxone competes) and D the signalling that acute
    desensitisation has left, common to the receptor::

        release = 1 - sum(Imax th D)
        GIRK += sum(share of the leak x th D)

    Interneurons have the larger potassium current. In the reading ``opioid_patient.tolerant`` agonists need more.
    Whether the net effect excites is left to the network. ``opioid_mu.off`` turns the mechanism off. Evidence:
    inhibition of release by pathway was read (matsui2014), its place here and the size of the potassium current are
    guessed.

    References
    ----------
    matsui2014

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> found = factors_of(Levels(free={"morphine": 0.1}))
    >>> found["release.reticular_gabaergic"] < 1 < found["girk.pv"]
    True
    """
    taken = occupancy_by_agent("mu", levels, 1 / agonist_need(readings).get("mu", 1.0))
    left = min(slow_states_named(levels, "desensitisation"), default=1.0)
    signal = {agent: left * taken.get(agent, 0.0) for agent in entries}
    factors: dict[str, float] = {}
    for cell in dict.fromkeys(cell for entry in entries.values() for cell in entry["inhibitory"]):
        lost = sum(entry["inhibitory"][cell].value * signal[agent] for agent, entry in entries.items())
        factors[f"release.{cell}"] = 1 - lost
    lost = sum(entry["excitatory"].value * signal[agent] for agent, entry in entries.items())
    factors |= spread("release", EXCITATORY, 1 - lost)
    for cells, field in ((INHIBITORY, "girk_interneuron"), ((*CENTRAL, "motoneuron"), "girk_principal")):
        share = sum(entry[field].value * signal[agent] for agent, entry in entries.items())
        factors |= spread("girk", cells, girk_factor(share))
    return combined(factors)
