"""What figures ask of a study whatever was swept: which axes are doses, which name panels, how long each run was."""

import json
from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from ....analysis.signals.counted import counted
from ....analysis.studies.axis_names import REPEATS
from ....errors import UserError
from ....models.drugs.dosing.amounts import read_time
from ....models.parameters.quantities import split_number
from ....models.parameters.sourced import SI
from ...config.units import read_number

FORM, HEALTHY = "form", "healthy"


def dose_axes(study: xr.Dataset, number: int) -> list[str]:
    """The axes of numbers of a grid, in the order they were given, repeats left out.

    Parameters
    ----------
    study : xarray.Dataset
        The study.
    number : int
        How many there have to be.

    Returns
    -------
    list of str
        Names of the axes.

    Raises
    ------
    UserError
        There are more or fewer axes of numbers.
    """
    axes = [name for name in swept_axes(study) if study[name].dtype.kind in "fiu"]
    if len(axes) != number:
        has = f"the study has {len(axes)} ({', '.join(axes)})" if axes else told_axes(study)
        raise UserError(f"this figure shows {counted(number, 'axis', 'axes')} of numbers; {has}")
    return axes


def told_axes(study: xr.Dataset) -> str:
    """Say which axes a study has, and that repeats are no axes of a figure.

    Parameters
    ----------
    study : xarray.Dataset
        The study.

    Returns
    -------
    str
        Words for the end of a message.

    Examples
    --------
    >>> told_axes(xr.Dataset({"jerk_rate": (("gain", "seed"), [[1.0, 2.0]])}))
    'the study has the axes gain, beside repeats (seed), which are taken together'
    >>> told_axes(xr.Dataset({"jerk_rate": ("seed", [1.0, 2.0])}))
    'the study has repeats alone (seed), which are taken together'
    """
    axes, repeats = swept_axes(study), ", ".join(dim for dim in map(str, study.dims) if dim in REPEATS)
    if not axes:
        return f"the study has repeats alone ({repeats}), which are taken together" if repeats else "the study has none"
    beside = f", beside repeats ({repeats}), which are taken together" if repeats else ""
    return f"the study has the axes {', '.join(axes)}{beside}"


def swept_axes(study: xr.Dataset) -> list[str]:
    """All axes of a grid, in the order they were given, repeats left out.

    Parameters
    ----------
    study : xarray.Dataset
        The study.

    Returns
    -------
    list of str
        Names of the axes.

    Examples
    --------
    >>> swept_axes(xr.Dataset({"jerk_rate": (("gain", "seed"), [[1.0, 2.0]])}))
    ['gain']
    """
    dims = dict.fromkeys(dim for values in study.data_vars.values() for dim in values.dims)
    return [str(dim) for dim in dims if dim not in REPEATS]


def panels(study: xr.Dataset, axes: Sequence[str] | None = None) -> Iterator[tuple[str, xr.Dataset]]:
    """Take a study apart into panels, one for every combination of values of some axes.

    Parameters
    ----------
    study : xarray.Dataset
        The study.
    axes : sequence of str, optional
        The axes that name the panels; by default those of words, such as circuits or agents.

    Yields
    ------
    str
        Title of the panel. A number, with its unit, on and off are named by their axis.
    xarray.Dataset
        Its part of the study.
    """
    words = [str(dim) for dim in study.dims if is_words(study, str(dim))] if axes is None else list(axes)
    if not words:
        yield "", study
        return
    stacked = study.stack({"_panel": words}, create_index=False)
    for number in range(stacked.sizes["_panel"]):
        part = stacked.isel(_panel=number)
        yield ", ".join(_title(part[name]) for name in words), part


def is_words(study: xr.Dataset, axis: str) -> bool:
    """Whether an axis holds words, such as circuits, and not numbers.

    Parameters
    ----------
    study : xarray.Dataset
        The study.
    axis : str
        Name of the axis.

    Returns
    -------
    bool
        True for words.
    """
    return study[axis].dtype.kind in "OSUT"


def times(study: xr.Dataset, axis: str) -> xr.DataArray | None:
    """An axis of times such as '3 h' as numbers.

    Parameters
    ----------
    study : xarray.Dataset
        The study.
    axis : str
        Name of the axis.

    Returns
    -------
    xarray.DataArray or None
        The times (axis) in the unit of the last one, which is its attribute ``units``; None for any other axis.
    """
    if not is_words(study, axis):
        return None
    words = [str(word) for word in study[axis].values]
    try:
        seconds = [read_time(word, axis) for word in words]
        unit = split_number(words[-1], axis)[1]
    except UserError:
        return None
    return xr.DataArray([time / SI[unit] for time in seconds], dims=axis, attrs={"units": unit})


def without_healthy(study: xr.Dataset) -> tuple[xr.Dataset, xr.Dataset | None]:
    """Take the healthy part out of a study whose axis ``form`` names a loss of inhibition.

    Parameters
    ----------
    study : xarray.Dataset
        The study.

    Returns
    -------
    xarray.Dataset
        The forms that are not healthy, or the whole study if it has no other form.
    xarray.Dataset or None
        The healthy part without the axis ``form``, None if there is none.
    """
    if FORM not in study.dims or HEALTHY not in study[FORM].values or study.sizes[FORM] == 1:
        return study, None
    return study.sel({FORM: study[FORM] != HEALTHY}), study.sel({FORM: HEALTHY}, drop=True)


def runaways(study: xr.Dataset) -> xr.DataArray:
    """Where a run ended as a runaway.

    Parameters
    ----------
    study : xarray.Dataset
        The study; its ``status``, if it is there, is a code with flag_values and flag_meanings.

    Returns
    -------
    xarray.DataArray
        True for a runaway.
    """
    meanings = study["status"].attrs["flag_meanings"].split() if "status" in study else []
    if "runaway" not in meanings:
        return xr.zeros_like(next(iter(study.data_vars.values())), dtype=bool)
    return study["status"] == np.asarray(study["status"].attrs["flag_values"])[meanings.index("runaway")]


def recorded_time(study: xr.Dataset) -> float:
    """How long each point of a study was observed.

    Parameters
    ----------
    study : xarray.Dataset
        The study with its provenance.

    Returns
    -------
    float
        Seconds.

    Raises
    ------
    UserError
        The provenance does not say, or the duration was swept.
    """
    config = json.loads(study.attrs.get("config", "{}"))
    if "duration" in study.dims or "duration" not in config:
        raise UserError("events are counted over one duration; give a study that has it in its config and not as axis")
    return read_number("duration", config["duration"], "s")


def _title(value: xr.DataArray) -> str:
    word, unit = value.item(), value.attrs.get("units", "1")
    if isinstance(word, str):
        word = f"{value.name} {word}" if word in ("on", "off") else word
    else:
        word = f"{value.name} {word:g}" + ("" if unit == "1" else f" {unit}")
    return word.replace("_", " ")
