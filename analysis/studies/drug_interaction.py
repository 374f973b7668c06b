"""Two drugs together: more or less than each alone makes expect, by Bliss on log rates and by Loewe."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from scipy.optimize import minimize

from ...errors import UserError
from ..signals.labels import labelled
from .bootstrap import REPEAT, RESAMPLES, bootstrap, bootstrap_interval, mean_of_known, with_repeats
from .event_rates import HALF_EVENT
from .hill_curve import BEYOND, LEAST_DOSES, LEAST_RATE, Hill, fit_hill, hill_dose, hill_loss, hill_value

VISIBLE = 5.0  # expected events, all repeats together, of fewer no lack can be seen
SUPPRESSION = (0.3, 0.5, 0.7)


def bliss(rate: xr.DataArray, first: str, second: str, exposure: float, resamples: int = RESAMPLES) -> xr.Dataset:
    """What two drugs do to a rate beyond the product of what each does alone.

    Parameters
    ----------
    rate : xarray.DataArray
        Rate in 1/s over the doses ``first`` and ``second``, both with 0, and repeats (seed, ...); NaN for failed
        points.
    first, second : str
        Names of the two dimensions of doses.
    exposure : float
        Time in s for which the events of each point were counted.
    resamples : int, optional
        Number of bootstrap draws.

    Returns
    -------
    xarray.Dataset
        Over (first, second): ``expected`` and ``observed`` 1/s; ``excess`` = ln expected - ln observed, above 0 for
        synergy against jerks, with ``low`` and ``high`` (95 %, bootstrap over repeats, NaN for fewer than 5);
        ``visible``: at least 5 events are expected, with fewer no synergy can be seen. With a single drug the excess is
        0.

    Raises
    ------
    UserError
        A drug has no dose 0.

    Notes
    -----
    ln expected = ln r(a, 0) + ln r(0, b) - ln r(0, 0), with half an event added to every count. A pair of a drug with
    itself is the control: Bliss calls a steep curve synergic, so that drugs of one site are judged by Loewe.

    References
    ----------
    bliss1939
    """
    table = _checked(rate, first, second)
    start = {name: int(np.flatnonzero(table[name].values == 0)[0]) for name in (first, second)}

    def logs(values: np.ndarray) -> np.ndarray:
        count = np.isfinite(values).sum(axis=-1)
        events = exposure * np.nansum(values, axis=-1) + HALF_EVENT
        observed = np.log(np.where(count > 0, events / np.maximum(exposure * count, exposure), np.nan))
        own, other = observed[:, [start[second]]], observed[[start[first]]]
        return np.stack([own + other - observed[start[first], start[second]], observed])

    expected, observed = logs(table.values)
    excess = np.diff(-bootstrap(logs, table.values, resamples), axis=1)[:, 0]
    low, high = bootstrap_interval(excess, table.sizes[REPEAT])
    events = exposure * np.isfinite(table.values).sum(axis=-1) * np.exp(expected)
    words = {
        "expected": (np.exp(expected), "1/s", "rate if each drug acts on what the other leaves"),
        "observed": (np.exp(observed), "1/s", "rate"),
        "excess": (expected - observed, "1", "ln expected less ln observed"),
        "low": (low, "1", "lower end of its 95 % interval"),
        "high": (high, "1", "upper end of its 95 % interval"),
        "visible": (events >= VISIBLE, "1", "enough events are expected for a lack to be seen"),
    }
    return xr.Dataset(
        {name: labelled((first, second), value, unit, word) for name, (value, unit, word) in words.items()},
        {name: table[name].variable for name in (first, second)},
    )


def loewe(
    rate: xr.DataArray,
    first: str,
    second: str,
    exposure: float,
    suppression: Sequence[float] = SUPPRESSION,
    resamples: int = RESAMPLES,
) -> xr.Dataset:
    """Pairs of doses that suppress a rate alike, beside the line on which two doses of one drug would lie.

    The curve of each drug alone is fitted; at every dose of the other it is moved and stretched along the doses to fit.

    Parameters
    ----------
    rate : xarray.DataArray
        As of ``bliss``, with 5 doses each at least.
    first, second : str
        Names of the two dimensions of doses.
    exposure : float
        Time in s for which the events of each point were counted.
    suppression : sequence of float, optional
        Shares by which the rate of no drug falls.
    resamples : int, optional
        Number of bootstrap draws.

    Returns
    -------
    xarray.Dataset
        Over (suppression, point): ``dose_first``, ``dose_second`` and ``index`` = a / A + b / B, 1 on the line, below 1
        for synergy, with ``index_low`` and ``index_high`` (95 %, bootstrap over repeats, NaN for fewer than 5);
        ``held``, the drug whose dose was given. Over (suppression): ``alone_first`` and ``alone_second``, the A and B.
        NaN where the doses do not suppress so much, or a drug alone does not; nothing is extrapolated. A drug with
        itself has an index of 1.

    Raises
    ------
    UserError
        A drug has no dose 0 or fewer than 5 doses.

    References
    ----------
    loewe1953
    """
    table = _checked(rate, first, second)
    doses = table[first].values.astype(float), table[second].values.astype(float)
    if min(map(len, doses)) < LEAST_DOSES:
        raise UserError(
            f"a curve of each drug needs {LEAST_DOSES} doses; there are {len(doses[0])} and {len(doses[1])}"
        )
    shares = np.asarray(suppression, float)

    def measure(values: np.ndarray) -> np.ndarray:
        return _isoboles(values, doses, exposure, shares)

    alone_first, alone_second, dose_first, dose_second, index = _unpacked(measure(table.values), doses)
    # An index is a ratio: its logarithm is as far from 0 with the drugs exchanged
    drawn = np.log(bootstrap(measure, table.values, resamples))
    ends = np.exp(bootstrap_interval(drawn, table.sizes[REPEAT]))
    low, high = (_unpacked(end, doses)[-1] for end in ends)
    held = [first] * (len(doses[0]) - 1) + [second] * (len(doses[1]) - 1)
    units = [table[name].attrs.get("units", "1") for name in (first, second)]
    words = {
        "alone_first": (alone_first, units[0], f"{first} that alone suppresses as much"),
        "alone_second": (alone_second, units[1], f"{second} that alone suppresses as much"),
        "dose_first": (dose_first, units[0], first),
        "dose_second": (dose_second, units[1], second),
        "index": (index, "1", "combination index"),
        "index_low": (low, "1", "lower end of its 95 % interval"),
        "index_high": (high, "1", "upper end of its 95 % interval"),
    }
    dims = ("suppression", "point")
    data = {name: labelled(dims[: value.ndim], value, unit, word) for name, (value, unit, word) in words.items()}
    axis = labelled("suppression", shares, "1", "share by which the rate falls")
    return xr.Dataset(data, {"suppression": axis, "held": ("point", held)})


def _checked(rate: xr.DataArray, first: str, second: str) -> xr.DataArray:
    table = with_repeats(rate, [first, second]).sortby([first, second])
    for name in (first, second):
        if (table[name].values != 0).all():
            raise UserError(f"{name} has no dose 0; each drug must be known alone")
    return table


def _isoboles(
    values: np.ndarray, doses: tuple[np.ndarray, np.ndarray], exposure: float, shares: np.ndarray
) -> np.ndarray:
    """(suppression, number): A, B, then the free dose of every point, then its index."""
    count = np.isfinite(values).sum(axis=-1)
    mean = mean_of_known(values)
    time = exposure * count
    one, two = _alone(mean[:, 0], time[:, 0], doses[0]), _alone(mean[0], time[0], doses[1])
    if not one or not two:
        return np.full((len(shares), 2 * (len(doses[0]) + len(doses[1]) - 1)), np.nan)
    rows = [_moved(two, doses[1], mean[place], time[place]) for place in range(1, len(doses[0]))]
    columns = [_moved(one, doses[0], mean[:, place], time[:, place]) for place in range(1, len(doses[1]))]
    result = []
    for target in (1 - shares) * (one.baseline + two.baseline) / 2:
        alone = [_inside(hill_dose(one, target), doses[0]), _inside(hill_dose(two, target), doses[1])]
        along = np.array([_inside((alone[1] - shift) / stretch, doses[1]) for shift, stretch in rows])
        across = np.array([_inside((alone[0] - shift) / stretch, doses[0]) for shift, stretch in columns])
        index = [doses[0][1:] / alone[0] + along / alone[1], across / alone[0] + doses[1][1:] / alone[1]]
        result.append(np.concatenate([alone, along, across, *index]))
    return np.array(result)


def _alone(mean: np.ndarray, time: np.ndarray, doses: np.ndarray) -> Hill | None:
    """The curve of one drug; None if it does not fall, or too few doses have a point."""
    known = time > 0
    found = fit_hill(doses[known], mean[known], time[known], True) if known.sum() >= LEAST_DOSES else None
    return found if found and found.emax < 0 else None


def _moved(curve: Hill, doses: np.ndarray, mean: np.ndarray, time: np.ndarray) -> tuple[float, float]:
    """How the other drug moves and stretches a curve: (shift, stretch) of rate = curve(shift + stretch dose).

    A drug paired with itself only moves them, whatever its curve.
    """
    known = time > 0
    if known.sum() < 2:
        return np.nan, np.nan
    dose, value, weight = doses[known], mean[known], time[known]

    def objective(numbers: Sequence[float]) -> float:
        fitted = hill_value(curve, numbers[0] + np.exp(numbers[1]) * dose)
        return float(hill_loss(value, np.maximum(fitted, LEAST_RATE), weight, True)) / float(weight.sum())

    furthest = float(BEYOND * doses.max())
    starts = [(min(share * curve.ec50, furthest), 0.0) for share in (0.1, 0.5, 1.0, 3.0)]
    limits = [(0.0, furthest), (-np.log(BEYOND), np.log(BEYOND))]
    found = minimize(
        objective, min(starts, key=objective), method="Nelder-Mead", bounds=limits, options={"fatol": 1e-9}
    )
    return float(found.x[0]), float(np.exp(found.x[1]))


def _inside(dose: float, doses: np.ndarray) -> float:
    """The dose; NaN outside those that were given."""
    return float(dose) if 0 < dose <= doses.max() else np.nan


def _unpacked(found: np.ndarray, doses: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, ...]:
    """A, B (suppression); dose of the first, of the second, and index (suppression, point)."""
    rows, columns = len(doses[0]) - 1, len(doses[1]) - 1
    along, across, index = np.split(found[:, 2:], [rows, rows + columns], axis=1)
    held_first, held_second = (np.broadcast_to(dose[1:], (len(found), len(dose) - 1)) for dose in doses)
    dose_first, dose_second = np.hstack([held_first, across]), np.hstack([along, held_second])
    missing = np.isnan(index)
    return (
        found[:, 0],
        found[:, 1],
        np.where(missing, np.nan, dose_first),
        np.where(missing, np.nan, dose_second),
        index,
    )
