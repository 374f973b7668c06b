"""Which of two signals leads: Granger causality in both directions."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import f as f_distribution

from ..signals.checks import check_finite, checked_pair, constant

CONFIDENCE = 0.95  # of both directions together
MODEL_RATE = 250.0  # Hz of the autoregressive model: bands to 100 Hz, steps shorter than any corticomuscular delay
LARGEST_ORDER = 25  # samples of MODEL_RATE: 100 ms of past
LEAST_SAMPLES = 10 * (2 * LARGEST_ORDER + 1)  # ten samples for each coefficient of the largest model
RIDGE = 1e-12  # share of the variance added to it, so that equal signals do not stop the fit
ROUNDING = 1e-9  # share of the variance below which a residual is the ridge and no noise


@dataclass(frozen=True)
class Directed:
    """Which of two signals leads.

    Attributes
    ----------
    first_to_second, second_to_first : float
        Logarithms of the variance ratios of the two directions.
    p_first_to_second, p_second_to_first : float
        P of their F tests.
    order : int or None
        Samples of past of the model.
    leader : str
        'first', 'second', 'none', 'undecided' or 'not measurable'.
    reason : str
        Why the lead could not be measured, or ''.
    """

    first_to_second: float
    second_to_first: float
    p_first_to_second: float
    p_second_to_first: float
    order: int | None
    leader: str
    reason: str


def directed_lead(first: np.ndarray, second: np.ndarray, rate: float) -> Directed:
    """Granger causality of two signals in both directions, by one bivariate autoregressive model.

    Both signals become means over about 4 ms. The order, at most 25 of them, is the one of least BIC. Each direction
    has the logarithm of the residual variances without and with the past of the other signal, and its F test (normal
    residuals). A leader is the stronger direction, significant at 0.025, if the other is the stronger one in reversed
    time.

    Parameters
    ----------
    first, second : numpy.ndarray
        Signals (time,) in any unit, rectified where they are EMG.
    rate : float
        Samples per second in Hz, at least 250.

    Returns
    -------
    Directed
        The leader is 'none' without a significant direction, and 'undecided' where reversed time contradicts, as in a
        loop of equal strengths or in a common source without delay. Too short a record (510 means) or a constant signal
        gives NaN, no order and the reason.

    Raises
    ------
    ValueError
        A signal holds NaN, is clipped, or differs in length from the other; there is more than one dimension; or the
        rate is lower.

    Notes
    -----
    The vector autoregression of statsmodels finds the same order and the same answer, in more than a hundred times the
    processor time: here all orders come out of one triangle.

    Noise on a narrow-band driver makes the driven signal significant as well, so p alone names no leader. In reversed
    time the direction of a real delay turns over, that of unequal noise does not.

    References
    ----------
    granger1969, geweke1982, haufe2013

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> first = rng.standard_normal(15_000)
    >>> second = np.roll(first, 5) + rng.standard_normal(15_000)  # follows by 20 ms
    >>> directed_lead(first, second, 250.0).leader
    'first'
    """
    signals = np.stack(checked_pair(first, second))
    check_finite(signals, "a signal")
    if not rate >= MODEL_RATE:
        raise ValueError(f"signals sampled at {rate:g} Hz; the model needs at least {MODEL_RATE:g} Hz")
    factor = int(rate / MODEL_RATE + 1e-9)
    short = signals.shape[1] // factor < LEAST_SAMPLES
    if short or constant(signals).any():
        reason = f"fewer than {LEAST_SAMPLES / MODEL_RATE:.2g} s" if short else "a constant signal"
        return Directed(np.nan, np.nan, np.nan, np.nan, None, "not measurable", reason)
    # Means of consecutive samples bring nothing of the future into the past
    signals = signals[:, : signals.shape[1] // factor * factor].reshape(2, -1, factor).mean(axis=2)
    triangle, samples = _triangle(signals)
    order = _least_bic(triangle, samples)
    (forth, p_forth), (back, p_back) = (_granger(triangle, samples, order, target) for target in (1, 0))
    turned, _ = _triangle(signals[:, ::-1])
    turned_forth, turned_back = (_granger(turned, samples, order, target)[0] for target in (1, 0))
    level = (1 - CONFIDENCE) / 2  # two directions are tried
    leader = "none" if min(p_forth, p_back) > level else "undecided"
    if p_forth <= level and forth > back and turned_forth < turned_back:
        leader = "first"
    if p_back <= level and back > forth and turned_back < turned_forth:
        leader = "second"
    return Directed(forth, back, p_forth, p_back, order, leader, "")


def _triangle(signals: np.ndarray) -> tuple[np.ndarray, int]:
    """A constant, LARGEST_ORDER lags of both signals and the signals themselves as columns of a triangle; the samples.

    It has the products of the full columns, so least squares on any of them leaves the same residual.
    """
    scaled = (signals - signals.mean(axis=1, keepdims=True)) / signals.std(axis=1, keepdims=True)
    samples = scaled.shape[1] - LARGEST_ORDER
    lagged = [scaled[:, LARGEST_ORDER - lag :][:, :samples] for lag in (*range(1, LARGEST_ORDER + 1), 0)]
    rows = np.vstack([np.ones((1, samples)), *lagged])
    return np.linalg.cholesky(rows @ rows.T + RIDGE * samples * np.eye(len(rows))).T, samples


def _least_bic(triangle: np.ndarray, samples: int) -> int:
    scores = []
    for order in range(1, LARGEST_ORDER + 1):
        # What the first columns explain stands in as many rows of the triangle
        rest = triangle[1 + 2 * order :, -2:]
        volume = np.linalg.det(rest.T @ rest / samples)
        scores.append(samples * np.log(volume) + 4 * order * np.log(samples))
    return 1 + int(np.argmin(scores))


def _granger(triangle: np.ndarray, samples: int, order: int, target: int) -> tuple[float, float]:
    """ln of the variance ratio and p of the other signal's past for the target, 0 or 1."""
    wanted = triangle[:, target - 2]

    def residual(known: np.ndarray) -> float:
        rest = wanted - known @ np.linalg.lstsq(known, wanted, rcond=None)[0]
        return max(float(rest @ rest), ROUNDING * samples)

    both = triangle[:, : 1 + 2 * order]
    ratio = residual(both[:, [0, *range(1 + target, 1 + 2 * order, 2)]]) / residual(both)
    free = samples - both.shape[1]
    return float(np.log(ratio)), float(f_distribution.sf((ratio - 1) * free / order, order, free))
