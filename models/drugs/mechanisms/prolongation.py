"""Barbiturates, propofol, etomidate and neurosteroids: the GABA-A channel stays open longer."""

from typing import Any

from ..levels import Levels
from .combine import combined
from .occupancy import Entries, Readings, hill, hill_of_entry, in_micromolar, occupancies
from .synaptic_gaba_a import synaptic_factors

BLOCK = 10  # concentration, in halves of the prolongation, that blocks half of what can be blocked


def prolongation(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Lengthen synaptic GABA-A currents and, at high concentrations, block them.

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
    For every region and target, with w the weight of the target::

        decay = 1 + most w H(C; half, hill)
        size = 1 - block H(C; 10 half)

    Agents of one ``site`` share its occupancy; different sites multiply (a barbiturate and propofol). ``slow`` is the
    same for slow GABA-A synapses, relative to fast ones onto pyramidal cells. In the reading ``arrival.regional`` the
    concentration in a region is its ``arrival`` share of the level. Evidence: half concentrations of barbiturates
    (mathers2007) and weights by class of synapse (koyanagi2014) were read, all maxima are guessed.

    References
    ----------
    mathers2007, koyanagi2014

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> round(factors_of(Levels(free={"phenobarbital": 144.0}))["decay.gaba_a.cortex"], 3)
    1.75
    """
    regions = dict.fromkeys(region for entry in entries.values() for region in entry["weights"])
    factors: dict[str, float] = {}
    for region in regions:
        arrived = {
            agent: levels.free.get(agent, 0.0) * arrival(entry, region, readings) for agent, entry in entries.items()
        }
        parts = []
        for site in dict.fromkeys(entry["site"] for entry in entries.values()):
            here = {agent: entry for agent, entry in entries.items() if entry["site"] == site}
            parts.append(_at_site(here, region, arrived))
        factors |= combined(*parts)
    slow = [_slow(entry, levels.free.get(agent, 0.0)) for agent, entry in entries.items() if "slow" in entry]
    return combined(factors, *slow)


def arrival(entry: Any, region: str, readings: Readings) -> float:
    """Give the share of the level that has reached a region.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry of the agent; ``arrival`` gives shares by region.
    region : str
        Name of the region.
    readings : Mapping[str, str]
        The chosen reading of every conflict.

    Returns
    -------
    float
        The share; 1 unless the reading is ``arrival.regional``, in which regions are reached one after another.
    """
    if readings["arrival"] == "even":
        return 1.0
    return float(entry["arrival"][region].value) if region in entry.get("arrival", {}) else 1.0


def _at_site(entries: Entries, region: str, arrived: dict[str, float]) -> dict[str, float]:
    taken = occupancies(entries, arrived)
    size = 1.0
    for agent, entry in entries.items():
        size *= 1 - entry["block"].value * hill(arrived[agent], BLOCK * in_micromolar(entry["half"]))
    targets = dict.fromkeys(target for entry in entries.values() for target in entry["weights"].get(region, {}))
    changes = {}
    for target in targets:
        weights = {agent: entry["weights"].get(region, {}).get(target) for agent, entry in entries.items()}
        longer = sum(entries[a]["most"].value * taken[a] * w.value for a, w in weights.items() if w is not None)
        changes[region, target] = (size, 1 + longer)
    return synaptic_factors(changes)


def _slow(entry: Any, level: float) -> dict[str, float]:
    fast = 1 + entry["most"].value * hill_of_entry(level, entry)
    slow = 1 + entry["slow"]["most"].value * hill_of_entry(level, entry["slow"])
    return {"receptors_from.slow.gaba_a": slow / fast}
