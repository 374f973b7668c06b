"""The study on disk, as processes that compute it write it; ``layout.py`` says what lies where.

A row that is there is done: it is written beside its file and renamed, as zarr would a chunk, and no row equals the
fill value, because the first column, ``status``, is 1 or more. Rows are 64-bit floats, uncompressed, so that a study of
ten thousand points opens in a moment. Every file is the old or the new one at any moment, and what a killed process
left half-done is mended when the next one comes alone. Several processes may compute one study: who lays out its points
holds ``study.lock``, who computes a point its claim (``claims.py``). Both go when their holder dies.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import zarr

from ...run.columns import Column
from .claims import Claims
from .errors import stopped, unwritable
from .folder import begin, held, refuse_foreign, sweep_up, write_whole
from .layout import (
    CLAIMS,
    FAILURES,
    ROWS,
    SCHEMA,
    STATUS,
    STATUS_COLUMN,
    Point,
    as_row,
    chunk,
    coordinates_text,
    points_file,
    read_points,
    read_rows,
    read_schema,
)
from .same_study import refuse_another, refuse_other_settings, schema_of


class StudyStore:
    """A study that this process fills, perhaps with others. Made by :meth:`create_or_join`.

    Parameters
    ----------
    path : Path
        Folder of the study.
    columns : tuple of Column
        Its columns, ``status`` first.
    config : str
        The composed config of the points to come as JSON, where it is known.
    """

    def __init__(self, path: Path, columns: tuple[Column, ...], config: str = "") -> None:
        self.path = path
        self._config = config
        self.columns = columns
        self._points = read_points(path)

    @classmethod
    def create_or_join(
        cls, path: Path, axes: Mapping[str, str], columns: Sequence[Column], provenance: Mapping[str, Any]
    ) -> "StudyStore":
        """Open the study at ``path``, or begin it.

        Parameters
        ----------
        path : Path
            Folder of the study.
        axes : mapping
            Dimensions of the study with their units.
        columns : sequence of Column
            Its columns without ``status``.
        provenance : mapping
            What the rows were computed with; ``version`` and ``model`` are compared with those of a study that is
            there.

        Returns
        -------
        StudyStore
            The study.

        Raises
        ------
        AnotherModel
            The study is of another model version or has other columns; the message says what differs.
        UserError
            The study has other dimensions, or the folder holds other files.
            The folder cannot be written; the message names ``study.path``.
        StudyBusy
            Another process lays out the study and does not come to an end.
        StudyStopped
            The disk is full.
        """
        path, all_columns = Path(path), (STATUS_COLUMN, *columns)
        wanted = schema_of(axes, columns, provenance)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
        if not (path / SCHEMA).exists():
            refuse_foreign(path)
            with held(path):
                begin(path, wanted)
        refuse_another(path, read_schema(path), wanted)
        return cls(path, all_columns, str(provenance.get("config", "")))

    @contextmanager
    def joined(self) -> Iterator[Claims]:
        """Take part in computing the study; whoever comes alone sweeps up what killed processes left behind.

        Yields
        ------
        Claims
            The claims of this process, which are given back at the end of the ``with`` block.

        Raises
        ------
        UserError
            The folder cannot be written.
        StudyBusy
            Another process lays out the study and does not come to an end.
        """
        try:
            claims = Claims(self.path / CLAIMS)
        except OSError as error:
            raise unwritable(self.path, error) from error
        with claims:
            with self.lock():
                if claims.join():
                    sweep_up(self.path)
            yield claims

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the study while its points are laid out.

        Yields
        ------
        None
            The study is held until the end of the ``with`` block.

        Raises
        ------
        StudyBusy
            Another process does not let go of the study.
        """
        with held(self.path):
            self._points = read_points(self.path)
            yield

    def add_points(self, points: Sequence[Point]) -> None:
        """Give every new point a row; rows that exist are not touched. Call under :meth:`lock`.

        Points of one key, which are physically the same, share a row.

        Parameters
        ----------
        points : sequence of Point
            Points that the study is to hold.

        Raises
        ------
        UserError
            The study holds a point of the same coordinates that was run under other settings.
        UserError, StudyStopped
            The folder cannot be written, or the disk is full.
        """
        try:
            rows = self._rows()
            row_of = {point["key"]: point["row"] for point in self._points}
            lines = {coordinates_text(point["coordinates"]): point for point in self._points}
            # A row beyond the points that are known may have been another's: its line may have been lost
            unused = max([rows.shape[0], *(row + 1 for row in row_of.values())])
            refuse_other_settings(self.path, self._points, points, self._config)
            for point in points:
                where = coordinates_text(point.coordinates)
                if where not in lines:
                    row = row_of.setdefault(point.key, unused)
                    unused = max(unused, row + 1)
                    lines[where] = {"row": row, "key": point.key, "coordinates": dict(point.coordinates)}
            if list(lines.values()) != self._points:
                write_whole(points_file(self.path), "".join(f"{json.dumps(line)}\n" for line in lines.values()))
            if unused > rows.shape[0]:
                rows.resize((unused, len(self.columns)))
            (self.path / FAILURES).mkdir(exist_ok=True)
        except OSError as error:
            raise unwritable(self.path, error) from error
        self._row_of, self._points = row_of, list(lines.values())

    def forget_failed(self, points: Sequence[Point]) -> None:
        """Make points that failed missing again; what is known of their failure stays. Call under :meth:`lock`.

        Parameters
        ----------
        points : sequence of Point
            Points of the study, of which those that failed are meant.
        """
        states = self.states()
        self.forget([point for point in points if states[point.key] == "failed"])

    def forget(self, points: Sequence[Point]) -> None:
        """Make points missing again. Call under :meth:`lock`.

        Parameters
        ----------
        points : sequence of Point
            Points of the study.
        """
        for point in points:
            chunk(self.path, self.row_of(point)).unlink(missing_ok=True)

    def row_of(self, point: Point) -> int:
        """Number of the row of a point that was added.

        Parameters
        ----------
        point : Point
            The point.

        Returns
        -------
        int
            Number of its row.
        """
        return self._row_of[point.key]

    def state(self, point: Point) -> str:
        """Status word of one point, as it is on disk now.

        Parameters
        ----------
        point : Point
            The point.

        Returns
        -------
        str
            One of ``layout.STATUS``.
        """
        code = read_rows(self.path, [self.row_of(point)], len(self.columns))[0, 0]
        return STATUS[0 if np.isnan(code) else int(code)]

    def states(self) -> dict[str, str]:
        """Status word of every point of the study, as it is on disk now.

        Returns
        -------
        dict
            Key of a point to one of ``layout.STATUS``.
        """
        rows = read_rows(self.path, [point["row"] for point in self._points], len(self.columns))
        codes = np.nan_to_num(rows[:, 0]).astype(int)
        return {point["key"]: STATUS[code] for point, code in zip(self._points, codes, strict=True)}

    def write(self, point: Point, values: Mapping[str, float | str]) -> None:
        """Write the row of a computed point.

        Parameters
        ----------
        point : Point
            The point.
        values : mapping
            A value for every column; words of a code column are allowed.

        Raises
        ------
        UserError
            The values are no row of this study.
        StudyStopped
            The row cannot be written.
        """
        row = as_row(self.columns, values)
        if row[0] < 1:
            raise ValueError("a row that is written is not 'missing'")
        self._put(point, row)

    def fail(self, point: Point, error: str, trace: str = "") -> None:
        """Record a point that could not be computed: its row says so, and a file keeps the error and the configuration.

        Parameters
        ----------
        point : Point
            The point.
        error : str
            Why it failed, in one line.
        trace : str
            The traceback.

        Raises
        ------
        StudyStopped
            The row cannot be written.
        """
        report = {
            "key": point.key,
            "coordinates": dict(point.coordinates),
            "error": error,
            "traceback": trace.splitlines(),
            "task": dict(point.task),
        }
        row = np.full(len(self.columns), np.nan)
        row[0] = STATUS.index("failed")
        self._put(point, row, json.dumps(report, indent=1))

    def _put(self, point: Point, row: np.ndarray, failure: str = "") -> None:
        reason = self.path / FAILURES / f"{point.key}.json"
        try:
            if failure:
                write_whole(reason, failure)
            write_whole(chunk(self.path, self.row_of(point)), row.astype("<f8").tobytes())
            if not failure:
                reason.unlink(missing_ok=True)
        except OSError as error:
            raise stopped(self.path, error) from error

    def _rows(self) -> zarr.Array:
        """The array of the rows; made here, not with the study, so that a study begins with one rename."""
        if (self.path / ROWS / "zarr.json").exists():
            return zarr.open_array(self.path / ROWS, mode="r+")
        return zarr.create_array(
            self.path / ROWS,
            shape=(0, len(self.columns)),
            chunks=(1, len(self.columns)),
            dtype="<f8",
            fill_value=float("nan"),
            compressors=None,
            # One file a row, no folder
            chunk_key_encoding={"name": "default", "separator": "."},
        )
