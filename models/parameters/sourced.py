"""Loads the tables of ``models/tables``: every number with its unit, range and source. The only boundary of units.

A table is nested groups of entries. An entry is ``{value: 7, unit: ms, source: hill2005, ...}``. A group may have
``defaults`` (attributes that every entry below it inherits) and ``fields`` (attributes that every entry of a certain
name below it inherits), so that a bare number is enough where unit and source were said once. What is said further in
wins: an entry over its group, an inner group over an outer one, and within one group ``fields`` over ``defaults``.
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

from ...errors import UserError
from .allowed_ranges import refused
from .references import references

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
    """One number of a table, with its range and where it comes from.

    Attributes
    ----------
    value : float
        Value in ``unit``.
    unit : str
        A key of ``SI``.
    low : float
        Lower end of its range, in ``unit``.
    high : float
        Upper end of its range, in ``unit``.
    source : str
        Key of ``references.bib``.
    species : str
        Species in which it was measured, or empty.
    confidence : str
        One of ``CONFIDENCES``.
    note : str
        Remark, or empty.
    where : str
        Table or figure of the source, or empty.

    Examples
    --------
    >>> load_table("receptors")["ampa"]["decay"].si
    0.0025
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
        """The value in SI units (V, A, S, F, s, Hz, m, N); a percentage as a fraction, an angle in radians."""
        return self.value * SI[self.unit]


Layer = tuple[Mapping[str, Any], Mapping[str, Mapping[str, Any]]]  # the defaults and fields of one group
ATTRIBUTES = (*(field.name for field in fields(Sourced)), "range", "margin")


def load_table(name: str) -> Mapping[str, Any]:
    """Give a table, with the numbers that replace its own inside :func:`replaced_tables`.

    Parameters
    ----------
    name : str
        Name of the table.

    Returns
    -------
    Mapping[str, Any]
        Nested read-only mapping with :class:`Sourced` leaves; texts and lists of texts stay as they are.

    Raises
    ------
    UserError
        There is no such table, or an entry is not whole or cannot be; the message names file and entry.

    Examples
    --------
    >>> load_table("receptors")["ampa"]["decay"].unit
    'ms'
    """
    return _replaced.get().get(name) or shipped_table(name)


