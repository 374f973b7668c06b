"""Loads the tables of ``models/tables``: every number with its unit, range and source. The only unit boundary.

A table is nested groups of entries. An entry is ``{value: 7, unit: ms, source: hill2005, ...}``. A group may carry
``defaults`` (inherited by every entry below it) and ``fields`` (inherited by every entry of that name below it), so
that a bare number is enough where its unit and source were said once. What is said further in wins: an entry over its
group, an inner group over an outer one, and within one group ``fields`` over ``defaults``.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

TABLES = files(__package__.rpartition(".")[0]) / "tables"
# read: source opened; excerpt: abstract or excerpt read; trial: carried over from a feasibility trial, no evidence
CONFIDENCES = ("read", "excerpt", "textbook", "trial", "guess")
SI = MappingProxyType(
    {
        "1": 1.0, "percent": 1e-2, "deg": math.pi / 180,
        "V": 1.0, "mV": 1e-3, "uV": 1e-6, "mV/ms": 1.0, "1/mV": 1e3,
        "A": 1.0, "nA": 1e-9, "pA": 1e-12,
        "S": 1.0, "mS": 1e-3, "uS": 1e-6, "nS": 1e-9, "pS": 1e-12, "MOhm": 1e6,
        "F": 1.0, "uF": 1e-6, "nF": 1e-9, "pF": 1e-12,
        "min": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6,
        "Hz": 1.0, "kHz": 1e3, "1/s": 1.0, "1/ms": 1e3, "1/min": 1 / 60,
        "m": 1.0, "cm": 1e-2, "mm": 1e-3, "um": 1e-6, "m/s": 1.0,
        "N": 1.0, "mN": 1e-3, "kg": 1.0, "kg*m^2": 1.0, "N*m": 1.0,
        "h": 3600.0, "d": 86400.0, "1/h": 1 / 3600, "1/d": 1 / 86400,
        "g": 1e-3, "mg": 1e-6, "ug": 1e-9, "U/mg": 1e6, "g/mol": 1e-3,
        "L": 1e-3, "mL": 1e-6, "L/kg": 1e-3,
        "L/h": 1e-3 / 3600, "L/min": 1e-3 / 60, "mL/min": 1e-6 / 60,
        "L/h/kg": 1e-3 / 3600, "L/min/kg": 1e-3 / 60, "mL/min/kg": 1e-6 / 60,
        "mM": 1.0, "uM": 1e-3, "nM": 1e-6, "1/M/s": 1e-3, "mg/L": 1e-3, "ug/L": 1e-6,
        "mg/h": 1e-6 / 3600, "mg/d": 1e-6 / 86400, "mg/kg/d": 1e-6 / 86400,
    }
)  # fmt: skip
SPREADS = ("low", "high", "range", "margin")

_replaced: ContextVar[Mapping[str, Mapping[str, Any]]] = ContextVar("replaced", default=MappingProxyType({}))


@dataclass(frozen=True)
class Sourced:
    """One number of a table: value and range in ``unit``, and where it comes from.

    ``source`` is a key of references.bib, ``where`` the place in it (a table, a figure), ``confidence`` one of
    CONFIDENCES. Example: ``load_table("receptors")["ampa"]["decay"].si`` is 0.0025 s.
    """

    value: float
    unit: str
    low: float
    high: float
    source: str
    species: str
    confidence: str
    note: str
    where: str

    @property
    def si(self) -> float:
        """The value in SI units (V, A, S, F, s, Hz, m, N; a percentage as a fraction, an angle in radians)."""
        return self.value * SI[self.unit]


Layer = tuple[Mapping[str, Any], Mapping[str, Mapping[str, Any]]]  # the defaults and fields of one group
WORDS = (*(field.name for field in fields(Sourced)), "range", "margin")


def load_table(name: str) -> Mapping[str, Any]:
    """Nested read-only mapping of one table, with Sourced leaves; words and lists of words stay as they are.

    Raises ValueError, naming table and entry, for a missing table or a number without unit, range or source.
    """
    return _replaced.get().get(name) or shipped_table(name)


@contextmanager
def replaced_tables(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Let :func:`load_table` give these tables instead of the shipped ones inside a ``with`` block."""
    token = _replaced.set(tables)
    try:
        yield
    finally:
        _replaced.reset(token)


def table_names() -> list[str]:
    """Names of the tables of ``models/tables``."""
    return sorted(entry.name.removesuffix(".yaml") for entry in TABLES.iterdir() if entry.name.endswith(".yaml"))


