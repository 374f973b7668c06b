"""Amounts in the compartments over time: exact where the system is linear, integrated by LSODA where it is not."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.integrate import odeint
from scipy.linalg import expm

from .system import DECIMALS, Flow, System

TICK = 10**DECIMALS  # a second has so many; times are whole ticks, which a few matrix exponentials reach
DIGIT = 512  # base in which a stretch of time is written: one matrix for each value of each digit
TOLERANCE, LEAST = 1e-6, 1e-7  # of what there is, and of the smallest dose


def solve(system: System, jumps: Mapping[float, np.ndarray], stops: np.ndarray) -> np.ndarray:
    """Compute the states of a system at given times, beginning with an empty body.

    Parameters
    ----------
    system : System
        The equations of one group of agents.
    jumps : Mapping[float, numpy.ndarray]
        By time in s, what doses add to every state (state,), as :func:`~.system.dose_jumps` gives it.
    stops : numpy.ndarray
        Ascending times (stop,) in s. A stop at the time of a dose is just after the dose.

    Returns
    -------
    numpy.ndarray
        States (stop, state) in the units of :class:`~.system.System`.

    Notes
    -----
    A linear system is propagated by matrix exponentials. A system with a saturable elimination or an interaction is
    integrated by LSODA with a relative tolerance of 1e-6.
    """
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
    last = np.searchsorted(times, at, side="right") - 1
    gaps, which = np.unique(np.diff(times), return_inverse=True)
    since = at - times[last]
    powers = _powers(matrix.tobytes(), len(matrix), int(max(gaps.max(initial=0), since.max())))
    steps = _advance(powers, np.tile(np.eye(len(matrix)), (len(gaps), 1, 1)), gaps)
    states = [np.zeros(len(matrix))]
    for gap, change in zip(which.tolist(), events.values(), strict=True):
        states.append(steps[gap] @ states[-1] + change)
    return _advance(powers, np.array(states)[last], since)


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
        values = np.eye(size)[None]
        while len(values) < DIGIT:
            values = np.concatenate([values, values @ one])
            one = one @ one
        powers.append(values)
        weight *= DIGIT
    return powers


def _advance(powers: list[np.ndarray], states: np.ndarray, ticks: np.ndarray) -> np.ndarray:
    """Rows of ``states``, vectors (row, state) or matrices (row, state, column), after ``ticks`` (row,)."""
    for values in powers:
        ticks, digit = np.divmod(ticks, DIGIT)
        states = np.einsum("rij,rj...->ri...", values[digit], states)
    return states


def _integrated(system: System, events: Mapping[int, np.ndarray], at: np.ndarray) -> np.ndarray:
    """The same from event to event by LSODA."""
    flows = [_flat(flow) for flow in system.flows]
    marks = np.union1d(at, np.array([*events], np.int64))
    state = np.zeros((len(marks), len(system.matrix)))
    # What is left of a dose need not be followed below this share of the smallest one
    least = LEAST * min((abs(change).max() for change in events.values() if change.any()), default=1.0)
    rows = [*np.searchsorted(marks, [*events]).tolist(), len(marks) - 1]
    for change, (begin, end) in zip(events.values(), pairwise(rows), strict=True):
        stretch = slice(begin, end + 1)
        state[stretch] = odeint(_slope, state[begin] + change, marks[stretch] / TICK, (system.matrix, flows),
                                tfirst=True, rtol=TOLERANCE, atol=least, mxstep=100_000)  # fmt: skip
    return np.maximum(state[np.searchsorted(marks, at)], 0.0)  # no state is below 0 but by the tolerance


def _slope(time: float, state: np.ndarray, matrix: np.ndarray, flows: Sequence[tuple[Any, ...]]) -> list[float]:
    """dx/dt, in lists and tuples: it is called for every step, and a system has few states."""
    slope: list[float] = matrix.dot(state).tolist()
    amounts: list[float] = state.tolist()
    for central, maximum, half, changes, outlet in flows:
        amount = amounts[central]
        rate = maximum * amount / (half + amount) if half else maximum * amount
        for source_row, half_effect, beyond, induction, onset in changes:
            source = amounts[source_row]
            strength = source / (source + half_effect)
            if induction >= 0:
                induced = amounts[induction]
                slope[induction] += (strength - induced) / onset
                strength = induced
            rate *= 1 + beyond * strength
        for row, share in outlet:
            slope[row] += rate * share
    return slope


def _flat(flow: Flow) -> tuple[Any, ...]:
    """A flow as ``_slope`` takes it."""
    changes = [(one.source, one.half, one.factor - 1, one.induction, one.onset) for one in flow.changes]
    return flow.central, flow.rate, flow.half, changes, flow.outlet
