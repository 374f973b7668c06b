"""Tonic GABA-A current: potentiated by a shift of affinity, opened directly by anaesthetics."""

from collections.abc import Mapping
from typing import Any

from ...condition.places import REGIONS
from ..drug_tables import shared_numbers
from ..levels import Levels
from .affinity_shift import coupling
from .occupancy import Entries, Readings, hill_of_entry, in_micromolar, occupancies, occupancy_by_agent
from .prolongation import arrival


def tonic(entries: Entries, levels: Levels, readings: Readings) -> dict[str, float]:
    """Raise the tonic GABA-A conductance of every region.

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
    ::

        g / g0 = min(cap, prod over sites(1 + share (r(S) - 1))) + sum(direct H(C; direct half))
        r(S) = (1 + (EC50 / a)^n) / (1 + (EC50 / (S a))^n)

    Here a is the ambient GABA and S = 1 + shift x occupancy. ``share`` is the part of the tonic receptors that is
    sensitive, ``weights`` scale an agent by region. Evidence: shifts and direct half concentrations of etomidate and
    phenobarbital were read; ambient GABA, shares, cap and the size of direct opening are guessed.

    References
    ----------
    mathers2007, stewart2011

    Examples
    --------
    >>> from disinhibition.models.drugs.mechanisms import factors_of
    >>> factors_of(Levels(free={"etomidate": 0.3}))["receptors.gaba_a_tonic.cortex"] > 1
    True
    """
    pool = shared_numbers("tonic")
    site = occupancy_by_agent("benzodiazepine", levels)
    left = coupling(levels)
    factors = {}
    for region in REGIONS:
        here = {a: levels.free.get(a, 0.0) * arrival(e, region, readings) for a, e in entries.items()}
        shifting = {a: entry for a, entry in entries.items() if "shift" in entry}
        alone = {a: entry["shift"] for a, entry in shifting.items() if "half" in entry["shift"]}
        taken = occupancies(alone, here) | {a: left * value for a, value in site.items() if a not in alone}
        potentiated = 1.0
        for agents in _by_site(shifting).values():
            potentiated *= _potentiated(agents, taken, region, pool)
        opened = sum(
            _weight(entry, region) * entry["direct"]["most"].value * hill_of_entry(here[agent], entry["direct"])
            for agent, entry in entries.items()
            if "direct" in entry
        )
        factors[f"receptors.gaba_a_tonic.{region}"] = min(pool["cap"].value, potentiated) + opened
    return factors


def _by_site(entries: Entries) -> dict[str, Entries]:
    sites: dict[str, dict[str, Any]] = {}
    for agent, entry in entries.items():
        # A shift without half concentration goes by the benzodiazepine site
        name = entry["shift"]["site"] if "half" in entry["shift"] else "benzodiazepine"
        sites.setdefault(name, {})[agent] = entry
    return dict(sites)


def _potentiated(agents: Entries, taken: Mapping[str, float], region: str, pool: Any) -> float:
    """Gain by the agents of one site: their shifts add up, and the sensitive share is that of who binds."""
    held = {agent: taken.get(agent, 0.0) for agent in agents}
    whole = sum(held.values())
    if not whole:
        return 1.0
    shift = 1 + sum(entry["shift"]["most"].value * held[agent] for agent, entry in agents.items())
    share = sum(_weight(e, region) * e["share"].value * held[agent] for agent, e in agents.items()) / whole
    return 1 + share * (_response(shift, pool) - 1)


def _weight(entry: Any, region: str) -> float:
    return float(entry["weights"][region].value) if region in entry.get("weights", {}) else 1.0


def _response(shift: float, pool: Any) -> float:
    ratio = in_micromolar(pool["half"]) / in_micromolar(pool["ambient"])
    power = pool["hill"].value
    return float((1 + ratio**power) / (1 + (ratio / shift) ** power))
