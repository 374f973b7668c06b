"""Which figures a study can be drawn as, told by its axes; nothing of matplotlib is imported."""

import json
from collections.abc import Callable, Mapping
from math import prod

import xarray as xr

from ....analysis.studies.axis_names import POINT
from .swept_axes import FORM, is_words, swept_axes

STATISTIC = "jerk_rate"
LEVEL = "concentration."
FEWEST = 30  # points that a surrogate is checked on
MAP = {"circuit", "gaba_a", "glycine"}
TREATMENT, NONE = "regimen", "none"


def fitting_figures(study: xr.Dataset) -> list[str]:
    """Name the figures that show a study.

    Parameters
    ----------
    study : xarray.Dataset
        The study, with its config among the attributes.

    Returns
    -------
    list of str
        Names of figures, the most particular first; none for a study without jerks or axes.

    Examples
    --------
    >>> fitting_figures(xr.Dataset({"jerk_rate": ("gain", [2.0, 0.0])}, {"gain": [0.2, 1.0]}))
    ['dose_response', 'course']
    """
    if STATISTIC not in study:
        return []
    return [name for name, fits in FITS.items() if fits(study)]


def _design(study: xr.Dataset) -> str:
    config = json.loads(study.attrs.get("config", "{}"))
    return str(config.get("study", {}).get("design", "grid"))


def _numbers(study: xr.Dataset) -> list[str]:
    """Axes of numbers of a grid, which the figures of doses count; none if one of them has a single value."""
    axes = [] if POINT in study.dims else swept_axes(study)
    numbers = [axis for axis in axes if study[axis].dtype.kind in "fiu"]
    return numbers if all(study.sizes[axis] > 1 for axis in numbers) else []


def _words(study: xr.Dataset) -> list[str]:
    return [] if POINT in study.dims else [axis for axis in swept_axes(study) if is_words(study, axis)]


def _is_map(study: xr.Dataset) -> bool:
    return set(study.dims) >= MAP


def _ranks(study: xr.Dataset) -> bool:
    return {TREATMENT, FORM} <= set(_words(study)) and NONE in study[TREATMENT].values


def _combines(study: xr.Dataset) -> bool:
    levels = _numbers(study)
    return len(levels) == 2 and all(axis.startswith(LEVEL) for axis in levels)


def _is_course(study: xr.Dataset) -> bool:
    axes = [] if POINT in study.dims else swept_axes(study)
    return bool(axes) and study.sizes[axes[-1]] > 1 and "duration" not in axes


# One axis of numbers and no other that has to be one: a panel for each combination of words
FITS: Mapping[str, Callable[[xr.Dataset], bool]] = {
    "disinhibition": _is_map,
    "rank_matrix": _ranks,
    "isobologram": _combines,
    "threshold_map": lambda study: len(_numbers(study)) == 2,
    "dose_response": lambda study: len(_numbers(study)) == 1,
    "sensitivity": lambda study: _design(study) in ("sobol", "morris"),
    "surrogate": lambda study: POINT in study.dims and prod(study[STATISTIC].shape) >= FEWEST,
    "course": _is_course,
}
