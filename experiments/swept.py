"""What figures ask of a study whatever was swept: which axes are doses, which name panels, how long each run was."""

import json
from collections.abc import Iterator

import xarray as xr

from .units import read_number

REPEATS = ("seed", "wiring_seed", "parameters", "jitter")  # axes that repeat a point, not doses


def dose_axes(study: xr.Dataset, number: int) -> list[str]:
    """The axes of numbers of a grid, in the order they were given, repeats left out.

    Raises ValueError if there are not ``number`` of them.
    """
    dims = dict.fromkeys(dim for values in study.data_vars.values() for dim in values.dims)
    axes = [str(dim) for dim in dims if dim not in REPEATS and study[dim].dtype.kind in "fiu"]
    if len(axes) != number:
        raise ValueError(f"the study has {len(axes)} axes of numbers ({', '.join(axes)}); this figure shows {number}")
    return axes


def panels(study: xr.Dataset) -> Iterator[tuple[str, xr.Dataset]]:
    """Title and part of the study for every combination of its axes of words, such as circuits or agents."""
    words = [str(dim) for dim in study.dims if study[dim].dtype.kind in "OSU" or study[dim].dtype.kind == "T"]
    if not words:
        yield "", study
        return
    stacked = study.stack({"_panel": words}, create_index=False)
    for place in range(stacked.sizes["_panel"]):
        part = stacked.isel(_panel=place)
        yield ", ".join(str(part[name].item()) for name in words), part


def recorded_time(study: xr.Dataset) -> float:
    """Seconds each point of a study was observed. Raises ValueError if its provenance does not say, or it was swept."""
    config = json.loads(study.attrs.get("config", "{}"))
    if "duration" in study.dims or "duration" not in config:
        raise ValueError("events are counted over one duration; give a study that has it in its config and not as axis")
    return read_number("duration", config["duration"], "s")
