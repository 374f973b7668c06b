"""Whether a study that is there is the one that is wanted: the same dimensions, columns and model."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ....errors import UserError
from ...config.nested_keys import dotted
from ...run.columns import Column
from .errors import AnotherModel
from .layout import FORMAT, STATUS_COLUMN, Point, coordinates_text, read_schema

ELSEWHERE = ("study", "execute", "profile")  # parts of a config that are no settings of a run
SHOWN = 5  # settings that differ are named


def schema_of(axes: Mapping[str, str], columns: Sequence[Column], provenance: Mapping[str, Any]) -> dict[str, Any]:
    """Make the schema of a study, as ``layout.read_schema`` reads it back.

    Parameters
    ----------
    axes : mapping
        Dimensions of the study with their units.
    columns : sequence of Column
        Its columns without ``status``.
    provenance : mapping
        What the rows are computed with.

    Returns
    -------
    dict
        Plain lists, mappings, numbers and text.
    """
    schema = {
        "format": FORMAT,
        "dims": list(axes),
        "units": dict(axes),
        "columns": [asdict(column) for column in (STATUS_COLUMN, *columns)],
        "provenance": dict(provenance),
    }
    plain: dict[str, Any] = json.loads(json.dumps(schema))
    return plain


def refuse_another(path: Path, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Refuse a study whose rows cannot stand beside those that are wanted.

    Parameters
    ----------
    path : Path
        Folder of the study.
    found, wanted : mapping
        Its schema, and that of the study to be computed.

    Raises
    ------
    AnotherModel
        Version, model or columns differ; the message says which and what can be done.
    UserError
        The dimensions differ.
    """
    if sorted(found["dims"]) != sorted(wanted["dims"]):
        axes = f"it is swept over {', '.join(found['dims'])}, this over {', '.join(wanted['dims'])}"
        raise UserError(f"{path} is another study: {axes}; choose another study.path")
    columns = differing_columns(found["columns"], wanted["columns"])
    differences = [columns] if columns else []
    for name in ("version", "model"):
        before, now = found["provenance"].get(name), wanted["provenance"].get(name)
        if before != now:
            differences.append(f"it was computed with {name} {before}, this is {now}")
    if differences:
        adopt = "" if columns else "--adopt (in Python adopt=True), which takes it over if its rows agree, or "
        raise AnotherModel(
            f"{path} is another study: {'; '.join(differences)}; choose another study.path, or add {adopt}--fork"
            " (in Python fork=True), which begins one beside it"
        )


def refuse_other_settings(
    path: Path, stored: Sequence[Mapping[str, Any]], points: Sequence[Point], config: str = ""
) -> None:
    """Refuse points whose coordinates the study holds already, computed under other settings.

    Parameters
    ----------
    path : Path
        Folder of the study.
    stored : sequence of mapping
        Its points, as ``layout.read_points`` reads them.
    points : sequence of Point
        Points that it is to hold.
    config : str
        The composed config of these points as JSON, where it is known.

    Raises
    ------
    UserError
        In one line, for the first point of other settings; it says which settings differ.
    """
    keys = {coordinates_text(point["coordinates"]): point["key"] for point in stored}
    for point in points:
        where = coordinates_text(point.coordinates)
        if keys.get(where, point.key) != point.key:
            differ = differing_settings(str(read_schema(path)["provenance"].get("config", "")), config)
            said = f" ({differ})" if differ else ""
            raise UserError(f"{path} holds {where} under other settings{said}; remove it or choose another study.path")


def differing_settings(found: str, wanted: str) -> str:
    """Which settings differ between two composed configs.

    Parameters
    ----------
    found, wanted : str
        The configs as JSON; empty where one is not known.

    Returns
    -------
    str
        Key, old and new value of the first that differ; empty if there are none.

    Examples
    --------
    >>> differing_settings('{"duration": 3, "seed": 1}', '{"duration": 4, "seed": 1}')
    'duration 3 -> 4'
    """
    if not found or not wanted:
        return ""
    old, new = (
        {key: value for key, value in dotted(json.loads(text)).items() if key.split(".")[0] not in ELSEWHERE}
        for text in (found, wanted)
    )
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    words = [f"{key} {json.dumps(old.get(key))} -> {json.dumps(new.get(key))}" for key in keys[:SHOWN]]
    return ", ".join(words + [f"and {len(keys) - SHOWN} more"] * (len(keys) > SHOWN))


def differing_columns(found: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> str:
    """Which columns differ between two studies.

    Parameters
    ----------
    found, wanted : sequence of mapping
        Columns of the two studies, as a schema holds them.

    Returns
    -------
    str
        The difference in words; empty if there is none.
    """
    old, new = ({column["name"]: column for column in columns} for columns in (found, wanted))
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return "" if list(found) == list(wanted) else f"its columns differ in {', '.join(names) or 'their order'}"
