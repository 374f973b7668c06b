"""How much of a site is occupied, and by whom: agents at one site compete, so each takes its share of one occupancy."""

from collections.abc import Mapping
from typing import Any

from ...parameters.sourced import Sourced
from ..drug_tables import kinetics_of
from ..levels import Levels

Entries = Mapping[str, Mapping[str, Any]]  # what each agent's table says of one mechanism
Readings = Mapping[str, str]  # the chosen reading of every conflict


def micromolar(number: Sourced) -> float:
    """A concentration of a table in uM."""
    return number.si * 1e3


def hill(level: float, half: float, power: float = 1.0) -> float:
    """H(C; K, h) = C^h / (C^h + K^h), from 0 to 1.

    >>> hill(20, 20, 1.4)
    0.5
    """
    if level <= 0:
        return 0.0
    return 1 / (1 + (half / level) ** power)


def hill_of(level: float, entry: Mapping[str, Any]) -> float:
    """The same with ``half`` and ``hill`` (1 if absent) of an entry; ``level`` in uM."""
    return hill(level, micromolar(entry["half"]), entry["hill"].value if "hill" in entry else 1.0)


def occupancies(entries: Entries, levels: Mapping[str, float]) -> dict[str, float]:
    """Share of its site that each agent occupies, x_i / (1 + sum x_j over its site), x = (C / half)^hill.

    Agents are at one site if their entries name one ``site``, or none. ``levels`` in uM by agent; absent is none.
    """
    reach: dict[str, float] = {}
    total: dict[str, float] = {}
    for agent, entry in entries.items():
        power = entry["hill"].value if "hill" in entry else 1.0
        reach[agent] = (max(0.0, levels.get(agent, 0.0)) / micromolar(entry["half"])) ** power
        site = entry.get("site", "")
        total[site] = total.get(site, 0.0) + reach[agent]
    return {agent: reach[agent] / (1 + total[entry.get("site", "")]) for agent, entry in entries.items()}


def bound(site: str, levels: Levels, sensitivity: float = 1.0) -> dict[str, float]:
    """Efficacy-weighted occupancy of a site of the kinetic tables by each agent: the parts of ``binding.occupancy``.

    ``sensitivity`` multiplies the affinity of every agonist (not of an antagonist, whose efficacy is 0).
    """
    reach: dict[str, float] = {}
    effect: dict[str, float] = {}
    for agent, level in levels.free.items():
        binding = kinetics_of(agent).get("binding", {}).get(site)
        if binding is not None:
            effect[agent] = binding["efficacy"].value
            reach[agent] = max(0.0, level) / micromolar(binding["half"]) * (sensitivity if effect[agent] else 1.0)
    whole = 1 + sum(reach.values())
    return {agent: effect[agent] * reach[agent] / whole for agent in reach}


def state(levels: Levels, agent: str, name: str, naive: float) -> float:
    """A slow state of an agent, or what it is in a naive patient."""
    return levels.states.get(f"{agent}.{name}", naive)


def states(levels: Levels, name: str) -> list[float]:
    """The slow states of one name of all agents."""
    return [value for key, value in levels.states.items() if key.rpartition(".")[2] == name]
