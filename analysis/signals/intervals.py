"""Intervals of what was counted or measured a few times: what they are called is what they cover.

``tests/analysis/test_coverage.py`` measures how often each interval of the project holds the truth; ``docs/methods.md``
has the figures.
"""

from math import sqrt

from scipy.stats import binomtest, norm, t

CONFIDENCE = 0.95  # of every interval


def proportion(successes: int, count: int) -> tuple[float, float, float]:
    """Share of successes and both ends of its 95 % Clopper-Pearson interval.

    Parameters
    ----------
    successes, count : int
        Successes and trials.

    Returns
    -------
    tuple of float
        Share, lower end and upper end; NaN without trials.

    Notes
    -----
    The interval is exact: it covers at least 95 % whatever the share and the number of trials. Wilson's covers 95 % of
    the time on average, and 84 % where one trial of five succeeds by a share near 0 or 1.

    References
    ----------
    clopper1934

    Examples
    --------
    >>> [round(end, 2) for end in proportion(5, 10)]
    [0.5, 0.19, 0.81]
    """
    if not count:
        return float("nan"), float("nan"), float("nan")
    interval = binomtest(successes, count).proportion_ci(CONFIDENCE, method="exact")
    return successes / count, float(interval.low), float(interval.high)


def widening(repeats: int) -> float:
    """How much wider than the bootstrap says the interval over a few repeats has to be.

    Repeats that are drawn with replacement vary less than new ones would, by the square root of (n - 1) / n, and a
    standard deviation of few is itself uncertain, for which Student's t allows.

    Parameters
    ----------
    repeats : int
        Number of repeats, at least 2.

    Returns
    -------
    float
        Factor of the distance of either end from the middle.

    References
    ----------
    hesterberg2015

    Examples
    --------
    >>> [round(widening(repeats), 2) for repeats in (5, 10, 20, 100)]
    [1.58, 1.22, 1.1, 1.02]
    """
    tail = (1 + CONFIDENCE) / 2
    return sqrt(repeats / (repeats - 1)) * float(t.ppf(tail, repeats - 1) / norm.ppf(tail))
