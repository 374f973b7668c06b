"""Takes over a study that another version of the model computed, if points computed anew have the same rows.

Nothing is written until all compared rows are equal bit by bit. Then the new points come into a file of their own, and
the schema, which names that file, is replaced: this one rename makes the study the new model's. A process that is
killed before leaves the old study, one that is killed after the new one. Rows are never touched.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from ...analysis.signals.counted import counted
from ...errors import UserError
from ...models.engine.temporary import temporary_folder
from ..config.nested_keys import dotted
from ..run.columns import Column
from .compared_points import points_compared, spread_out
from .disk.folder import alone, write_whole
from .disk.layout import (
    FAILURES,
    HISTORY,
    SCHEMA,
    STATUS,
    STATUS_COLUMN,
    Point,
    coordinates_text,
    points_file,
    read_failure,
    read_points,
    read_rows,
    read_schema,
)
from .disk.same_study import differing_columns
from .disk.store import StudyStore

FORK = "--fork (in Python fork=True)"
NOT_PHYSICAL = ("execute", "study")  # parts of a config that change no row
Compute = Callable[[StudyStore, Sequence[Point]], object]
Stored = Mapping[str, Any]


class NotAdopted(UserError):
    """The study stays what it was, for the reason given."""


def adopt(
    path: Path,
    axes: Mapping[str, str],
    columns: Sequence[Column],
    provenance: Mapping[str, Any],
    lay_out: Callable[[], Sequence[Point]],
    compute: Compute,
) -> str:
    """Make the study at ``path`` that of this model, if some of its points come out as they are in it.

    Parameters
    ----------
    path, axes, columns, provenance
        As for ``StudyStore.create_or_join``; the study exists.
    lay_out : callable
        Gives every point the study holds, and perhaps more, with the keys and settings of this model. It is called only
        if the study can be compared, because models are built for the keys.
    compute : callable
        ``compute(store, points)`` fills a store with the rows of points; it is given a store in a temporary folder.

    Returns
    -------
    str
        One line that says what was compared.

    Raises
    ------
    NotAdopted
        In one line, if a row differs (with the column, the point and both values), if a point could not be computed,
        or if the study cannot be compared: no rows, other columns, other settings, points that are not given.
    StudyBusy
        If another process computes the study.
    """
    path, all_columns = Path(path), (STATUS_COLUMN, *columns)
    schema, stored = read_schema(path), read_points(path)
    refuse_uncomparable(path, schema, all_columns, provenance)
    chosen = _chosen(path, stored, len(all_columns))
    points = lay_out()
    _with_new_keys(path, stored, points)
    here = {coordinates_text(point.coordinates): _without_recording(point) for point in points}
    anew = [here[coordinates_text(one["coordinates"])] for one in chosen]
    with temporary_folder("adopt") as folder:
        scratch = StudyStore.create_or_join(Path(folder, "study"), axes, columns, provenance)
        compute(scratch, anew)
        _refuse_failed(path, scratch, anew)
        rows = read_rows(scratch.path, [scratch.row_of(point) for point in anew], len(all_columns))
    _refuse_different(path, all_columns, chosen, rows)
    entry = {
        "adopted": datetime.now(UTC).isoformat(timespec="seconds"),
        "compared": [one["coordinates"] for one in chosen],
        "columns": len(all_columns),
    }
    with alone(path):
        _commit(path, axes, provenance, points, entry)
    return (
        f"{path} is taken over: {len(chosen)} of {counted(len(stored), 'point')}, computed anew, agree in all columns"
    )


def _chosen(path: Path, stored: Sequence[Stored], columns: int) -> list[dict[str, Any]]:
    """Points that are compared, each with its row; failed points have none."""
    values = read_rows(path, [one["row"] for one in stored], columns)
    whole = (values[:, 0] == STATUS.index("ok")) | (values[:, 0] == STATUS.index("runaway"))
    # Points that are physically the same share a row, which is compared once
    done = {one["row"]: {**one, "values": row} for one, row, there in zip(stored, values, whole, strict=True) if there}
    if not done:
        raise NotAdopted(f"{path} is not taken over: it has no row to compare; choose another study.path")
    candidates = list(done.values())
    number = points_compared(len(candidates))
    return [candidates[index] for index in spread_out([one["coordinates"] for one in candidates], number)]


def refuse_uncomparable(
    path: Path, schema: Mapping[str, Any], columns: Sequence[Column], provenance: Mapping[str, Any]
) -> None:
    """Refuse to take over a study whose rows cannot be compared.

    Parameters
    ----------
    path : Path
        Folder of the study.
    schema : mapping
        Its schema.
    columns : sequence of Column
        All columns that are wanted.
    provenance : mapping
        What would compute them.

    Raises
    ------
    NotAdopted
        The columns or the settings differ.
    """
    words = differing_columns(schema["columns"], json.loads(json.dumps([asdict(column) for column in columns])))
    if words:
        raise NotAdopted(f"{path} is not taken over: {words}; choose another study.path, or add {FORK} instead")
    before, now = (_physical(json.loads(origin.get("config", "{}"))) for origin in (schema["provenance"], provenance))
    for name in before.keys() & now.keys():
        if before[name] != now[name]:
            raise NotAdopted(
                f"{path} is not taken over: it was computed with {name}={before[name]}, this is {name}={now[name]};"
                " give the command it was computed with"
            )


def _physical(config: Mapping[str, Any]) -> dict[str, Any]:
    """What a config says of the runs, by dotted keys; which keys the axes set belongs to it."""
    sets = config.get("study", {}).get("sets", {})
    return dotted({name: part for name, part in config.items() if name not in NOT_PHYSICAL}) | {
        f"study.sets.{axis}": keys for axis, keys in dotted(sets).items()
    }


def _with_new_keys(path: Path, stored: Sequence[Stored], points: Sequence[Point]) -> list[dict[str, Any]]:
    """The points of the study with the keys of this model."""
    keys = {coordinates_text(point.coordinates): point.key for point in points}
    unknown = [one for one in stored if coordinates_text(one["coordinates"]) not in keys]
    if unknown:
        raise NotAdopted(
            f"{path} is not taken over: it holds {counted(len(unknown), 'point')} that this command does not,"
            f" {'' if len(unknown) == 1 else 'such as '}{_words(unknown[0]['coordinates'])}; give the command with all"
            " of its points"
        )
    renewed = [{**one, "key": keys[coordinates_text(one["coordinates"])]} for one in stored]
    pairs = {(one["row"], one["key"]) for one in renewed}
    if not len(pairs) == len({row for row, _ in pairs}) == len({key for _, key in pairs}):
        raise NotAdopted(f"{path} is not taken over: other points than before are physically the same; compute it anew")
    return renewed


def _without_recording(point: Point) -> Point:
    """A point that is computed for its row alone."""
    return replace(point, task={name: value for name, value in point.task.items() if name != "recording"})


def _refuse_failed(path: Path, scratch: StudyStore, points: Sequence[Point]) -> None:
    states = scratch.states()
    failed = [point for point in points if states[point.key] not in ("ok", "runaway")]
    if failed:
        reason = read_failure(scratch.path, failed[0].key)
        raise NotAdopted(
            f"{path} is not taken over: {len(failed)} of {counted(len(points), 'point')} could not be computed anew;"
            f" {_words(failed[0].coordinates)}: {reason}"
        )


def _refuse_different(path: Path, columns: Sequence[Column], chosen: Sequence[Stored], rows: np.ndarray) -> None:
    before = np.array([one["values"] for one in chosen])
    # Compared as bits, so that -0 is not 0; NaN stands for "not measurable" whatever its bits are
    differ = (before.view(np.int64) != rows.view(np.int64)) & ~(np.isnan(before) & np.isnan(rows))
    if differ.any():
        point, place = np.argwhere(differ)[0]
        column = columns[place]
        then, now = (_value(column, values[point, place]) for values in (before, rows))
        raise NotAdopted(
            f"{path} is not taken over: {column.name} of {_words(chosen[point]['coordinates'])} is {then} in it and"
            f" {now} now; {differ.any(axis=1).sum()} of {counted(len(chosen), 'point')} computed anew came out"
            f" differently; choose another study.path, or add {FORK} instead"
        )


def _commit(
    path: Path,
    axes: Mapping[str, str],
    provenance: Mapping[str, Any],
    points: Sequence[Point],
    entry: Mapping[str, Any],
) -> None:
    """Write the study as this model's. Call while it is held alone."""
    schema, stored = json.loads((path / SCHEMA).read_text()), read_points(path)
    if all(schema["provenance"].get(name) == provenance[name] for name in ("version", "model")):
        return  # another process took it over in the meantime
    renewed = _with_new_keys(path, stored, points)
    before = dict(schema["provenance"])
    history = [*before.pop(HISTORY, []), {**entry, "provenance": before}]
    outdated = points_file(path)
    reasons = {
        old: path / FAILURES / f"{new['key']}.json"
        for one, new in zip(stored, renewed, strict=True)
        if (old := path / FAILURES / f"{one['key']}.json").exists()
    }
    for old, new in reasons.items():
        write_whole(new, old.read_bytes())
    file = path / f"points-{len(history)}.jsonl"
    write_whole(file, "".join(f"{json.dumps(line)}\n" for line in renewed))
    schema |= {"provenance": {**provenance, HISTORY: history}, "units": dict(axes), "points": file.name}
    write_whole(path / SCHEMA, json.dumps(schema, indent=1))
    outdated.unlink(missing_ok=True)
    for old in reasons.keys() - reasons.values():
        old.unlink(missing_ok=True)


def _value(column: Column, value: float) -> str:
    return column.flag_meanings[int(value)] if column.kind == "code" and np.isfinite(value) else repr(float(value))


def _words(coordinates: Mapping[str, Any]) -> str:
    return ", ".join(f"{axis}={value}" for axis, value in coordinates.items())
