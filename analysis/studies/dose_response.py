"""Dose-response: the Hill curve of a statistic over a dose or a gain, with intervals over seeds."""

from typing import Any

import numpy as np
import xarray as xr
from scipy.stats import f

from ...errors import UserError
from ..signals.counted import counted
from ..signals.labels import labelled
from .bootstrap import LEAST_REPEATS, RESAMPLES, bootstrap, bootstrap_interval, with_repeats
from .hill_curve import LEAST_DOSES, Hill, fit_hill, hill_loss, hill_value

SIGNIFICANT = 0.05
NUMBERS = 4  # of a Hill curve: baseline, emax, ec50, exponent
POSITIVE = slice(2, 4)  # of these
MANY = 1e6  # degrees of freedom of a variance that is known
QUANTITIES = ("estimate", "low", "high")
LEVELS = 100  # doses at which the curve is given, evenly spaced; as many again by factor


def dose_response(
    response: xr.DataArray, dose: str, exposure: float | None = None, resamples: int = RESAMPLES
) -> xr.Dataset:
    """Fit a Hill curve with baseline, rising or falling, to a response over dose.

    Parameters
    ----------
    response : xarray.DataArray
        Statistic over ``dose`` and repeats (seed, ...), NaN for failed points, which are left out.
    dose : str
        Name of the dimension of doses.
    exposure : float, optional
        Time in s that each point was observed. The response is then a rate of events, 1/s, fitted by its Poisson
        counts, so that rates of 0 are data. Without it the repeats are fitted by least squares.
    resamples : int, optional
        Number of bootstrap draws.

    Returns
    -------
    xarray.Dataset
        Over ``quantity`` (estimate, low, high): ``baseline``, ``emax`` (plateau less baseline), ``ec50`` (unit of the
        dose), ``exponent``; ``curve`` over (quantity, fitted), which are doses in between; ``observed``, the mean of
        the repeats, over dose; ``p`` of no change with dose; ``reason``. Intervals are 95 %, by bootstrap over repeats,
        NaN for fewer than 5.

    Raises
    ------
    UserError
        Fewer than 5 doses have data, or one is below 0.

    Notes
    -----
    A response that does not change with dose is not measurable: baseline is its mean, emax 0, the rest NaN, and
    ``reason`` says so. Emax, ec50 and exponent are NaN, too, where half the effect lies outside the doses. The F test
    against one mean takes the variance within doses, that of Poisson's counts with fewer than 5 repeats. Without
    exposure one repeat has none, so that p is NaN and the curve is all there is.

    Examples
    --------
    >>> dose = np.array([0.0, 0.5, 1.0, 2.0, 4.0, 8.0])
    >>> rate = 2 - 2 * dose / (1 + dose)  # half of the jerks are gone at a dose of 1
    >>> rates = xr.DataArray(np.stack([rate] * 5, axis=1), {"dose": dose}, ("dose", "seed"))
    >>> found = dose_response(rates, "dose", exposure=100.0, resamples=20)
    >>> round(float(found["ec50"].sel(quantity="estimate")), 2)
    1.0
    """
    table = with_repeats(response, [dose])
    level, values = table[dose].values.astype(float), table.values.astype(float)
    curve, p, reason = _measured(level, values, exposure)
    fine = _levels(level)
    flat = curve.emax == 0

    def measure(drawn: np.ndarray) -> np.ndarray:
        try:
            return _row(_level(level, drawn, exposure) if flat else _fit(level, drawn, exposure, curve), fine)
        except UserError:  # too few doses have a point in this draw
            return np.full(NUMBERS + fine.size, np.nan)

    ends = _ends(bootstrap(measure, values, resamples), values.shape[1], exposure is not None)
    found = np.vstack([_row(curve, fine), ends])
    if reason:
        found[:, 1:NUMBERS] = np.nan
    if flat:
        found[0, 1] = 0.0
    return _dataset(found, fine, table, dose, p, reason)


def _measured(dose: np.ndarray, values: np.ndarray, exposure: float | None) -> tuple[Hill, float, str]:
    """The curve, p of a flat one, and why it is not measurable."""
    curve = _fit(dose, values, exposure)
    p = _flat_p(dose, values, exposure, curve)
    if np.isnan(p):
        return curve, p, "one run a dose: no scatter to compare with"
    if p > SIGNIFICANT:
        level = _level(dose, values, exposure)
        return level, p, "no events at any dose" if exposure and not level.baseline else "does not change with dose"
    positive = dose[dose > 0]
    if not positive.min() <= curve.ec50 <= positive.max():
        return curve, p, "half the effect lies outside the doses"
    return curve, p, ""


def _level(dose: np.ndarray, values: np.ndarray, exposure: float | None) -> Hill:
    """The curve of no change: the mean."""
    _, mean, weight = _pooled(dose, values, exposure)
    return Hill(float(np.average(mean, weights=weight)), 0.0, float(dose.max()), 1.0)


