"""Whether two programs run the same network: mean rates of every cell class within the spread over noise seeds."""

import numpy as np

# Both means are of some five seeds; the floor is for integrators that differ (Euler every dt against exact decays)
DEVIATIONS = 4.0
FLOOR = 0.05  # of the rate
SILENCE = 0.02  # Hz


def disagreement(ours: list[np.ndarray], others: list[np.ndarray]) -> float:
    """Largest difference of a class's mean rate between two programs, in units of what is allowed.

    Allowed are DEVIATIONS standard errors of the difference over seeds plus FLOOR of the rate plus SILENCE.

    Parameters
    ----------
    ours, others : list of numpy.ndarray
        For every seed the mean rates of the two programs (class,), Hz.

    Returns
    -------
    float
        Above 1 the networks differ.

    Examples
    --------
    >>> disagreement([np.array([1.0, 5.0])], [np.array([1.0, 5.0])])
    0.0
    """
    a, b = np.array(ours), np.array(others)
    mean = a.mean(axis=0)
    error = np.sqrt(sum(x.var(axis=0, ddof=1) / len(x) if len(x) > 1 else 0 * mean for x in (a, b)))
    return float(np.max(np.abs(mean - b.mean(axis=0)) / (DEVIATIONS * error + FLOOR * mean + SILENCE)))
