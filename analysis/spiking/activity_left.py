"""A proxy of sedation: how much of the firing of a healthy pathway at rest a drug leaves."""

import xarray as xr

CELLS = ("l23", "thalamocortical", "reticular")  # cortex, thalamus, reticular formation: what keeps awake


def activity_left(rates: xr.Dataset, undrugged: xr.Dataset) -> xr.DataArray:
    """How much of the firing of a healthy pathway at rest a drug leaves, a proxy of sedation.

    Parameters
    ----------
    rates : xarray.Dataset
        ``rate_l23``, ``rate_thalamocortical`` and ``rate_reticular``, Hz, over any dimensions.
    undrugged : xarray.Dataset
        The same without drug, over dimensions of the first or none.

    Returns
    -------
    xarray.DataArray
        Geometric mean of the three ratios: 1 for no change, 0 if a class is silent, NaN if it is so without drug.

    Notes
    -----
    L2/3 pyramidal, thalamocortical and reticular cells stand for cortex, thalamus and reticular formation, which keep
    awake. Both Datasets are of a pathway without jerks: jerks are spikes, too, so a drug which only stops them would
    seem to sedate.

    Examples
    --------
    >>> names = ("rate_l23", "rate_thalamocortical", "rate_reticular")
    >>> full, half = (xr.Dataset(dict.fromkeys(names, ((), rate))) for rate in (8.0, 4.0))
    >>> round(float(activity_left(half, full)), 3)
    0.5
    """
    ratios = xr.concat([_ratio(rates[f"rate_{cell}"], undrugged[f"rate_{cell}"]) for cell in CELLS], "cell")
    left = ratios.prod("cell", skipna=False) ** (1 / len(CELLS))
    return left.assign_attrs(units="1", long_name="firing left at rest")


def _ratio(rate: xr.DataArray, undrugged: xr.DataArray) -> xr.DataArray:
    return rate / undrugged.where(undrugged > 0)
