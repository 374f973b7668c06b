"""Reads a study back: one labelled dataset over the swept dimensions, its state, one file of it."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ..models.numbers import all_numbers
from ..models.vocabulary import factors
from .layout import ROWS, STATUS, read_points, read_rows, read_schema

AXIS_UNITS = {"duration": "s", "dt": "ms"}
RECENT = 50  # rows from which the rate is taken: a study may have rested for a day


def open_study(path: str | Path) -> xr.Dataset:
    """One Dataset over the swept dimensions of a study.

    Missing and failed points are NaN, and ``status`` says which; code columns carry flag_values and flag_meanings.
    Attributes hold the provenance. Raises ValueError for a folder that is no study.

    >>> open_study("results/disinhibition").sel(circuit="cortex")["jerk_rate"]  # doctest: +SKIP
    """
    path = Path(path)
    schema, points = read_schema(path), read_points(path)
    rows = read_rows(path, [point["row"] for point in points], len(schema["columns"]))
    return labelled(schema, [point["coordinates"] for point in points], rows)


def labelled(schema: Mapping[str, Any], points: Sequence[Mapping[str, Any]], rows: np.ndarray) -> xr.Dataset:
    """Rows (point, column) of points at these coordinates as one Dataset; ``schema`` is that of ``read_schema``."""
    places = {name: [_label(point[name]) for point in points] for name in schema["dims"]}
    coordinates = {name: _values(found) for name, found in places.items()}
    place = {name: {value: i for i, value in enumerate(values)} for name, values in coordinates.items()}
    index = tuple(np.array([place[name][value] for value in places[name]], int) for name in schema["dims"])
    shape = tuple(len(values) for values in coordinates.values())
    data = {}
    for number, column in enumerate(schema["columns"]):
        values = np.full(shape, np.nan)
        values[index] = rows[:, number]
        data[column["name"]] = (tuple(schema["dims"]), *_variable(column, values))
    labels = {name: _coordinate(name, values) for name, values in coordinates.items()}
    provenance = {name: _plain(value) for name, value in schema["provenance"].items()}
    return xr.Dataset(data, labels, provenance)


def study_status(path: str | Path) -> str:
    """Lines that say how far a study is; the first one reads ``done 3 of 12``."""
    path = Path(path)
    schema, points = read_schema(path), read_points(path)
    rows = read_rows(path, [point["row"] for point in points], len(schema["columns"]))
    states = np.nan_to_num(rows[:, 0]).astype(int)
    failed = int((states == STATUS.index("failed")).sum())
    done = int((states > 0).sum()) - failed
    left = len(points) - done - failed
    lines = [f"done {done} of {len(points)}", f"failed {failed}", f"left {left}"]
    written = sorted(file.stat().st_mtime for file in (path / ROWS).glob("c.*.0"))[-RECENT:]
    if len(written) > 1 and written[-1] > written[0]:
        rate = (len(written) - 1) / (written[-1] - written[0])
        lines.append(f"rate {60 * rate:.1f} points/min")
        if left:
            lines.append(f"time left {left / rate / 60:.1f} min at that rate")
    return "\n".join(lines)


def collect(path: str | Path, out: str | Path) -> Path:
    """Write a study as one NetCDF file, whole at any moment. Raises OSError if it cannot be written."""
    study, out = open_study(path), Path(out)
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        study.to_netcdf(partial, engine="h5netcdf")
        partial.replace(out)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise OSError(f"{out} cannot be written ({reason}); choose another file with --out") from error
    finally:
        if out.parent.is_dir():
            partial.unlink(missing_ok=True)
    return out


def _label(value: Any) -> str | int | float:
    """A value that an axis can carry: lists, such as lesions, become JSON."""
    return value if isinstance(value, str | int | float) else json.dumps(value)


def _values(found: Sequence[str | int | float]) -> list[Any]:
    """Different values of one coordinate: numbers in order of size, words in order of appearance."""
    values: list[Any] = list(dict.fromkeys(found))
    return sorted(values) if all(isinstance(value, int | float) for value in values) else values


def _coordinate(name: str, values: list[Any]) -> tuple[str, np.ndarray, dict[str, str]]:
    # Words and numbers on one axis are all words: other tools know no mixed array
    array = np.array([str(v) for v in values] if any(isinstance(v, str) for v in values) else values)
    return name, array, {"units": _unit(name), "long_name": name}


def _unit(axis: str) -> str:
    if axis in factors():
        return factors()[axis].unit
    number = all_numbers().get(axis.removeprefix("numbers."))
    return number.unit if number else AXIS_UNITS.get(axis, "1")


def _variable(column: Mapping[str, Any], values: np.ndarray) -> tuple[np.ndarray, dict[str, Any]]:
    attributes: dict[str, Any] = {"units": column["units"], "long_name": column["long_name"]}
    if column["kind"] == "code":
        attributes["flag_values"] = np.arange(len(column["flag_meanings"]), dtype="int16")
        attributes["flag_meanings"] = " ".join(column["flag_meanings"])
        if column["name"] == "status":
            return np.nan_to_num(values).astype("int16"), attributes
    return values, attributes


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else json.dumps(value, sort_keys=True)