@contextmanager
def replaced_tables(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Give other tables instead of the shipped ones inside a ``with`` block.

    Parameters
    ----------
    tables : Mapping[str, Mapping[str, Any]]
        Tables by name; the others stay the shipped ones.

    Yields
    ------
    None
        :func:`load_table` gives these tables until the block ends.
    """
    token = _replaced.set(tables)
    try:
        yield
    finally:
        _replaced.reset(token)


def table_names() -> list[str]:
    """List the tables of ``models/tables``.

    Returns
    -------
    list[str]
        Names in alphabetical order.

    Examples
    --------
    >>> "receptors" in table_names()
    True
    """
    return sorted(entry.name.removesuffix(".yaml") for entry in TABLES.iterdir() if entry.name.endswith(".yaml"))


@cache
def shipped_table(name: str) -> Mapping[str, Any]:
    """Give a table as it is shipped, whatever replaces it.

    Parameters
    ----------
    name : str
        Name of the table.

    Returns
    -------
    Mapping[str, Any]
        As :func:`load_table` gives it.

    Raises
    ------
    UserError
        There is no such table, or an entry of it is not whole.
    """
    path = TABLES / f"{name}.yaml"
    if not path.is_file():
        raise UserError(f"there is no table '{name}'; there are {', '.join(table_names())}")
    return read_table(path.read_text(encoding="utf-8"), f"models/tables/{name}.yaml")


def read_table(text: str, name: str) -> Mapping[str, Any]:
    """Read the text of a table.

    Parameters
    ----------
    text : str
        YAML.
    name : str
        Name of the file in error messages.

    Returns
    -------
    Mapping[str, Any]
        As :func:`load_table` gives it.

    Raises
    ------
    UserError
        The text is no YAML, or an entry is not whole; the message is one line that names file and entry.

    Examples
    --------
    >>> made = read_table("decay: {value: 7, unit: ms, low: 5, high: 10, source: hill2005, confidence: read}", "made")
    >>> made["decay"].si
    0.007
    """
    try:
        # The C loader is ten times faster, which start-up notices
        content = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise UserError(f"{name} is no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, Mapping):
        raise UserError(f"{name} must be a mapping of names to entries")
    table = _read(content, name, "", ())
    assert isinstance(table, Mapping)
    return table


def walk(table: Mapping[str, Any]) -> Iterator[tuple[str, Sourced]]:
    """List every number of a loaded table.

    Parameters
    ----------
    table : Mapping[str, Any]
        A table, or a group of one.

    Yields
    ------
    name : str
        Dotted name; the items of a list are numbered from 0.
    number : Sourced
        The number.

    Examples
    --------
    >>> dict(walk(load_table("receptors")))["ampa.decay"].value
    2.5
    """
    for name, node in table.items():
        if isinstance(node, Sourced):
            yield name, node
        elif isinstance(node, Mapping):
            yield from ((f"{name}.{below}", leaf) for below, leaf in walk(node))
        elif isinstance(node, tuple):
            yield from ((f"{name}.{below}", leaf) for below, leaf in walk({str(i): x for i, x in enumerate(node)}))


def _read(node: Any, table: str, path: str, inherited: tuple[Layer, ...]) -> Any:
    """One node of the YAML as a read-only mapping, a tuple, a text or a Sourced."""
    if isinstance(node, list):
        return tuple(_read(child, table, f"{path}.{i}", inherited) for i, child in enumerate(node))
    is_number = isinstance(node, int | float) and not isinstance(node, bool)
    if is_number or (isinstance(node, Mapping) and "value" in node):
        name = path.rpartition(".")[2]
        given: Mapping[str, Any] = {}
        for defaults, named in inherited:
            given = _merge(_merge(given, defaults), named.get(name, {}))
        return _sourced(_merge(given, {"value": node} if is_number else node), table, path)
    if not isinstance(node, Mapping):
        return node
    layer: Layer = (node.get("defaults", {}), node.get("fields", {}))
    for said in (layer[0], *layer[1].values()):
        _check_attributes(said, table, path or "top")
    below = {str(key): child for key, child in node.items() if key not in ("defaults", "fields")}
    layers = (*inherited, layer)
    return MappingProxyType(
        {key: _read(child, table, f"{path}.{key}".strip("."), layers) for key, child in below.items()}
    )


def _merge(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
    """What is said further in wins; a range given in any form replaces the outer range whole."""
    kept = outer if not set(SPREADS) & set(inner) else {k: v for k, v in outer.items() if k not in SPREADS}
    return {**kept, **inner}


def _check_attributes(given: Mapping[str, Any], table: str, path: str) -> None:
    unknown = [str(name) for name in given if name not in ATTRIBUTES]
    if unknown:
        raise UserError(f"{table}, {path}: unknown attribute '{unknown[0]}'; an entry has {', '.join(ATTRIBUTES)}")


def _sourced(given: Mapping[str, Any], table: str, path: str) -> Sourced:
    """A checked leaf out of everything said about it."""
    where = f"{table}, {path}"
    _check_attributes(given, table, path)
    for name in ("unit", "source", "confidence"):
        if name not in given:
            raise UserError(f"{where}: has no {name}; give it one, or put it in the group's defaults or fields")
    unit = str(given["unit"])
    if unit not in SI:
        raise UserError(f"{where}: unknown unit '{unit}'; known are {', '.join(SI)}")
    if given["confidence"] not in CONFIDENCES:
        raise UserError(f"{where}: confidence is '{given['confidence']}'; it is one of {', '.join(CONFIDENCES)}")
    value = _number(given["value"], where, "value")
    if "range" in given or "margin" in given:
        share = abs(value) * _number(given.get("range", 0.0), where, "range")
        half = max(share, _number(given.get("margin", 0.0), where, "margin"))
        low, high = value - half, value + half
    elif "low" in given and "high" in given:
        low, high = _number(given["low"], where, "low"), _number(given["high"], where, "high")
    else:
        raise UserError(f"{where}: has no range; give low and high, range (a fraction) or margin (in its unit)")
    if not low <= value <= high:
        raise UserError(f"{where}: {value:g} {unit} is outside its own range {low:g} to {high:g}")
    impossible = refused(path, unit, low, high)
    if impossible:
        raise UserError(f"{where}: {impossible}")
    if given["source"] not in references():
        raise UserError(f"{where}: source is '{given['source']}'; write it into references.bib, or 'guess'")
    texts = {name: str(given.get(name, "")) for name in ("source", "species", "confidence", "note", "where")}
    return Sourced(value=value, unit=unit, low=low, high=high, **texts)


def _number(value: Any, where: str, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UserError(f"{where}: {name} is '{value}'; it must be a number (write 1.0e-3, not 1e-3)")
    return float(value)
