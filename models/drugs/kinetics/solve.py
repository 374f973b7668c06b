"""Amounts in the compartments over time: exact where the system is linear, integrated by LSODA where it is not."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.integrate import odeint
from scipy.linalg import expm

from .system import DECIMALS, Flow, System

TICK = 10**DECIMALS  # a second has so many; times are whole ticks, so that equal stretches of time are equal
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
    since, kind = np.unique(at - times[last], return_inverse=True)
    steps = _propagators(matrix.tobytes(), len(matrix), gaps.tobytes())
    states = [np.zeros(len(matrix))]
    for gap, change in zip(which.tolist(), events.values(), strict=True):
        states.append(steps[gap] @ states[-1] + change)
    after = _propagators(matrix.tobytes(), len(matrix), since.tobytes())
    return np.asarray(np.einsum("rij,rj->ri", after[kind], np.array(states)[last]))


@lru_cache(maxsize=64)
def _propagators(matrix: bytes, size: int, ticks: bytes) -> np.ndarray:
    """Exponentials (stretch, state, state) of a matrix over stretches of time, all given by their bytes.

    They are kept, because the points of a study give the same drugs over and over.
    """
    seconds = np.frombuffer(ticks, np.int64) / TICK
    return np.asarray(expm(np.frombuffer(matrix).reshape(size, size) * seconds[:, None, None]))


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
