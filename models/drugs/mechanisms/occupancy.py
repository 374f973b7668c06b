"""How much of a site is occupied, and by whom: agents at one site compete, so that each takes a share of one
occupancy."""

from collections.abc import Mapping
from typing import Any

from ...parameters.sourced import Sourced
from ..drug_tables import kinetics_of
from ..levels import Levels

Entries = Mapping[str, Mapping[str, Any]]  # what each agent's table says of one mechanism
Readings = Mapping[str, str]  # the chosen reading of every conflict


def in_micromolar(number: Sourced) -> float:
    """Give a concentration of a table in uM.

    Parameters
    ----------
    number : Sourced
        A concentration.

    Returns
    -------
    float
        Concentration in uM.
    """
    return number.si * 1e3


def hill(level: float, half: float, power: float = 1.0) -> float:
    """Compute the Hill function H(C; K, h) = C^h / (C^h + K^h).

    Parameters
    ----------
    level : float
        Concentration C.
    half : float
        Concentration K of half effect, in the unit of ``level``.
    power : float, optional
        Hill coefficient h; 1 by default.

    Returns
    -------
    float
        Value from 0 to 1; 0 for a concentration that is not positive.

    References
    ----------
    hill1910

    Examples
    --------
    >>> hill(20, 20, 1.4)
    0.5
    """
    if level <= 0:
        return 0.0
    return 1 / (1 + (half / level) ** power)


def hill_of_entry(level: float, entry: Mapping[str, Any]) -> float:
    """Compute the Hill function with the numbers of a table entry.

    Parameters
    ----------
    level : float
        Concentration in uM.
    entry : Mapping[str, Any]
        Entry with ``half`` and, unless it is 1, ``hill``.

    Returns
    -------
    float
        Value from 0 to 1.
    """
    return hill(level, in_micromolar(entry["half"]), entry["hill"].value if "hill" in entry else 1.0)


def occupancies(entries: Entries, levels: Mapping[str, float]) -> dict[str, float]:
    """Compute the share of its site that each agent of a mechanism occupies.

    Parameters
    ----------
    entries : Mapping[str, Mapping[str, Any]]
        Entries by agent, with ``half``, ``hill`` (1 where it is absent) and ``site``. Agents are at one site if their
        entries name the same ``site``, or none.
    levels : Mapping[str, float]
        Concentrations in uM by agent; an absent agent has none.

    Returns
    -------
    dict[str, float]
        Occupancy from 0 to 1 by agent.

    Notes
    -----
    occupancy_i = x_i / (1 + sum of x_j over the site) with x = (C / half)^hill.
    """
    reach: dict[str, float] = {}
    total: dict[str, float] = {}
    for agent, entry in entries.items():
        power = entry["hill"].value if "hill" in entry else 1.0
        reach[agent] = (max(0.0, levels.get(agent, 0.0)) / in_micromolar(entry["half"])) ** power
        site = entry.get("site", "")
        total[site] = total.get(site, 0.0) + reach[agent]
    return {agent: reach[agent] / (1 + total[entry.get("site", "")]) for agent, entry in entries.items()}


def occupancy_by_agent(site: str, levels: Levels, sensitivity: float = 1.0) -> dict[str, float]:
    """Compute the efficacy-weighted occupancy of a site of the kinetic tables by each agent.

    Parameters
    ----------
    site : str
        Name of the site, such as ``benzodiazepine`` or ``mu``.
    levels : Levels
        Free effect-site concentrations in uM.
    sensitivity : float, optional
        Factor on the affinity of every agonist; 1 by default. It does not change that of an antagonist, whose efficacy
        is 0.

    Returns
    -------
    dict[str, float]
        Occupancy by agent, for the agents that bind to the site. Their sum is the occupancy of
        :func:`~disinhibition.models.drugs.kinetics.binding.occupancy`.

    Examples
    --------
    >>> round(occupancy_by_agent("benzodiazepine", Levels(free={"clonazepam": 0.02}))["clonazepam"], 3)
    0.5
    """
    reach: dict[str, float] = {}
    effect: dict[str, float] = {}
    for agent, level in levels.free.items():
        binding = kinetics_of(agent).get("binding", {}).get(site)
        if binding is not None:
            effect[agent] = binding["efficacy"].value
            reach[agent] = max(0.0, level) / in_micromolar(binding["half"]) * (sensitivity if effect[agent] else 1.0)
    whole = 1 + sum(reach.values())
    return {agent: effect[agent] * reach[agent] / whole for agent in reach}


def slow_state(levels: Levels, agent: str, name: str, naive: float) -> float:
    """Give a slow state of an agent.

    Parameters
    ----------
    levels : Levels
        Slow states of the drugs in the body.
    agent : str
        Name of the agent.
    name : str
        Name of the state.
    naive : float
        Its value in a naive patient.

    Returns
    -------
    float
        The state, or ``naive`` where it is absent.
    """
    return levels.states.get(f"{agent}.{name}", naive)


def slow_states_named(levels: Levels, name: str) -> list[float]:
    """Give the slow states of one name of all agents.

    Parameters
    ----------
    levels : Levels
        Slow states of the drugs in the body.
    name : str
        Name of the state.

    Returns
    -------
    list[float]
        Its values, one an agent.
    """
    return [value for key, value in levels.states.items() if key.rpartition(".")[2] == name]
