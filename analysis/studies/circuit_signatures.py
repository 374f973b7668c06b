"""The signatures of the three circuits: what the jerks of a run look like if they come from that circuit."""

import xarray as xr

from .gain_threshold import JERKING_RATE

CIRCUITS = ("cortex", "brainstem", "spinal")
SHORT, LONG = 50, 80  # ms, bursts of the cortex at most, of the cord at least
FEW, MANY = 4, 6  # muscles, of a focal jerk at most, of a generalised one at least
MOST = 0.5  # share of jerks that begin in the neck, from which on most do


def cortical_signature(statistics: xr.Dataset) -> xr.DataArray:
    """Whether jerks are short and focal, as of the cortex.

    Parameters
    ----------
    statistics : xarray.Dataset
        ``jerk_rate``, ``burst_duration`` (ms), ``muscles_involved`` and ``neck_first`` of runs, over any dimensions.

    Returns
    -------
    xarray.DataArray
        True where bursts last at most 50 ms, jerks take at most 4 muscles, and most of them do not begin in the neck.
    """
    short, few = statistics["burst_duration"] <= SHORT, statistics["muscles_involved"] <= FEW
    return _jerks(statistics) & short & few & (statistics["neck_first"] < MOST)


def reticular_signature(statistics: xr.Dataset) -> xr.DataArray:
    """Whether jerks are generalised from the neck outwards, as of the reticular formation.

    Parameters
    ----------
    statistics : xarray.Dataset
        ``jerk_rate``, ``muscles_involved`` and ``neck_first`` of runs, over any dimensions.

    Returns
    -------
    xarray.DataArray
        True where jerks take 6 muscles or more and most of them begin in the neck.
    """
    return _jerks(statistics) & (statistics["muscles_involved"] >= MANY) & (statistics["neck_first"] >= MOST)


def segmental_signature(statistics: xr.Dataset) -> xr.DataArray:
    """Whether jerks are long and spare the face, as of the spinal cord.

    Parameters
    ----------
    statistics : xarray.Dataset
        ``jerk_rate``, ``burst_duration`` (ms) and ``cranial`` of runs, over any dimensions.

    Returns
    -------
    xarray.DataArray
        True where bursts last 80 ms or more and no cranial muscle takes part.
    """
    return _jerks(statistics) & (statistics["burst_duration"] >= LONG) & ~(statistics["cranial"] > 0)


def _jerks(statistics: xr.Dataset) -> xr.DataArray:
    return statistics["jerk_rate"] >= JERKING_RATE


SIGNATURES = {"cortex": cortical_signature, "brainstem": reticular_signature, "spinal": segmental_signature}
