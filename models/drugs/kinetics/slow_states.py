"""Slow states: what a drug changes over hours to weeks, beside its concentration.

Each state y of an agent follows dy/dt = (target - y) / tau, where tau is ``falling`` or ``rising`` as y falls or rises.
The target depends on the occupancy of the state's site by all agents that bind there, or on C / (C + half) of the agent
itself.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from ..drug_tables import kinetics_of
from .binding import occupancy


def uncoupling(occupied: np.ndarray, entry: Mapping[str, Any]) -> np.ndarray:
    """Give the coupling that benzodiazepine sites approach under an occupancy: 1 in a naive patient.

    Parameters
    ----------
    occupied : numpy.ndarray
        Occupancy of the site, 0 to 1.
    entry : Mapping[str, Any]
        Entry of the state in the kinetic tables, with ``depth`` and ``threshold``.

    Returns
    -------
    numpy.ndarray
        Coupling, in the shape of ``occupied``.

    Notes
    -----
    target = 1 - depth th / (th + threshold) with th the occupancy.
    """
    threshold = entry["threshold"].value
    return np.asarray(1 - entry["depth"].value * occupied / (occupied + threshold))


def desensitisation(occupied: np.ndarray, entry: Mapping[str, Any]) -> np.ndarray:
    """Give the signalling that a driven receptor approaches under an occupancy: 1 in a naive patient.

    Parameters
    ----------
    occupied : numpy.ndarray
        Occupancy of the site, 0 to 1.
    entry : Mapping[str, Any]
        Entry of the state in the kinetic tables, with ``depth``.

    Returns
    -------
    numpy.ndarray
        Signalling left, in the shape of ``occupied``.

    Notes
    -----
    target = 1 - depth th with th the occupancy.
    """
    return np.asarray(1 - entry["depth"].value * occupied)


def following(occupied: np.ndarray, entry: Mapping[str, Any]) -> np.ndarray:
    """Give the target of a state that follows its input: 0 in a naive patient.

    Parameters
    ----------
    occupied : numpy.ndarray
        Occupancy of the site, 0 to 1, or a free concentration in uM.
    entry : Mapping[str, Any]
        Entry of the state in the kinetic tables; no number of it is used.

    Returns
    -------
    numpy.ndarray
        The input itself.
    """
    return occupied


# ``lagging`` follows the free concentration in uM instead of an occupancy
LAWS: Mapping[str, Callable[[np.ndarray, Mapping[str, Any]], np.ndarray]] = MappingProxyType(
    {"uncoupling": uncoupling, "desensitisation": desensitisation, "following": following, "lagging": following}
)


def slow_states(
    stops: np.ndarray, free: Mapping[str, np.ndarray], agonist_need: Mapping[str, float] = MappingProxyType({})
) -> dict[str, np.ndarray]:
    """Compute every slow state of the agents over time, beginning with a naive patient.

    Parameters
    ----------
    stops : numpy.ndarray
        Ascending times (time,) in s, so close together that concentrations between them are nearly straight lines.
    free : Mapping[str, numpy.ndarray]
        Free effect-site concentrations (time,) in uM by agent.
    agonist_need : Mapping[str, float], optional
        By site, the factor on the concentrations of the tables that agonists of that site need; 1 where a site is
        absent.

    Returns
    -------
    dict[str, numpy.ndarray]
        State (time,) by ``agent.state``, such as ``clonazepam.tolerance``.

    Notes
    -----
    Each state is the exact solution of its first-order equation for a target that is linear between the stops.

    Examples
    --------
    >>> day = 86400.0
    >>> states = slow_states(np.arange(0, 30 * day, day / 4), {"clonazepam": np.full(120, 0.02)})
    >>> bool(states["clonazepam.tolerance"][-1] < states["clonazepam.tolerance"][0] == 1)
    True
    """
    found = {}
    for agent in free:
        for name, entry in kinetics_of(agent).get("states", {}).items():
            if entry["law"] == "lagging":
                drive = free[agent]
            elif "site" in entry:
                drive = occupancy(entry["site"], free, agonist_need.get(entry["site"], 1.0))
            else:
                drive = free[agent] / (free[agent] + entry["half"].si * 1e3)
            law = LAWS[entry["law"]]
            naive = float(law(np.zeros(()), entry))
            found[f"{agent}.{name}"] = _follow(stops, law(drive, entry), naive, entry["falling"].si, entry["rising"].si)
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