def _fit(dose: np.ndarray, values: np.ndarray, exposure: float | None, start: Hill | None = None) -> Hill:
    return fit_hill(*_pooled(dose, values, exposure), exposure is not None, start)


def _pooled(dose: np.ndarray, values: np.ndarray, exposure: float | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Doses with data, the mean over the repeats at each, and its weight: s observed, or repeats."""
    count = np.isfinite(values).sum(axis=1)
    known = count > 0
    mean = np.nansum(values[known], axis=1) / count[known]
    return dose[known], mean, count[known] * (exposure or 1.0)


def _flat_p(dose: np.ndarray, values: np.ndarray, exposure: float | None, curve: Hill) -> float:
    """p that one mean fits as well as the curve."""
    _, mean, weight = _pooled(dose, values, exposure)
    if np.ptp(mean) == 0:
        return 1.0
    constant = np.full(mean.size, np.average(mean, weights=weight))
    gain = 2 * max(float(hill_loss(mean, constant, weight, exposure is not None)) - curve.loss, 0.0)
    scale, freedom = _scale(values, exposure)
    if np.isnan(scale):
        return float("nan")
    return float(f.sf(gain / (NUMBERS - 1) / scale, NUMBERS - 1, freedom)) if scale > 0 else 0.0


def _scale(values: np.ndarray, exposure: float | None) -> tuple[float, float]:
    """Variance of the repeats of one dose (of counts over their mean) and its degrees of freedom; NaN if unknown.

    Jerks with a rhythm vary less than Poisson's counts and clusters of them more. Few repeats do not tell, and are
    taken to vary as Poisson's do or more. A dose without any event says nothing of how events vary.
    """
    known = values[np.isfinite(values).any(axis=1)]
    mean = np.nanmean(known, axis=1, keepdims=True)
    if exposure:
        known, mean = known[mean[:, 0] > 0], mean[mean[:, 0] > 0]
    freedom = int(np.isfinite(known).sum()) - len(known)
    if not freedom:
        return (1.0, MANY) if exposure else (np.nan, np.nan)
    square = (known - mean) ** 2
    within = float(np.nansum(exposure * square / mean if exposure else square)) / freedom
    few = bool(exposure) and np.isfinite(values).sum(axis=1).max() < LEAST_REPEATS
    return (max(within, 1.0) if few else within), freedom


def _row(curve: Hill, fine: np.ndarray) -> np.ndarray:
    return np.array([curve.baseline, curve.emax, curve.ec50, curve.exponent, *hill_value(curve, fine)])


def _ends(drawn: np.ndarray, repeats: int, rates: bool) -> np.ndarray:
    """Ends of the intervals of a row; a rate is not below 0, and what is above 0 is told by its logarithm."""
    ends = bootstrap_interval(drawn, repeats)
    logs = drawn[:, POSITIVE]
    ends[:, POSITIVE] = np.exp(bootstrap_interval(np.log(np.where(logs > 0, logs, np.nan)), repeats))
    if rates:
        ends[:, 0] = np.maximum(ends[:, 0], 0)
        ends[:, NUMBERS:] = np.maximum(ends[:, NUMBERS:], 0)
    return ends


def _levels(dose: np.ndarray) -> np.ndarray:
    positive = dose[dose > 0]
    if positive.size < LEAST_DOSES - 1:
        raise UserError(
            f"there is no curve of {counted(positive.size, 'dose')} above 0; give at least {LEAST_DOSES - 1}"
        )
    steps = np.linspace(dose.min(), dose.max(), LEVELS), np.geomspace(positive.min(), positive.max(), LEVELS)
    return np.unique(np.concatenate(steps))


def _dataset(found: np.ndarray, fine: np.ndarray, table: xr.DataArray, dose: str, p: float, reason: str) -> xr.Dataset:
    unit = {"response": table.attrs.get("units", "1"), "dose": table[dose].attrs.get("units", "1")}
    words = table.attrs.get("long_name", str(table.name))
    names = {
        "baseline": (unit["response"], "response without dose"),
        "emax": (unit["response"], "plateau less baseline"),
        "ec50": (unit["dose"], "dose of half the effect"),
        "exponent": ("1", "exponent of Hill"),
    }
    data: dict[str, Any] = {
        name: labelled("quantity", found[:, place], units, long_name)
        for place, (name, (units, long_name)) in enumerate(names.items())
    }
    data["curve"] = labelled(("quantity", "fitted"), found[:, NUMBERS:], unit["response"], words)
    data["observed"] = labelled(dose, table.mean("repeat").values, unit["response"], f"{words}, mean")
    data["p"] = labelled((), p, "1", "p of no change with dose")
    data["reason"] = labelled((), reason, "1", "why it is not measurable")
    axes = {
        "quantity": list(QUANTITIES),
        "fitted": labelled("fitted", fine, unit["dose"], dose),
        dose: table[dose].variable,
    }
    return xr.Dataset(data, axes)
