"""Muscles of an examination under the names with which they were recorded."""

import xarray as xr

HAND, NECK = "fdi", "scm"


def recorded_muscles(voltage: xr.DataArray, muscle: str) -> list[str]:
    """Names of a muscle with its sides, as it was recorded.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time).
    muscle : str
        Name without side.

    Returns
    -------
    list of str
        Those that were recorded: right, left, and without side.
    """
    known = voltage["muscle"].values.astype(str).tolist()
    return [name for name in (f"right_{muscle}", f"left_{muscle}", muscle) if name in known]
