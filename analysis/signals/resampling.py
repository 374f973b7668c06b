"""Signals at another rate, gaps kept where they are."""

from fractions import Fraction

import numpy as np
import xarray as xr
from scipy.signal import resample_poly

from .checks import UNEVEN
from .epochs import runs


def resampled(trace: np.ndarray, rate: float, wanted: float) -> np.ndarray:
    """A signal at another rate, stretch by stretch between its gaps; its first sample keeps its time.

    Parameters
    ----------
    trace : numpy.ndarray
        Signal (time,), NaN where it was not recorded.
    rate, wanted : float
        Samples per second before and after, Hz.

    Returns
    -------
    numpy.ndarray
        The signal, without what is faster than half the lower rate.

    Examples
    --------
    >>> resampled(np.full(10, 2.0), 1000.0, 500.0).round(3).tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0]
    """
    ratio = Fraction(wanted / rate).limit_denominator(1000)
    if ratio == 1:
        return trace
    up, down = ratio.numerator, ratio.denominator
    result = np.full(round(trace.size * wanted / rate), np.nan)
    for first, last in zip(*runs(np.isfinite(trace)), strict=True):
        # A stretch begins on a sample that both rates share, or time would shift
        begin = -(-first // down) * down
        if begin >= last:
            continue
        part = resample_poly(trace[begin:last], up, down, padtype="line")
        place = begin * up // down
        end = min(place + part.size, result.size)
        result[place:end] = part[: end - place]
    return result


def on_one_clock(first: xr.DataArray, second: xr.DataArray) -> tuple[xr.DataArray, xr.DataArray]:
    """Two signals at the times of the slower of them.

    Parameters
    ----------
    first, second : xarray.DataArray
        Signals (channel, time) with regular coordinates ``time`` in s that begin at one moment.

    Returns
    -------
    tuple of xarray.DataArray
        Both at the same times; as they are if they have these already.

    Examples
    --------
    >>> slow, fast = (xr.DataArray(np.zeros((1, n)), {"time": np.arange(n) / n}, ("row", "time")) for n in (500, 1000))
    >>> [one.sizes["time"] for one in on_one_clock(slow, fast)]
    [500, 500]
    """
    rates = [(one.sizes["time"] - 1) / float(one["time"][-1] - one["time"][0]) for one in (first, second)]
    if first.sizes["time"] == second.sizes["time"] and abs(rates[0] - rates[1]) <= UNEVEN * rates[0]:
        return first, second
    slow = int(np.argmin(rates))
    times = (first, second)[slow]["time"].values
    samples = min(
        times.size,
        round(min(one.sizes["time"] / rate for one, rate in zip((first, second), rates, strict=True)) * rates[slow]),
    )
    made = []
    for one, rate in zip((first, second), rates, strict=True):
        dim = next(str(dim) for dim in one.dims if dim != "time")
        values = [
            resampled(row, rate, rates[slow])[:samples] for row in one.transpose(dim, "time").values.astype(float)
        ]
        made.append(
            xr.DataArray(
                np.array(values), {dim: one[dim].values, "time": times[:samples]}, (dim, "time"), attrs=one.attrs
            )
        )
    return made[0], made[1]
