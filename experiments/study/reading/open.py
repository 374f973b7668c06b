"""Reads a study back as one labelled dataset over the swept dimensions."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

from ....analysis.studies.axis_names import POINT
from ...files import check_netcdf
from ...given_objects import place_of
from ..disk.layout import read_points, read_rows, read_schema

SMALL = 1000  # points of a study that is read at once, so that its values are seen when it is printed
TAKEN = "the folder of a study, or the file that 'disinhibition collect' wrote of one"


class Rows:
    """Rows of a study by number, read when a value of theirs is asked for; what was read stays.

    So a row is read once, and all its columns are of one moment.

    Parameters
    ----------
    read : callable
        ``read(numbers)`` gives the rows (row, column) of these numbers.
    numbers : sequence of int
        Numbers of the rows there are.
    columns : int
        How many columns a row has.
    """

    def __init__(self, read: Callable[[list[int]], np.ndarray], numbers: Sequence[int], columns: int) -> None:
        size = max(numbers, default=-1) + 1
        self._read, self._known, self._values = read, np.zeros(size, bool), np.full((size, columns), np.nan)

    def column(self, numbers: np.ndarray, column: int) -> np.ndarray:
        """One column of the rows of given numbers.

        Parameters
        ----------
        numbers : numpy.ndarray
            Numbers of rows; a number below 0 stands for no point.
        column : int
            Number of the column.

        Returns
        -------
        numpy.ndarray
            The values in the shape of ``numbers``, NaN where there is no point.
        """
        there = numbers >= 0
        wanted = numbers[there]
        new = np.unique(wanted[~self._known[wanted]])
        if new.size:
            self._values[new] = self._read(new.tolist())
            self._known[new] = True
        found = np.full(numbers.shape, np.nan)
        found[there] = self._values[wanted, column]
        return found


class LazyColumn(BackendArray):
    """One column over the dimensions of a study.

    Parameters
    ----------
    rows : Rows
        The rows of the study.
    numbers : numpy.ndarray
        The number of the row at all coordinates, -1 for no point.
    column : int
        Number of the column.
    dtype : str
        Type of its values.
    """

    def __init__(self, rows: Rows, numbers: np.ndarray, column: int, dtype: str) -> None:
        self._rows, self._numbers, self._column = rows, numbers, column
        self.shape, self.dtype = numbers.shape, np.dtype(dtype)

    def data(self) -> indexing.LazilyIndexedArray:
        """The data of a variable, which can be selected from without being read.

        Returns
        -------
        xarray.core.indexing.LazilyIndexedArray
            The data.
        """
        return indexing.LazilyIndexedArray(self)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        values = self._rows.column(np.asarray(self._numbers[key]), self._column)
        return values if self.dtype.kind == "f" else np.nan_to_num(values).astype(self.dtype)


def open_study(path: str | Path | xr.Dataset) -> xr.Dataset:
    """Open a study as one Dataset over the swept dimensions, or over ``point``, along which the axes of its design lie.

    A study of up to 1000 points is read at once. Of a larger one a row is read when a value is asked for, and once.

    Parameters
    ----------
    path : str, Path or xarray.Dataset
        Folder of the study, or the NetCDF file that ``collect`` wrote of it. A Dataset is given back as it is.

    Returns
    -------
    xarray.Dataset
        One variable for every column. Missing and failed points are NaN, and ``status`` says which; code columns carry
        flag_values and flag_meanings. Attributes hold the provenance; ``history`` says, as JSON, which models took the
        study over.

    Raises
    ------
    UserError
        The folder or the file is no study, or what was given is no path.
    """
    if isinstance(path, xr.Dataset):
        return path
    path = place_of(path, f"{TAKEN}, or the Dataset that dis.sweep gives")
    if path.is_file():
        return _collected(path)
    schema, points = read_schema(path), read_points(path)
    numbers = [point["row"] for point in points]
    columns = len(schema["columns"])
    rows = Rows(partial(read_rows, path, columns=columns), numbers, columns)
    study = _dataset(schema, [point["coordinates"] for point in points], numbers, rows)
    return study.load() if len(points) <= SMALL else study


def _collected(path: Path) -> xr.Dataset:
    """A study out of its file."""
    check_netcdf(path, TAKEN, ["status"])
    study = xr.open_dataset(path, engine="h5netcdf")
    return study.load() if study["status"].size <= SMALL else study


def labelled(schema: Mapping[str, Any], points: Sequence[Mapping[str, Any]], rows: np.ndarray) -> xr.Dataset:
    """Rows of points as one Dataset.

    Parameters
    ----------
    schema : mapping
        As ``read_schema`` returns it.
    points : sequence of mapping
        Coordinates of the points, axis to value.
    rows : numpy.ndarray
        The rows (point, column).

    Returns
    -------
    xarray.Dataset
        As ``open_study`` returns it, read.
    """
    numbers = range(len(points))
    return _dataset(schema, points, numbers, Rows(partial(np.take, rows, axis=0), numbers, rows.shape[1])).load()


def _dataset(
    schema: Mapping[str, Any], points: Sequence[Mapping[str, Any]], numbers: Sequence[int], rows: Rows
) -> xr.Dataset:
    found = {axis: [_label(point[axis]) for point in points] for axis in schema["dims"] if axis != POINT}
    units = schema["units"]
    labels = {}
    if POINT in schema["dims"]:
        dims, row_of = [POINT], np.array(numbers, int)
        labels[POINT] = (
            POINT,
            np.arange(len(points)),
            {"units": "1", "long_name": "point, in the order of the design"},
        )
        labels |= {axis: _coordinate(axis, POINT, values, units) for axis, values in found.items()}
    else:
        dims = schema["dims"]
        values = {axis: _values(every) for axis, every in found.items()}
        index = {axis: {value: i for i, value in enumerate(values[axis])} for axis in dims}
        row_of = np.full([len(values[axis]) for axis in dims], -1)
        row_of[tuple(np.array([index[axis][value] for value in found[axis]], int) for axis in dims)] = numbers
        labels |= {axis: _coordinate(axis, axis, values[axis], units) for axis in dims}
    data = {
        column["name"]: xr.Variable(dims, LazyColumn(rows, row_of, number, _dtype(column)).data(), _attributes(column))
        for number, column in enumerate(schema["columns"])
    }
    provenance = {name: _plain(value) for name, value in schema["provenance"].items()}
    return xr.Dataset(data, labels, provenance)


def _label(value: Any) -> str | int | float:
    """A value that an axis can carry: lists, such as lesions, become JSON."""
    return value if isinstance(value, str | int | float) else json.dumps(value)


def _values(found: Sequence[str | int | float]) -> list[Any]:
    """Different values of one coordinate: numbers in order of size, words in order of appearance."""
    values: list[Any] = list(dict.fromkeys(found))
    return sorted(values) if all(isinstance(value, int | float) for value in values) else values


def _coordinate(
    name: str, dim: str, values: list[Any], units: Mapping[str, str]
) -> tuple[str, np.ndarray, dict[str, str]]:
    # Words and numbers on one axis are all words: other tools know no mixed array
    array = np.array([str(v) for v in values] if any(isinstance(v, str) for v in values) else values)
    # A study that was begun before units were written says nothing of them
    unit = {"units": units[name]} if name in units else {}
    return dim, array, {**unit, "long_name": name}


def _dtype(column: Mapping[str, Any]) -> str:
    return "int16" if column["name"] == "status" else "float64"


def _attributes(column: Mapping[str, Any]) -> dict[str, Any]:
    attributes: dict[str, Any] = {"units": column["units"], "long_name": column["long_name"]}
    if column["kind"] == "code":
        attributes["flag_values"] = np.arange(len(column["flag_meanings"]), dtype="int16")
        attributes["flag_meanings"] = " ".join(column["flag_meanings"])
    return attributes


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else json.dumps(value, sort_keys=True)
