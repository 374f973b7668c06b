"""The largest amount of a drug that is given within any hour or day."""

import numpy as np

ROUNDING = 1e-9  # of a window, so that a dose at its very end belongs to the next


def most_within(
    amounts: np.ndarray, starts: np.ndarray, durations: np.ndarray, window: float
) -> tuple[float, np.ndarray]:
    """Find the window of time in which the largest amount is given.

    Parameters
    ----------
    amounts : numpy.ndarray
        Amounts (dose,) in any unit.
    starts : numpy.ndarray
        Beginnings of the doses (dose,) in s, in any order.
    durations : numpy.ndarray
        Durations of the doses (dose,) in s; 0 for a dose that is given at once.
    window : float
        Length of the window in s. A window holds its first moment and not its last.

    Returns
    -------
    amount : float
        Largest amount within a window, in the unit of ``amounts``.
    part : numpy.ndarray
        Whether each dose (dose,) takes part in it.

    Notes
    -----
    The amount within a window is largest when the window begins or ends with a dose, so that only these windows are
    tried.

    Examples
    --------
    >>> amount, part = most_within(np.array([2.0, 2.0, 1.0]), np.array([0.0, 1800.0, 7200.0]), np.zeros(3), 3600.0)
    >>> float(amount), part.tolist()
    (4.0, [True, True, False])
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
