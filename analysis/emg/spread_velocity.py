"""How fast jerks spread along the cord, up and down."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from scipy.stats import linregress

from ..body import value_of_muscle
from ..signals.counted import counted
from ..signals.intervals import CONFIDENCE
from ..signals.labels import labelled
from .recruitment_order import OFTEN, onsets_by_jerk, resampled_medians

LEAST_LEVELS = 3  # two always lie on a line
DIRECTIONS = {"down": 1, "up": -1}
LONGEST = 0.1  # s, far above any efferent time (abductor hallucis about 26 ms): what is longer was given in ms
FARTHEST = 1.0  # m, far above the length of the cord: what lies farther was given in cm or mm
INSTANT = 1e-6  # s/m, a slope that no recording can tell from none


def spread_velocity(
    bursts: xr.Dataset, efferent: Mapping[str, float], position: Mapping[str, float], seed: int = 0
) -> xr.Dataset:
    """Conduction velocity of the spread of jerks away from the first segment, down and up the cord.

    The median onset of every muscle, less its efferent time, says when its motor nucleus fired. The line of these times
    against distance from the nucleus that fired first has the slope 1 / velocity. Muscles that take part in more than
    half of the jerks count. Those at the level of the first belong to both directions; cranial nuclei lie up. Of nuclei
    that fire at once the highest is the first.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.
    efferent : mapping of str to float
        Muscle, with or without side, to the time from motor nucleus to EMG in s, junction included.
    position : mapping of str to float
        Muscle, with or without side, to the level of its motor nucleus, m below the obex (negative above).
    seed : int, optional
        Seed of the bootstrap.

    Returns
    -------
    xarray.Dataset
        Over ``direction`` ('down', 'up'): ``velocity`` m/s; ``low`` and ``high`` m/s (95 % bootstrap interval over
        jerks, the first segment held fixed); ``r2``; ``segments`` (different levels, the first included); ``jerks`` (in
        which any muscle of the direction takes part); ``reason``. Scalar: ``first_muscle``. Onsets that do not grow
        with distance have velocity inf, as has the end of an interval that reaches so far. With fewer than three
        levels, or no jerks, numbers are NaN and ``reason`` says why. One jerk has no interval and equal onsets have no
        r2 (NaN).

    Raises
    ------
    KeyError
        A muscle has no efferent time or no position.
    ValueError
        A value cannot be s or m.

    Notes
    -----
    The interval covers the velocity 94 to 95 % of the time where onsets scatter less than neighbouring levels are
    apart. Where they scatter more (2 ms against 1.2 ms), delays after the first muscle of a jerk are skewed: the
    velocity comes out low, and the interval covers it 92 % of the time with 10 jerks and 82 % with 40.

    Two levels always lie on a line, so three are needed. Efferent times above 0.1 s must have been given in ms,
    positions beyond 1 m in cm or mm.
    """
    onset = onsets_by_jerk(bursts)
    onset = onset.isel(muscle=(onset.notnull().mean("jerk") > OFTEN).values)
    names = onset["muscle"].values.astype(str)
    delay = _checked(names, efferent, "efferent time", 0.0, LONGEST, "s")
    place = _checked(names, position, "position", -FARTHEST, FARTHEST, "m below the obex")
    fired = onset.values - delay
    median = np.nanmedian(fired, axis=0) if names.size else np.zeros(0)
    # Of nuclei that fire at once, but for rounding, the highest is the first
    first = int(np.lexsort((place, np.round(median, 9)))[0]) if names.size else -1
    resampled = resampled_medians(fired, seed)[0]
    rows = [_fit(sign * (place - place[first : first + 1]), fired, median, resampled) for sign in DIRECTIONS.values()]
    units = {"velocity": "m/s", "low": "m/s", "high": "m/s", "r2": "1", "segments": "1", "jerks": "1", "reason": "1"}
    words = (
        "conduction velocity of the spread", "lower end of its interval", "upper end of its interval",
        "share of variance the line explains", "levels of the cord", "jerks", "why there is no velocity",
    )  # fmt: skip
    data = {
        name: labelled("direction", np.array(column), unit, word)
        for (name, unit), column, word in zip(units.items(), zip(*rows, strict=True), words, strict=True)
    }
    leader = labelled((), names[first] if names.size else "", "1", "muscle whose nucleus fires first")
    return xr.Dataset({**data, "first_muscle": leader}, coords={"direction": list(DIRECTIONS)})


def _fit(
    distance: np.ndarray, fired: np.ndarray, median: np.ndarray, resampled: np.ndarray
) -> tuple[float, float, float, float, int, int, str]:
    """velocity, low, high, r2, levels, jerks and reason of the muscles at ``distance`` >= 0 m."""
    mine = distance >= 0
    levels = int(np.unique(distance[mine]).size)
    jerks = int((~np.isnan(fired[:, mine])).any(axis=1).sum())
    nan = float("nan")
    if levels < LEAST_LEVELS:
        none = "no muscle takes part in more than half of the jerks" if len(fired) else "no jerks"
        reason = f"{counted(levels, 'level')}, {LEAST_LEVELS} needed" if levels else none
        return nan, nan, nan, nan, levels, jerks, reason
    x, y = distance[mine], median[mine]
    line = linregress(x, y)
    r2 = float(line.rvalue**2) if np.ptp(y) > 0 else nan
    low = high = nan
    if jerks > 1:
        centred = x - x.mean()
        slopes = resampled[:, mine] @ centred / np.sum(centred**2)
        edge = (1 - CONFIDENCE) / 2
        slow, fast = np.nanquantile(slopes, (1 - edge, edge))
        low, high = _velocity(slow), _velocity(fast)
    return _velocity(line.slope), low, high, r2, levels, jerks, ""


def _velocity(slope: float) -> float:
    return float(1 / slope) if slope > INSTANT else float("inf")


def _checked(
    names: np.ndarray, values: Mapping[str, float], what: str, low: float, high: float, unit: str
) -> np.ndarray:
    found = np.array([value_of_muscle(name, values, what) for name in names], dtype=float)
    for name, value in zip(names, found, strict=True):
        if not low <= value <= high:
            raise ValueError(f"{what} of '{name}' is {value:g}; give {unit}, {low:g} to {high:g}")
    return found
