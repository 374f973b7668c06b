"""The recordings that a study keeps of its examples."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from ....errors import UserError

FOLDER = "examples"  # in that of the study


def recording_of_each(study: Path, axis: str) -> dict[str, Path]:
    """Find one recording for each value of an axis.

    Parameters
    ----------
    study : Path
        Folder of the study.
    axis : str
        Name of the axis.

    Returns
    -------
    dict
        Value of the axis, as a word, to the file. Where several recordings have one value, it is the one with the
        smallest coordinates, the first axis first.

    Raises
    ------
    UserError
        A recording is of a study without this axis.
    """
    points = {path: _point(path) for path in sorted(study.glob(f"{FOLDER}/*.nc"))}
    for path, point in points.items():
        if axis not in point:
            has = ", ".join(point) or "none"
            raise UserError(f"this figure needs a study with the axis {axis}; {path} has the axes {has}")
    last_first = sorted(points, key=lambda path: _place(points[path]), reverse=True)
    return {str(points[path][axis]): path for path in last_first}


def _point(path: Path) -> dict[str, Any]:
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        return dict(json.loads(tree.attrs.get("point", "{}")))


def _place(point: Mapping[str, Any]) -> list[tuple[float, str]]:
    """What sorts points: numbers by size, words and lists by their letters."""
    return [
        (float(value), "") if isinstance(value, int | float) else (0.0, json.dumps(value)) for value in point.values()
    ]
