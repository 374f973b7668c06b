"""The three signatures, as a run either shows them or not."""

import xarray as xr

from .gain_threshold import JERKS

CIRCUITS = ("cortex", "brainstem", "spinal")


def _cortical(run: xr.Dataset) -> xr.DataArray:
    """Short and focal: at most 50 ms, at most 4 muscles, not from the neck."""
    focal = (run["burst_duration"] <= 50) & (run["muscles_involved"] <= 4) & (run["neck_first"] < 0.5)
    return (run["jerk_rate"] >= JERKS) & focal


def _reticular(run: xr.Dataset) -> xr.DataArray:
    """Generalised from the neck outwards: 6 muscles or more, most jerks begin in the neck."""
    return (run["jerk_rate"] >= JERKS) & (run["muscles_involved"] >= 6) & (run["neck_first"] >= 0.5)


def _segmental(run: xr.Dataset) -> xr.DataArray:
    """Long and without the face: 80 ms or more, no cranial muscle."""
    return (run["jerk_rate"] >= JERKS) & (run["burst_duration"] >= 80) & ~(run["cranial"] > 0)


SIGNATURES = {"cortex": _cortical, "brainstem": _reticular, "spinal": _segmental}
