"""Treatments compared: by how much each changes the rate of jerks of every circuit, and in which order."""

import xarray as xr
from scipy.stats import rankdata

from ...errors import UserError
from .event_rates import log_rate_ratio


def treatment_ranking(rate: xr.DataArray, treatment: str, reference: str, exposure: float | xr.DataArray) -> xr.Dataset:
    """Change of a rate by every treatment, and its rank among them.

    Parameters
    ----------
    rate : xarray.DataArray
        Rate in 1/s over ``treatment`` and others, such as circuits, a mean over repeats (seed, wiring_seed, ...).
    treatment : str
        Name of the dimension of treatments.
    reference : str
        The treatment that is none.
    exposure : float or xarray.DataArray
        Time in s that all repeats of a point were observed, for all points or over the same dimensions.

    Returns
    -------
    xarray.Dataset
        Over the same dimensions without the reference: ``change`` = ln rate / rate of none, with its interval ``low``
        and ``high`` (95 %, Poisson counts, half an event added to each); ``rank``, 1 for the fewest jerks. Ties share
        their mean rank; failed points have NaN.

    Raises
    ------
    UserError
        The reference does not exist.

    Examples
    --------
    >>> rates = xr.DataArray([2.0, 1.0, 0.5], {"drug": ["none", "valproate", "clonazepam"]}, ("drug",))
    >>> treatment_ranking(rates, "drug", "none", 100.0)["rank"].to_series().to_dict()
    {'valproate': 2.0, 'clonazepam': 1.0}
    """
    if reference not in rate[treatment].values:
        raise UserError(f"{treatment} has no '{reference}' to compare with")
    treated = rate.sel({treatment: rate[treatment] != reference})
    seconds = xr.zeros_like(rate) + exposure
    base = {treatment: reference}
    found = log_rate_ratio(
        treated, rate.sel(base, drop=True), seconds.sel({treatment: treated[treatment]}), seconds.sel(base, drop=True)
    )
    found["change"].attrs["long_name"] = "ln of the rate over that of no treatment"
    rank = rankdata(treated.values, axis=treated.get_axis_num(treatment), nan_policy="omit")
    found["rank"] = treated.copy(data=rank).assign_attrs(units="1", long_name="rank, 1 for the fewest jerks")
    return found
