"""The study on disk: one zarr array (point, column) with one chunk a point, so that a row is one atomic rename.

A row that is there is done: zarr writes a chunk beside its place and renames it, and no row equals the fill value,
because the first column, ``status``, is 1 or more. Rows are 64-bit floats, uncompressed, so that a study of ten thousand
points opens in a moment. Which row is whose stands in ``points.jsonl``, grown by the one process that computes.

That process holds ``study.lock``; a second one is refused. The lock is the kernel's: it goes when its holder dies.
"""

import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import zarr
from filelock import FileLock, Timeout

FORMAT = 1
ROWS = "row"
POINTS = "points.jsonl"
SCHEMA = "schema.json"
LOCK = "study.lock"
FAILURES = "failures"
STATUS = ("missing", "ok", "runaway", "failed")


class StudyBusy(RuntimeError):
    """Another process computes the study."""


@dataclass(frozen=True)
class Column:
    """One number of a row. A ``code`` column holds indices into ``flag_meanings``."""

    name: str
    units: str
    long_name: str
    kind: str = "float"
    flag_meanings: tuple[str, ...] = ()


STATUS_COLUMN = Column("status", "1", "how the point ended", "code", STATUS)


@dataclass(frozen=True)
class Point:
    """A point of a study: its content key, its coordinates, and the plain settings a worker needs."""

    key: str
    coordinates: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)


class StudyStore:
    """A study that this process fills. Made by :meth:`create_or_join`."""

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self.path = path
        self.columns = columns
        self._index = {entry["key"]: row for row, entry in enumerate(read_points(path))}

    @classmethod
    def create_or_join(
        cls, path: Path, dims: Mapping[str, Sequence[Any]], columns: Sequence[Column], provenance: Mapping[str, Any]
    ) -> "StudyStore":
        """Open the study at ``path``, or begin it.

        Raises ValueError, saying what differs, for a study of another model version, other columns or other dimensions.
        """
        wanted = {
            "format": FORMAT,
            "dims": list(dims),
            "columns": [asdict(column) for column in (STATUS_COLUMN, *columns)],
            "provenance": dict(provenance),
        }
        path = Path(path)
        if not (path / SCHEMA).exists():
            path.mkdir(parents=True, exist_ok=True)
            if any(entry.name != LOCK for entry in path.iterdir()):
                raise ValueError(f"{path} is no study; choose an empty folder with study.path=...")
            (path / FAILURES).mkdir()
            zarr.create_array(
                path / ROWS,
                shape=(0, len(wanted["columns"])),
                chunks=(1, len(wanted["columns"])),
                dtype="float64",
                fill_value=float("nan"),
                compressors=None,
            )
            write_whole(path / SCHEMA, json.dumps(wanted, indent=1))
        found = read_schema(path)
        _refuse_another_model(path, found, json.loads(json.dumps(wanted)))
        return cls(path, (STATUS_COLUMN, *columns))

    @contextmanager
    def lock(self):
        """Hold the study while computing. Raises StudyBusy if another process does."""
        lock = FileLock(self.path / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise StudyBusy(f"another process computes {self.path}; wait for it or stop it") from None
        try:
            yield
        finally:
            lock.release()

    def add_points(self, points: Sequence[Point]) -> None:
        """Give every new point a row; rows that exist are not touched. Call under :meth:`lock`."""
        new = {point.key: point for point in points if point.key not in self._index}
        if not new:
            return
        lines = [json.dumps({"key": point.key, "coordinates": dict(point.coordinates)}) for point in new.values()]
        known = read_points(self.path)
        write_whole(self.path / POINTS, "".join(f"{json.dumps(entry)}\n" for entry in known) + "\n".join(lines) + "\n")
        self._index |= {key: len(known) + row for row, key in enumerate(new)}
        self._rows("r+").resize((len(self._index), len(self.columns)))

    def states(self) -> dict[str, str]:
        """Status word of every point of the study, by key."""
        rows = read_rows(self.path, len(self._index), len(self.columns))
        return {key: STATUS[int(np.nan_to_num(rows[row, 0]))] for key, row in self._index.items()}

    def write(self, point: Point, values: Mapping[str, float | str]) -> None:
        """Write the row of a computed point. ``values`` has every column; words of a code column are allowed."""
        row = np.array([_number(column, values[column.name]) for column in self.columns])
        self._rows("r+")[self._index[point.key]] = row
        (self.path / FAILURES / f"{point.key}.json").unlink(missing_ok=True)

    def fail(self, point: Point, error: str) -> None:
        """Record a point that could not be computed: its row says so, a file keeps error and configuration."""
        report = {
            "key": point.key,
            "coordinates": dict(point.coordinates),
            "error": error,
            "settings": dict(point.settings),
        }
        write_whole(self.path / FAILURES / f"{point.key}.json", json.dumps(report, indent=1))
        row = np.full(len(self.columns), np.nan)
        row[0] = STATUS.index("failed")
        self._rows("r+")[self._index[point.key]] = row

    def _rows(self, mode: str) -> zarr.Array:
        return zarr.open_array(self.path / ROWS, mode=mode)


def read_schema(path: Path) -> dict[str, Any]:
    """Dimensions, columns and provenance of a study. Raises ValueError for a folder that is none."""
    try:
        schema = json.loads((Path(path) / SCHEMA).read_text())
    except FileNotFoundError:
        raise ValueError(f"{path} is no study: there is no {SCHEMA} in it") from None
    except ValueError:
        raise ValueError(f"{path} is damaged: {SCHEMA} cannot be read; restore it or start anew elsewhere") from None
    if schema.get("format") != FORMAT:
        raise ValueError(f"{path} was made by another version (format {schema.get('format')}, here {FORMAT})")
    return schema


def read_points(path: Path) -> list[dict[str, Any]]:
    """Key and coordinates of every row, in order."""
    file = Path(path) / POINTS
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def read_rows(path: Path, points: int, columns: int) -> np.ndarray:
    """All rows (point, column); a row that is not there is NaN.

    A chunk is one row of raw little-endian floats, so the files are read directly: a study of 10 000 points opens
    in a fraction of the time that going through the array would take.
    """
    rows = np.full((points, columns), np.nan)
    folder = Path(path) / ROWS / "c"
    for point in range(points):
        try:
            rows[point] = np.frombuffer((folder / str(point) / "0").read_bytes(), "<f8")
        except FileNotFoundError:
            continue
    return rows


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is the old or the new one at any moment."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}.partial")
    partial.write_text(text)
    partial.replace(path)


def _number(column: Column, value: float | str) -> float:
    if column.kind == "float":
        return float(value)
    if value not in column.flag_meanings:
        raise ValueError(f"{column.name} is '{value}'; the study knows {', '.join(column.flag_meanings)}")
    return float(column.flag_meanings.index(str(value)))


def _refuse_another_model(path: Path, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    if found["dims"] != wanted["dims"]:
        raise ValueError(f"{path} is swept over {found['dims']}, not {wanted['dims']}; choose another study.path")
    if found["columns"] != wanted["columns"]:
        raise ValueError(f"{path} has other columns than this version writes; choose another study.path")
    for name in ("version", "model"):
        old, new = found["provenance"].get(name), wanted["provenance"].get(name)
        if old != new:
            raise ValueError(f"{path} was computed with {name} {old}, this is {new}; choose another study.path")
