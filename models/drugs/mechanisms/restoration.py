"""Corticotropin: what a disease has taken from inhibition comes back over weeks. No effect on a healthy network."""

from collections.abc import Mapping

from ...condition.vocabulary import factors as known_factors
from ..drug_tables import mechanisms_of
from ..levels import Levels
from .occupancy import state

INHIBITION = ("gaba_a", "gaba_b", "glycine")


def restored(disease: Mapping[str, float], levels: Levels) -> dict[str, float]:
    """The gains of inhibitory receptors that a form has lowered, moved towards healthy: f + most r (1 - f).

    r is the slow state ``restoration`` of the agents that have this mechanism. It stands for the immune action of
    hormonal treatment and never acts on what a user or another drug has set. Source: Tate 2012.
    Evidence: weeks read, form guessed.
    """
    agents = dict.fromkeys((*levels.free, *(name.partition(".")[0] for name in levels.states)))
    kept = 1.0
    for agent in agents:
        entry = mechanisms_of(agent).get("restoration")
        if entry is not None:
            kept *= 1 - entry["most"].value * state(levels, agent, "restoration", 0.0)
    result = dict(disease)
    if kept == 1:
        return result
    known = known_factors()
    for word, value in disease.items():
        healthy = known[word].healthy
        if word.startswith("receptors") and set(word.split(".")) & set(INHIBITION) and value < healthy:
            result[word] = healthy - kept * (healthy - value)
    return result
