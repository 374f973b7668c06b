"""The Hill curve: a response that goes from a baseline to a plateau as the dose grows; its fit and its inverse."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, xlogy

from ...errors import UserError

LEAST_DOSES = 5  # different ones, for four numbers
STEEPNESS = (0.3, 20.0)  # range of the exponent; a step between two doses tells no more
BEYOND = 10.0  # how far outside the doses, as a factor, the half effect is looked for
EXPONENTS = np.array([0.7, 1.0, 2.0, 4.0, 8.0, 16.0])  # starts of the fit
HALVES = 25  # starts between the smallest and the largest half dose
LEAST_RATE = 1e-9  # of the largest response, so that a logarithm is finite


@dataclass(frozen=True)
class Hill:
    """response(dose) = baseline + emax dose^h / (ec50^h + dose^h), h the exponent.

    Attributes
    ----------
    baseline : float
        Response without dose.
    emax : float
        Plateau less baseline; below 0 the curve falls.
    ec50 : float
        Dose of half the effect.
    exponent : float
        Steepness of the curve.
    loss : float
        What was minimised, by ``hill_loss``; NaN for a curve that was not fitted.
    """

    baseline: float
    emax: float
    ec50: float
    exponent: float
    loss: float = float("nan")


def hill_value(curve: Hill, dose: np.ndarray) -> np.ndarray:
    """The response of a curve at doses, in the units of its baseline.

    Parameters
    ----------
    curve : Hill
        The curve.
    dose : array_like
        Doses (dose,), 0 or more.

    Returns
    -------
    numpy.ndarray
        Responses (dose,).

    Examples
    --------
    >>> hill_value(Hill(1.0, -1.0, 2.0, 1.0), [0, 2, 6]).round(12).tolist()
    [1.0, 0.5, 0.25]
    """
    return curve.baseline + curve.emax * _share(np.asarray(dose, float), np.log(curve.ec50), curve.exponent)


def hill_dose(curve: Hill, value: float) -> float:
    """The dose at which a curve has a value.

    Parameters
    ----------
    curve : Hill
        The curve.
    value : float
        The value.

    Returns
    -------
    float
        The dose; NaN for a value that the curve does not come to at any dose.

    Examples
    --------
    >>> hill_dose(Hill(1.0, -1.0, 2.0, 1.0), 0.25)
    6.0
    """
    share = (value - curve.baseline) / curve.emax if curve.emax else np.nan
    if not 0 <= share < 1:
        return float("nan")
    return float(curve.ec50 * (share / (1 - share)) ** (1 / curve.exponent))


def fit_hill(dose: np.ndarray, value: np.ndarray, weight: np.ndarray, counts: bool, start: Hill | None = None) -> Hill:
    """Fit a Hill curve by maximum likelihood, rising or falling.

    Parameters
    ----------
    dose : numpy.ndarray
        Different doses (dose,), 0 or more.
    value : numpy.ndarray
        Responses (dose,).
    weight : numpy.ndarray
        Time observed in s, or number of observations, of each dose (dose,).
    counts : bool
        The value is a rate, never negative, whose counts over ``weight`` (s) are Poisson, so that a rate of 0 is an
        observation like any other. Otherwise it is a mean of ``weight`` observations with one variance.
    start : Hill, optional
        A curve nearby, which saves the search for one.

    Returns
    -------
    Hill
        The curve. Values all alike give emax 0.

    Raises
    ------
    UserError
        There are fewer than 5 doses, doses or rates below 0, or values that are no numbers.

    Notes
    -----
    The exponent stays within 0.3 to 20 and the half dose within a factor of 10 of the doses; a curve at such an edge is
    for the caller to judge. Hill's equation has a baseline here.

    References
    ----------
    hill1910
    """
    dose, value, weight = (np.asarray(numbers, float) for numbers in (dose, value, weight))
    _check(dose, value, weight, counts)
    if np.ptp(value) == 0:
        loss = float(hill_loss(value, value, weight, counts))
        return Hill(float(value[0]), 0.0, float(np.median(dose[dose > 0])), 1.0, loss)
    scale = float(np.abs(value).max())
    value = value / scale
    positive = dose[dose > 0]
    span = np.log(positive.min() / BEYOND), np.log(positive.max() * BEYOND)
    if start and start.emax:
        plateau = start.baseline + start.emax
        begin = (start.baseline / scale, plateau / scale, np.log(start.ec50), np.log(start.exponent))
    else:
        begin = _start(dose, value, weight, counts, np.linspace(*span, HALVES))
    ends = (LEAST_RATE, None) if counts else (None, None)
    steep = tuple(np.log(STEEPNESS))
    found = minimize(
        _objective,
        begin,
        args=(dose, value, weight, counts),
        jac=True,
        method="TNC",  # without the threads that L-BFGS-B's linear algebra starts for four numbers
        bounds=[ends, ends, span, steep],
    )
    baseline, plateau, half, steepness = map(float, found.x)
    curve = Hill(scale * baseline, scale * (plateau - baseline), float(np.exp(half)), float(np.exp(steepness)))
    return replace(curve, loss=float(hill_loss(scale * value, hill_value(curve, dose), weight, counts)))


def hill_loss(value: np.ndarray, fitted: np.ndarray, weight: np.ndarray, counts: bool) -> np.ndarray:
    """Minus the log likelihood without its constant, summed over doses.

    Parameters
    ----------
    value, fitted, weight : numpy.ndarray
        Observed and fitted responses and their weights (..., dose).
    counts : bool
        As of ``fit_hill``.

    Returns
    -------
    numpy.ndarray
        Losses (...).
    """
    terms = fitted - xlogy(value, fitted) if counts else (value - fitted) ** 2 / 2
    return (weight * terms).sum(axis=-1)


def _share(dose: np.ndarray, half: np.ndarray | float, exponent: np.ndarray | float) -> np.ndarray:
    """dose^h / (ec50^h + dose^h) without overflow; ``half`` is ln ec50."""
    with np.errstate(divide="ignore"):
        return expit(exponent * (np.log(dose) - half))


def _start(
    dose: np.ndarray, value: np.ndarray, weight: np.ndarray, counts: bool, halves: np.ndarray
) -> tuple[float, float, float, float]:
    """The best of a grid of half doses and exponents; baseline and plateau are linear at each of them."""
    half, exponent = (grid.ravel()[:, None] for grid in np.meshgrid(halves, EXPONENTS, indexing="ij"))
    right = _share(dose, half, exponent)
    left = 1 - right
    level = weight[None, :] * np.ones_like(right)
    low = LEAST_RATE if counts else -np.inf
    for _ in range(8 if counts else 1):
        ll, lr, rr = ((level * one * two).sum(1) for one, two in ((left, left), (left, right), (right, right)))
        lv, rv = (level * left * value).sum(1), (level * right * value).sum(1)
        determinant = np.maximum(ll * rr - lr**2, 1e-12 * ll * rr + 1e-300)
        baseline = np.maximum((rr * lv - lr * rv) / determinant, low)
        plateau = np.maximum((ll * rv - lr * lv) / determinant, low)
        fitted = baseline[:, None] * left + plateau[:, None] * right
        if counts:  # the variance of a rate is the rate over the time
            level = weight / np.maximum(fitted, 1e-3)
    losses = hill_loss(value, fitted, weight, counts)
    best = int(np.argmin(losses))
    return float(baseline[best]), float(plateau[best]), float(half[best, 0]), float(np.log(exponent[best, 0]))


def _objective(
    numbers: np.ndarray, dose: np.ndarray, value: np.ndarray, weight: np.ndarray, counts: bool
) -> tuple[float, np.ndarray]:
    """Loss and its gradient by baseline, plateau, ln ec50 and ln exponent."""
    baseline, plateau, half, steepness = numbers
    exponent = np.exp(steepness)
    right = _share(dose, half, exponent)
    fitted = baseline + (plateau - baseline) * right
    slope = weight * (1 - value / fitted if counts else fitted - value)
    with np.errstate(divide="ignore"):
        distance = np.where(dose > 0, np.log(np.where(dose > 0, dose, 1.0)) - half, 0.0)
    bend = slope * (plateau - baseline) * right * (1 - right) * exponent
    gradient = ((slope * (1 - right)).sum(), (slope * right).sum(), -bend.sum(), (bend * distance).sum())
    return float(hill_loss(value, fitted, weight, counts)), np.array(gradient)


def _check(dose: np.ndarray, value: np.ndarray, weight: np.ndarray, counts: bool) -> None:
    if np.unique(dose).size < LEAST_DOSES:
        count = np.unique(dose).size
        raise UserError(
            f"a dose-response curve has four numbers, and {count} dose{'s' * (count != 1)} are too few to fit them;"
            f" give at least {LEAST_DOSES} doses"
        )
    if not (np.isfinite(dose).all() and np.isfinite(value).all() and (weight > 0).all()):
        raise UserError("doses and responses must be numbers with a weight above 0; leave failed points out")
    if (dose < 0).any() or (counts and (value < 0).any()):
        raise UserError("doses, and rates of events, are 0 or more")
