"""Corticotropin: what a disease has taken from inhibition comes back over weeks. A healthy network does not change."""

from collections.abc import Mapping

from ...condition.vocabulary import factor_of
from ..drug_tables import mechanisms_of
from ..levels import Levels
from .occupancy import slow_state

INHIBITION = ("gaba_a", "gaba_b", "glycine")


def restored(disease: Mapping[str, float], levels: Levels) -> dict[str, float]:
    """Move the gains of inhibitory receptors that a disease has lowered towards health.

    Parameters
    ----------
    disease : Mapping[str, float]
        Factors of the disease by factor key.
    levels : Levels
        Slow states of the drugs in the body.

    Returns
    -------
    dict[str, float]
        Factors of the disease under treatment, by factor key.

    Notes
    -----
    gain = f + most r (1 - f) for a lowered gain f, where r is the slow state ``restoration`` of the agents that have
    this mechanism. It stands for the immune action of hormonal treatment and never acts on what a user or another drug
    has set. Evidence: the weeks were read, the form is guessed.

    References
    ----------
    tate2012

    Examples
    --------
    >>> late = Levels(states={"corticotropin.restoration": 1.0})
    >>> round(restored({"receptors.gaba_a.cortex": 0.2}, late)["receptors.gaba_a.cortex"], 3)
    0.72
    """
    agents = dict.fromkeys((*levels.free, *(name.partition(".")[0] for name in levels.states)))
    kept = 1.0
    for agent in agents:
        entry = mechanisms_of(agent).get("restoration")
        if entry is not None:
            kept *= 1 - entry["most"].value * slow_state(levels, agent, "restoration", 0.0)
    result = dict(disease)
    if kept == 1:
        return result
    for key, value in disease.items():
        factor = factor_of(key)
        assert factor is not None, "a condition is checked before it is treated"
        healthy = factor.healthy
        if key.startswith("receptors") and set(key.split(".")) & set(INHIBITION) and value < healthy:
            result[key] = healthy - kept * (healthy - value)
    return result
