"""States of a system over time: exact where it is linear, integrated by LSODA where it is not."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from scipy.integrate import odeint
from scipy.linalg import expm

from .system import System

TICK = 1e6  # times are whole microseconds, so that equal intervals share one matrix exponential
TOLERANCE = 1e-9


def solve(system: System, jumps: Mapping[float, np.ndarray], stops: np.ndarray) -> np.ndarray:
    """States (stop, state) at ascending ``stops`` in s, from an empty body; a stop at a dose is after it."""
    at = np.round(stops * TICK).astype(np.int64)
    events = {round(time * TICK): change for time, change in jumps.items()}
    return _integrated(system, events, at) if system.flows else _exact(system.matrix, events, at)


def _exact(matrix: np.ndarray, events: Mapping[int, np.ndarray], at: np.ndarray) -> np.ndarray:
    """Propagation by matrix exponentials from each event or stop to the next."""
    end = at[-1] if len(at) else 0
    moments = np.unique(np.concatenate([at, [time for time in events if time <= end]]).astype(np.int64))
    steps, which = np.unique(np.diff(moments), return_inverse=True)
    powers = expm(matrix * (steps / TICK)[:, None, None]) if len(steps) else np.empty((0, *matrix.shape))
    state = np.zeros((len(moments), len(matrix)))
    now = np.zeros(len(matrix))
    for place, moment in enumerate(moments.tolist()):
        if place:
            now = powers[which[place - 1]] @ now
        if moment in events:
            now = now + events[moment]
        state[place] = now
    return state[np.searchsorted(moments, at)]


def _integrated(system: System, events: Mapping[int, np.ndarray], at: np.ndarray) -> np.ndarray:
    """The same from event to event by LSODA."""
    state = np.zeros((len(at), len(system.matrix)))
    now = np.zeros(len(system.matrix))
    bounds = [*(time for time in events if not len(at) or time <= at[-1]), np.iinfo(np.int64).max]
    for begin, end in pairwise(bounds):
        now = now + events[begin]
        inside = np.flatnonzero((at >= begin) & (at < end))
        moments = np.concatenate([[begin], at[inside], [min(end, at[-1])]]).astype(np.int64)
        different, back = np.unique(moments, return_inverse=True)
        if len(different) > 1:
            run = odeint(_slope, now, different / TICK, (system,), tfirst=True, rtol=TOLERANCE,
                         atol=TOLERANCE, mxstep=100_000)  # fmt: skip
        else:
            run = now[None]
        state[inside] = run[back[1:-1]]
        now = run[-1]
    return state


def _slope(time: float, state: np.ndarray, system: System) -> np.ndarray:
    slope: np.ndarray = system.matrix @ state
    for flow in system.flows:
        amount = state[flow.central]
        rate = flow.rate * amount / (flow.half + amount) if flow.half else flow.rate * amount
        for change in flow.changes:
            level = state[change.source] / change.volume
            strength = level / (level + change.interaction.half)
            if change.induction >= 0:
                induced = state[change.induction]
                slope[change.induction] += (strength - induced) / change.interaction.onset
                strength = induced
            rate *= 1 + (change.interaction.factor - 1) * strength
        slope += rate * flow.outlet
    return slope
