"""Rates of events that were counted: their interval, and what changes between two of them."""

import numpy as np
import xarray as xr
from scipy.stats import chi2, norm

HALF_EVENT = 0.5  # added to every count, so that no events have a logarithm


def rate_interval(rate: xr.DataArray, exposure: float | xr.DataArray) -> tuple[xr.DataArray, xr.DataArray]:
    """Ends of the 95 % interval of rates of Poisson events.

    Parameters
    ----------
    rate : xarray.DataArray
        Rates, 1/s.
    exposure : float or xarray.DataArray
        Time in s for which the events were counted.

    Returns
    -------
    tuple of xarray.DataArray
        Lower and upper ends, 1/s. A count of 0 has the interval 0 to 3.7 / exposure; NaN stays NaN.

    References
    ----------
    garwood1936

    Examples
    --------
    >>> [round(float(end), 2) for end in rate_interval(xr.DataArray(1.0), 10.0)]
    [0.48, 1.84]
    """
    count = rate * exposure
    low = xr.apply_ufunc(chi2.ppf, 0.025, 2 * count.where(count != 0, 1))
    high = xr.apply_ufunc(chi2.ppf, 0.975, 2 * count + 2)
    return (low / (2 * exposure)).where(count != 0, 0.0), high / (2 * exposure)


def log_rate_ratio(
    rate: xr.DataArray,
    reference: xr.DataArray,
    exposure: float | xr.DataArray,
    reference_exposure: float | xr.DataArray,
) -> xr.Dataset:
    """Logarithm of a rate over a reference, of events that were counted.

    Parameters
    ----------
    rate, reference : xarray.DataArray
        Rates, 1/s.
    exposure, reference_exposure : float or xarray.DataArray
        Times in s for which the events of each were counted.

    Returns
    -------
    xarray.Dataset
        ``change`` (0 none, below 0 fewer events) and the ends ``low`` and ``high`` of its 95 % interval; NaN where a
        rate is.

    Notes
    -----
    Half an event is added to each count. The interval comes from the variance 1 / count of the logarithm of a Poisson
    count.

    Examples
    --------
    >>> found = log_rate_ratio(xr.DataArray(1.0), xr.DataArray(2.0), 100.0, 100.0)
    >>> round(float(found["change"]), 2)
    -0.69
    """
    count, base = rate * exposure + HALF_EVENT, reference * reference_exposure + HALF_EVENT
    change = np.log(count / base) - np.log(exposure / reference_exposure)
    width = float(norm.ppf(0.975)) * np.sqrt(1 / count + 1 / base)
    found = {"change": change, "low": change - width, "high": change + width}
    return xr.Dataset(found).map(lambda values: values.assign_attrs(units="1"), keep_attrs=True)
