"""Slow states: what a drug changes over hours to weeks, beside its concentration.

Each state y of an agent follows dy/dt = (target - y) / tau, tau being ``falling`` or ``rising`` as y falls or rises.
``th`` is the occupancy of the state's site by all agents that bind there, or C / (C + half) of the agent itself.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from ..drug_tables import kinetics_of
from .binding import occupancy


def uncoupling(occupied: np.ndarray, words: Mapping[str, Any]) -> np.ndarray:
    """Coupling of benzodiazepine sites: 1 - depth th / (th + threshold); 1 in a naive patient."""
    threshold = words["threshold"].value
    return np.asarray(1 - words["depth"].value * occupied / (occupied + threshold))


def desensitisation(occupied: np.ndarray, words: Mapping[str, Any]) -> np.ndarray:
    """Signalling left of a receptor that is driven: 1 - depth th; 1 in a naive patient."""
    return np.asarray(1 - words["depth"].value * occupied)


def following(occupied: np.ndarray, words: Mapping[str, Any]) -> np.ndarray:
    """Adaptation or effect that follows the occupancy itself: th; 0 in a naive patient."""
    return occupied


# ``lagging`` follows the free concentration in uM instead of an occupancy
LAWS: Mapping[str, Callable[[np.ndarray, Mapping[str, Any]], np.ndarray]] = MappingProxyType(
    {"uncoupling": uncoupling, "desensitisation": desensitisation, "following": following, "lagging": following}
)


def slow_states(
    stops: np.ndarray, free: Mapping[str, np.ndarray], needed: Mapping[str, float] = MappingProxyType({})
) -> dict[str, np.ndarray]:
    """Every slow state of the agents in ``free`` as ``agent.state`` (time,), from a naive patient at the first stop.

    ``free``: free effect-site concentrations in uM at ascending ``stops`` in s, close enough to be joined by lines.
    ``needed``: by site, how many times the level of the tables its agonists need.
    """
    found = {}
    for agent in free:
        for name, words in kinetics_of(agent).get("states", {}).items():
            if words["law"] == "lagging":
                drive = free[agent]
            elif "site" in words:
                drive = occupancy(words["site"], free, needed.get(words["site"], 1.0))
            else:
                drive = free[agent] / (free[agent] + words["half"].si * 1e3)
            law = LAWS[words["law"]]
            naive = float(law(np.zeros(()), words))
            found[f"{agent}.{name}"] = _follow(stops, law(drive, words), naive, words["falling"].si, words["rising"].si)
    return found


def _follow(stops: np.ndarray, target: np.ndarray, value: float, falling: float, rising: float) -> np.ndarray:
    """Exact solution of the first-order law for a target that is linear between stops."""
    steps = np.diff(stops)
    ways = [(target[:-1] + target[1:]) / 2]
    for tau in (falling, rising):
        left = np.exp(-steps / tau)
        lag = np.diff(target) / steps * tau
        ways += [left, target[1:] - lag - (target[:-1] - lag) * left]
    values = [value]
    for aim, kept_falling, to_falling, kept_rising, to_rising in zip(*(way.tolist() for way in ways), strict=True):
        value = value * kept_falling + to_falling if aim < value else value * kept_rising + to_rising
        values.append(value)
    return np.array(values)
