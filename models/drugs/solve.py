"""States of a system over time: exact where it is linear, integrated by LSODA where it is not."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy.integrate import odeint
from scipy.linalg import expm

from .system import DECIMALS, System

TICK = 10**DECIMALS  # a second has so many; times are whole ticks, which a few matrix exponentials reach
DIGIT = 64  # base in which a stretch of time is written: one matrix for each value of each digit
TOLERANCE, LEAST = 1e-6, 1e-7  # of what there is, and of the smallest dose


def solve(system: System, jumps: Mapping[float, np.ndarray], stops: np.ndarray) -> np.ndarray:
    """States (stop, state) at ascending ``stops`` in s, from an empty body; a stop at a dose is after it."""
    at = np.round(stops * TICK).astype(np.int64)
    if not len(at):
        return np.zeros((0, len(system.matrix)))
    events: dict[int, np.ndarray] = {}
    for time, change in sorted(jumps.items()):
        tick = round(time * TICK)
        if tick <= at[-1]:
            events[tick] = events[tick] + change if tick in events else change
    return _integrated(system, events, at) if system.flows else _exact(system.matrix, events, at)


def _exact(matrix: np.ndarray, events: Mapping[int, np.ndarray], at: np.ndarray) -> np.ndarray:
    """Propagation by matrix exponentials, from each event to the next and from the last event to every stop."""
    times = np.array([0, *events], np.int64)
    powers = _powers(matrix.tobytes(), len(matrix), int(at[-1]))
    now = np.zeros((1, len(matrix)))
    states = [now[0]]
    for gap, change in zip(np.diff(times).tolist(), events.values(), strict=True):
        now = _advance(powers, now, np.array([gap])) + change
        states.append(now[0])
    last = np.searchsorted(times, at, side="right") - 1
    return _advance(powers, np.array(states)[last], at - times[last])


@lru_cache(maxsize=16)
def _powers(content: bytes, size: int, longest: int) -> list[np.ndarray]:
    """For each digit of a time the exponentials (value, state, state) of all its values.

    Kept, because the points of a study give the same drugs over and over. ``content``: the bytes of the matrix.
    """
    matrix = np.frombuffer(content).reshape(size, size)
    powers: list[np.ndarray] = []
    weight = 1
    while weight <= longest or not powers:
        one = expm(matrix * (weight / TICK))
        values = [np.eye(len(matrix))]
        for _ in range(DIGIT - 1):
            values.append(values[-1] @ one)
        powers.append(np.array(values))
        weight *= DIGIT
    return powers


def _advance(powers: list[np.ndarray], states: np.ndarray, ticks: np.ndarray) -> np.ndarray:
    """Rows of ``states`` (row, state) after ``ticks`` (row,)."""
    for values in powers:
        ticks, digit = np.divmod(ticks, DIGIT)
        states = np.einsum("rij,rj->ri", values[digit], states)
    return states


def _integrated(system: System, events: Mapping[int, np.ndarray], at: np.ndarray) -> np.ndarray:
    """The same from event to event by LSODA."""
    state = np.zeros((len(at), len(system.matrix)))
    now = np.zeros(len(system.matrix))
    bounds = [*events, int(at[-1]) + 1]
    # What is left of a dose need not be followed below this share of the smallest one
    least = LEAST * min((abs(change).max() for change in events.values() if change.any()), default=1.0)
    for begin, end in pairwise(bounds):
        now = now + events[begin]
        inside = np.flatnonzero((at >= begin) & (at < end))
        moments = np.concatenate([[begin], at[inside], [min(end, at[-1])]]).astype(np.int64)
        different, back = np.unique(moments, return_inverse=True)
        if len(different) > 1:
            run = odeint(_slope, now, different / TICK, (system,), tfirst=True, rtol=TOLERANCE,
                         atol=least, mxstep=100_000)  # fmt: skip
        else:
            run = now[None]
        state[inside] = run[back[1:-1]]
        now = run[-1]
    return np.maximum(state, 0.0)  # no state is below 0 but by the tolerance


def _slope(time: float, state: np.ndarray, system: System) -> np.ndarray:
    slope: np.ndarray = system.matrix.dot(state)
    for flow in system.flows:
        amount = float(state[flow.central])
        rate = flow.rate * amount / (flow.half + amount) if flow.half else flow.rate * amount
        for change in flow.changes:
            source = float(state[change.source])
            strength = source / (source + change.half)
            if change.induction >= 0:
                induced = float(state[change.induction])
                slope[change.induction] += (strength - induced) / change.onset
                strength = induced
            rate *= 1 + (change.factor - 1) * strength
        slope += rate * flow.outlet
    return slope
