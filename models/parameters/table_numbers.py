"""Any number of the tables at a run-time value: which there are, which values they take, the tables with them put in.

The one mechanism for replaced tables: jitter, a parameter set of the ensemble and a user's own numbers all are
``{table.entry: value}`` in the unit of the entry.
"""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from .sourced import Sourced, shipped_table, table_names, walk

# Words of a name that decide how many cells, synapses or pulses there are: sizes are compiled, a value is not
COUNTS = frozenset(("sizes", "probability", "crossed", "pulses", "pacemaker_share"))


@cache
def all_numbers() -> Mapping[str, Sourced]:
    """Every number of the shipped tables, as ``table.entry``.

    >>> all_numbers()["receptors.ampa.decay"].value
    2.5
    """
    found = {f"{name}.{entry}": number for name in table_names() for entry, number in walk(shipped_table(name))}
    return MappingProxyType(found)


def is_count(name: str) -> bool:
    """Whether a number decides array sizes, so that another value would be another build."""
    return not COUNTS.isdisjoint(name.split("."))


def check_number(name: str, value: float) -> None:
    """Refuse a value that a number of the tables cannot take at run time.

    Raises KeyError for an unknown name (naming the nearest), ValueError for a count or a value outside the range of
    its entry; each in one line.
    """
    known = all_numbers()
    if name not in known:
        near = get_close_matches(name, known, n=1)
        raise KeyError(f"unknown number 'numbers.{name}'" + (f"; did you mean 'numbers.{near[0]}'?" if near else ""))
    table = f"models/tables/{name.partition('.')[0]}.yaml"
    if is_count(name):
        raise ValueError(f"numbers.{name} decides array sizes, which are compiled; change it in {table}")
    number = known[name]
    if not number.low <= value <= number.high:
        unit = "" if number.unit == "1" else f" {number.unit}"
        raise ValueError(
            f"numbers.{name}={value:g} is outside {number.low:g} to {number.high:g}{unit};"
            f" to go further, widen its range in {table}"
        )


def tables_with(numbers: Mapping[str, float]) -> Mapping[str, Mapping[str, Any]]:
    """The tables that these numbers change, with the numbers put in, for :func:`sourced.replaced_tables`.

    numbers: ``{table.entry: value}`` in the unit of the entry. Raises KeyError for an unknown name.
    """
    unknown = [name for name in numbers if name not in all_numbers()]
    if unknown:
        raise KeyError(f"there is no number '{unknown[0]}' in the tables")
    touched = dict.fromkeys(name.partition(".")[0] for name in numbers)
    return MappingProxyType({name: _with(shipped_table(name), name, numbers) for name in touched})


def _with(node: Any, path: str, numbers: Mapping[str, float]) -> Any:
    if isinstance(node, Mapping):
        return MappingProxyType({name: _with(child, f"{path}.{name}", numbers) for name, child in node.items()})
    return replace(node, value=numbers[path]) if path in numbers else node
