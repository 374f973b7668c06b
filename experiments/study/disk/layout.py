"""What lies where in the folder of a study, and how it is read. Nothing here writes.

``schema.json`` says what was swept and names the file that says which row is whose, at first ``points.jsonl``. ``row/``
is the zarr array (point, column) with one chunk a point, ``failures/`` tells why a point failed. A row counts only if
it is whole, with a known status.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ....errors import UserError
from ....models.parameters.nearest import nearest
from ...run.columns import Column

FORMAT = 2
RESULTS = Path("results")  # where studies lie unless study.path says otherwise
ROWS = "row"
POINTS = "points.jsonl"
SCHEMA = "schema.json"
LOCK = "study.lock"
CLAIMS = "claims"
FAILURES = "failures"
HISTORY = "history"  # of a study that other models computed before, within its provenance
STATUS = ("missing", "ok", "runaway", "failed")


STATUS_COLUMN = Column("status", "1", "how the point ended", "code", STATUS)


@dataclass(frozen=True)
class Point:
    """A point of a study.

    Attributes
    ----------
    key : str
        Its content key.
    coordinates : mapping
        Axis to value.
    task : mapping
        All that a worker needs to compute it.
    """

    key: str
    coordinates: Mapping[str, Any]
    task: Mapping[str, Any] = field(default_factory=dict)


def read_schema(path: Path) -> dict[str, Any]:
    """Read what a study is.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Returns
    -------
    dict
        ``dims`` (an axis ``point`` comes first), ``units`` of the axes, ``columns``, ``provenance`` and ``points``, the
        file that says which row is whose.

    Raises
    ------
    UserError
        The folder is no study, is damaged, or was made by another version.
    """
    try:
        schema = json.loads((Path(path) / SCHEMA).read_text())
        if schema["format"] == FORMAT:
            found = {name: schema[name] for name in ("dims", "columns", "provenance")}
            return found | {"units": schema.get("units", {}), "points": str(schema.get("points", POINTS))}
    except FileNotFoundError:
        if not Path(path).exists():
            raise UserError(f"{path} does not exist; name the folder of a study{_near(Path(path))}") from None
        raise UserError(f"{path} is no study: there is no {SCHEMA} in it") from None
    except NotADirectoryError:
        raise UserError(f"{path} is a file and no folder of a study") from None
    except (ValueError, KeyError, TypeError):
        raise UserError(f"{path} is damaged: {SCHEMA} cannot be read; restore it or start anew elsewhere") from None
    raise UserError(
        f"{path} was made by another version (format {schema['format']}, here {FORMAT}); choose another study.path"
    )


def _near(path: Path) -> str:
    """The study in the folder of results whose name is nearest."""
    return nearest(path.name, [schema.parent.name for schema in sorted(RESULTS.glob(f"*/{SCHEMA}"))], f"{RESULTS}/")


def read_points(path: Path) -> list[dict[str, Any]]:
    """Read row, key and coordinates of every point.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Returns
    -------
    list of dict
        ``row``, ``key`` and ``coordinates`` of each point.

    Raises
    ------
    UserError
        A line is damaged.
    """
    file = points_file(path)
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError:
        if points_file(path) != file:  # a model took the study over in this moment
            return read_points(path)
        lines = []
    points = []
    for number, line in enumerate(lines, 1):
        try:
            point = json.loads(line)
            points.append({"row": int(point["row"]), "key": str(point["key"]), "coordinates": {**point["coordinates"]}})
        except (ValueError, KeyError, TypeError):
            raise UserError(
                f"{file}: line {number} is damaged; delete the line, and its point is computed again"
            ) from None
    return points


def points_file(path: Path) -> Path:
    """The file that says which row is whose.

    The schema names another one once the study was taken over by a model.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Returns
    -------
    Path
        The file.
    """
    return Path(path, read_schema(path)["points"])


def read_rows(path: Path, rows: Sequence[int], columns: int) -> np.ndarray:
    """Read rows by their numbers.

    A chunk is one row of raw little-endian floats, so the files are read directly: a study of 10 000 points opens
    in a fraction of the time that going through the array would take.

    Parameters
    ----------
    path : Path
        Folder of the study.
    rows : sequence of int
        Numbers of the rows.
    columns : int
        How many columns a row has.

    Returns
    -------
    numpy.ndarray
        The rows (point, column); a row that is not there, or not whole, is NaN.
    """
    found = np.full((len(rows), columns), np.nan)
    for index, row in enumerate(rows):
        try:
            content = chunk(path, row).read_bytes()
        except FileNotFoundError:
            continue
        if len(content) == 8 * columns:
            found[index] = np.frombuffer(content, "<f8")
    known = (found[:, :1] == np.arange(1, len(STATUS))).any(axis=1)
    found[~known] = np.nan
    return found


def as_row(columns: Sequence[Column], values: Mapping[str, float | str]) -> np.ndarray:
    """Write the values of a point as its row.

    Parameters
    ----------
    columns : sequence of Column
        The columns of the study.
    values : mapping
        Name of a column to a number, or to a word in a code column.

    Returns
    -------
    numpy.ndarray
        The row (column,), in which words are numbers.

    Raises
    ------
    UserError
        The value of a column is missing.
        A word is none of its column's, or a value is no number.
    """
    return np.array([_number(column, values[column.name]) for column in columns])


def _number(column: Column, value: float | str) -> float:
    if column.kind == "float":
        return float(value)
    if value not in column.flag_meanings:
        raise ValueError(f"{column.name} is '{value}'; the study knows {', '.join(column.flag_meanings)}")
    return float(column.flag_meanings.index(str(value)))


def chunk(path: Path, row: int) -> Path:
    """The file of one row.

    Parameters
    ----------
    path : Path
        Folder of the study.
    row : int
        Number of the row.

    Returns
    -------
    Path
        The file.
    """
    return Path(path, ROWS, f"c.{row}.0")


def read_failure(path: Path, key: str) -> str:
    """Read why a point failed.

    Parameters
    ----------
    path : Path
        Folder of the study.
    key : str
        Content key of the point.

    Returns
    -------
    str
        One line; empty if it is not known.
    """
    try:
        return str(json.loads((Path(path) / FAILURES / f"{key}.json").read_text())["error"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def coordinates_text(coordinates: Mapping[str, Any]) -> str:
    """Coordinates as one text, by which points are told apart; 1 and 1.0 are one coordinate.

    Parameters
    ----------
    coordinates : mapping
        Axis to value.

    Returns
    -------
    str
        JSON with sorted names.

    Examples
    --------
    >>> coordinates_text({"seed": 1, "gain": 0.5})
    '{"gain": 0.5, "seed": 1.0}'
    """
    numbers = {name: float(value) for name, value in coordinates.items() if isinstance(value, int | float)}
    return json.dumps({**coordinates, **numbers}, sort_keys=True)
