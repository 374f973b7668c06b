"""Benzodiazepines: GABA binds more tightly, which has a ceiling. They act on GABA-A synapses only, never on glycine."""

from ..levels import Levels
from .occupancy import Entries, Readings, occupancy_by_agent, slow_states_named
from .synaptic_gaba_a import SynapticChanges, synaptic_factors


def coupling(levels: Levels) -> float:
    """Give the coupling of the benzodiazepine site that tolerance has left.

    Parameters
    ----------
    levels : Levels
        Free effect-site concentrations in uM and slow states.

    Returns
    -------
    float
        Coupling from 0 to 1; 1 in a naive patient. The state of the site is common to all agents that bind there, and
        the smallest is the one that was followed longest.

    Examples
    --------
    >>> coupling(Levels(states={"clonazepam.tolerance": 0.6}))
    0.6
    """
    return min(slow_states_named(levels, "tolerance"), default=1.0)


def affinity_shift(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Enlarge and lengthen synaptic GABA-A currents by the occupancy of the benzodiazepine site.

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
    For every region and target, with E = coupling x occupancy x sensitive share of the synapses::

        size = 1 + size E
        decay = 1 + duration E

    The occupancy is that of the site by all agents; flumazenil competes. Evidence: the ceiling of about twice the
    charge (riley1983) and the lack of an effect on glycine (leah1983) were read; shares and sizes are guessed.

    References
    ----------
    riley1983, leah1983

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> round(factors_of(Levels(free={"clonazepam": 0.02}))["decay.gaba_a.cortex"], 3)
    1.27
    """
    occupied = occupancy_by_agent("benzodiazepine", levels)
    left = coupling(levels)
    parts: list[SynapticChanges] = []
    for agent, entry in entries.items():
        effect = left * occupied.get(agent, 0.0)
        parts.append(
            {
                (region, target): (
                    entry["size"].value * effect * share.value,
                    entry["duration"].value * effect * share.value,
                )
                for region, targets in entry["sensitive"].items()
                for target, share in targets.items()
            }
        )
    # One site: what each agent adds is summed, not multiplied
    summed = {
        synapse: tuple(sum(part.get(synapse, (0.0, 0.0))[i] for part in parts) for i in (0, 1)) for synapse in parts[0]
    }
    return synaptic_factors({synapse: (1 + size, 1 + duration) for synapse, (size, duration) in summed.items()})
