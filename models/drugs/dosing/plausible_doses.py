"""The most that is given within any hour or day."""

import numpy as np

ROUNDING = 1e-9  # of a window, so that a dose at its very end belongs to the next


def most_within(
    amounts: np.ndarray, starts: np.ndarray, durations: np.ndarray, window: float
) -> tuple[float, np.ndarray]:
    """Largest amount given within ``window`` s, and which doses (dose,) bool take part in it.

    amounts: (dose,) any unit; starts: (dose,) s, ascending or not; durations: (dose,) s, 0 of what is given at once. A
    window holds its first moment and not its last. The largest begins or ends with a dose.

    >>> most_within(np.array([2.0, 2.0]), np.array([0.0, 1800.0]), np.zeros(2), 3600.0)[0]
    4.0
    """
    length = window * (1 - ROUNDING)
    ends = starts + durations
    begin = np.unique(np.concatenate([starts, ends - window * (1 - 2 * ROUNDING)]))
    within = _at_once(amounts, starts, durations, begin + length) - _at_once(amounts, starts, durations, begin)
    within += _infused(amounts, starts, durations, begin + length) - _infused(amounts, starts, durations, begin)
    best = int(np.argmax(within))
    first, last = begin[best], begin[best] + length
    part = np.where(durations > 0, (starts < last) & (ends > first), (starts < last) & (starts >= first))
    return float(within[best]), part


def _at_once(amounts: np.ndarray, starts: np.ndarray, durations: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Given at once before each time."""
    kept = durations == 0
    order = np.argsort(starts[kept], kind="stable")
    total = np.concatenate([[0.0], np.cumsum(amounts[kept][order])])
    return np.asarray(total[np.searchsorted(starts[kept][order], times, "left")])


def _infused(amounts: np.ndarray, starts: np.ndarray, durations: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Infused before each time: linear between the moments at which infusions begin and end."""
    kept = durations > 0
    if not kept.any():
        return np.zeros(times.size)
    rates = amounts[kept] / durations[kept]
    moments = np.concatenate([starts[kept], starts[kept] + durations[kept]])
    order = np.argsort(moments, kind="stable")
    moments, flow = moments[order], np.cumsum(np.concatenate([rates, -rates])[order])
    given = np.concatenate([[0.0], np.cumsum(flow[:-1] * np.diff(moments))])
    return np.interp(times, moments, given)