@cache
def shipped_table(name: str) -> Mapping[str, Any]:
    """The same as it is shipped, whatever replaces it."""
    path = TABLES / f"{name}.yaml"
    if not path.is_file():
        raise ValueError(f"there is no table '{name}'; there are {', '.join(table_names())}")
    return read_table(path.read_text(encoding="utf-8"), name)


def read_table(text: str, name: str) -> Mapping[str, Any]:
    """The same for the text of a table; ``name`` is what errors call it."""
    try:
        # The C loader is ten times faster, which start-up notices
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(f"table {name} is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, Mapping):
        raise ValueError(f"table {name} must be a mapping of names to entries")
    table = _read(content, name, "", ())
    assert isinstance(table, Mapping)
    return table


def walk(table: Mapping[str, Any]) -> Iterator[tuple[str, Sourced]]:
    """Every number of a loaded table as ``(dotted name, Sourced)``; items of a list are numbered from 0."""
    for name, node in table.items():
        if isinstance(node, Sourced):
            yield name, node
        elif isinstance(node, Mapping):
            yield from ((f"{name}.{below}", leaf) for below, leaf in walk(node))
        elif isinstance(node, tuple):
            yield from ((f"{name}.{below}", leaf) for below, leaf in walk({str(i): x for i, x in enumerate(node)}))


def _read(node: Any, table: str, path: str, inherited: tuple[Layer, ...]) -> Any:
    """One node of the YAML as a read-only mapping, a tuple, a word or a Sourced."""
    if isinstance(node, list):
        return tuple(_read(child, table, f"{path}.{i}", inherited) for i, child in enumerate(node))
    is_number = isinstance(node, int | float) and not isinstance(node, bool)
    if is_number or (isinstance(node, Mapping) and "value" in node):
        name = path.rpartition(".")[2]
        words: Mapping[str, Any] = {}
        for defaults, named in inherited:
            words = _merge(_merge(words, defaults), named.get(name, {}))
        return _sourced(_merge(words, {"value": node} if is_number else node), table, path)
    if not isinstance(node, Mapping):
        return node
    layer: Layer = (node.get("defaults", {}), node.get("fields", {}))
    for said in (layer[0], *layer[1].values()):
        _check_words(said, table, path or "top")
    below = {str(key): child for key, child in node.items() if key not in ("defaults", "fields")}
    layers = (*inherited, layer)
    return MappingProxyType(
        {key: _read(child, table, f"{path}.{key}".strip("."), layers) for key, child in below.items()}
    )


def _merge(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """What is said further in wins; a range given in any form replaces the outer range whole."""
    kept = outer if not set(SPREADS) & set(inner) else {k: v for k, v in outer.items() if k not in SPREADS}
    return {**kept, **inner}


def _check_words(words: Mapping[str, Any], table: str, path: str) -> None:
    unknown = [str(word) for word in words if word not in WORDS]
    if unknown:
        raise ValueError(f"table {table}, {path}: unknown word '{unknown[0]}'; an entry has {', '.join(WORDS)}")


def _sourced(words: Mapping[str, Any], table: str, path: str) -> Sourced:
    """A checked leaf out of everything said about it."""
    where = f"table {table}, {path}"
    _check_words(words, table, path)
    for word in ("unit", "source", "confidence"):
        if word not in words:
            raise ValueError(f"{where}: has no {word}; give it one, or put it in the group's defaults or fields")
    unit = str(words["unit"])
    if unit not in SI:
        raise ValueError(f"{where}: unknown unit '{unit}'; known are {', '.join(SI)}")
    if words["confidence"] not in CONFIDENCES:
        raise ValueError(f"{where}: confidence is '{words['confidence']}'; it is one of {', '.join(CONFIDENCES)}")
    value = _number(words["value"], where, "value")
    if "range" in words or "margin" in words:
        share = abs(value) * _number(words.get("range", 0.0), where, "range")
        half = max(share, _number(words.get("margin", 0.0), where, "margin"))
        low, high = value - half, value + half
    elif "low" in words and "high" in words:
        low, high = _number(words["low"], where, "low"), _number(words["high"], where, "high")
    else:
        raise ValueError(f"{where}: has no range; give low and high, range (a fraction) or margin (in its unit)")
    if not low <= value <= high:
        raise ValueError(f"{where}: {value:g} {unit} is outside its own range {low:g} to {high:g}")
    texts = {word: str(words.get(word, "")) for word in ("source", "species", "confidence", "note", "where")}
    return Sourced(value=value, unit=unit, low=low, high=high, **texts)


def _number(value: Any, where: str, word: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{where}: {word} is '{value}'; it must be a number (write 1.0e-3, not 1e-3)")
    return float(value)
