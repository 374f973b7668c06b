"""Intervals by bootstrap over repeats: seeds are drawn with replacement, the same for every point of a study.

What is called 95 % covers some 84 % of the time with 5 repeats, 92 % with 10, 93 % with 20 (means of Poisson counts).
"""

from collections.abc import Callable, Iterator

import numpy as np
import xarray as xr

LEAST_REPEATS = 5  # of fewer, drawn anew, no interval is given
RESAMPLES = 200
TAILS = (2.5, 97.5)  # percentiles of a 95 % interval
REPEAT = "repeat"


def with_repeats(values: xr.DataArray, axes: list[str]) -> xr.DataArray:
    """The values over (axes, repeat): every other dimension (seed, wiring_seed, ...) becomes one of repeats."""
    missing = [name for name in axes if name not in values.dims]
    if missing:
        raise ValueError(f"there is no dimension {', '.join(missing)}; there are {', '.join(map(str, values.dims))}")
    others = [dim for dim in values.dims if dim not in axes]
    stacked = values.stack({REPEAT: others}, create_index=False) if others else values.expand_dims(REPEAT)
    return stacked.transpose(*axes, REPEAT)


def drawn_repeats(repeats: int, resamples: int = RESAMPLES, seed: int = 1) -> Iterator[np.ndarray]:
    """Which repeats each bootstrap draw takes, (repeat,); no draw from fewer than 5 repeats."""
    rng = np.random.default_rng(seed)
    for _ in range(resamples if repeats >= LEAST_REPEATS else 0):
        yield rng.integers(0, repeats, repeats)


def bootstrap_interval(found: np.ndarray, least: float = 0.5) -> np.ndarray:
    """Ends of the 95 % interval over the draws, (2, ...) of found (draw, ...).

    NaN with no draws, and where fewer than a share ``least`` of them have a value.
    """
    if not len(found):
        return np.full((2, *found.shape[1:]), np.nan)
    known = np.isfinite(found).mean(axis=0) >= least
    ends = np.full((2, *found.shape[1:]), np.nan)
    if known.any():
        ends[:, known] = np.nanpercentile(found[:, known], TAILS, axis=0)
    return ends


def bootstrap(
    measure: Callable[[np.ndarray], np.ndarray], values: np.ndarray, resamples: int = RESAMPLES
) -> np.ndarray:
    """What ``measure`` gives on every draw of the last axis of ``values``, (draw, ...)."""
    found = [measure(values[..., chosen]) for chosen in drawn_repeats(values.shape[-1], resamples)]
    return np.array(found) if found else np.zeros((0, *np.shape(measure(values))))


def mean_of_known(values: np.ndarray, axis: int = -1) -> np.ndarray:
    """x"""
    count = np.isfinite(values).sum(axis=axis)
    return np.divide(np.nansum(values, axis=axis), count, out=np.full(count.shape, np.nan), where=count > 0)
