"""Table numbers at run time: which there are, which values they take, and the tables with other values put in.

Jitter, a parameter set of the ensemble and a user's own numbers all are ``{table.entry: value}`` in the unit of the
entry, and all go through this file.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from ...errors import UserError
from .nearest import nearest
from .sourced import Sourced, shipped_table, table_names, walk

# Words of a name that decide how many cells, synapses or pulses there are: sizes are compiled, a value is not
COUNTS = frozenset(("sizes", "probability", "crossed", "pulses", "pacemaker_share"))


@cache
def all_numbers() -> Mapping[str, Sourced]:
    """List every number of the shipped tables.

    Returns
    -------
    Mapping[str, Sourced]
        Numbers by ``table.entry``.

    Examples
    --------
    >>> all_numbers()["receptors.ampa.decay"].value
    2.5
    """
    found = {f"{name}.{entry}": number for name in table_names() for entry, number in walk(shipped_table(name))}
    return MappingProxyType(found)


def is_count(name: str) -> bool:
    """Tell whether a table number decides sizes of arrays, so that another value would need another build.

    Parameters
    ----------
    name : str
        Name as ``table.entry``.

    Returns
    -------
    bool
        Whether it is a number of cells, synapses or pulses.

    Examples
    --------
    >>> is_count("cortex.sizes.m1_pt"), is_count("receptors.ampa.decay")
    (True, False)
    """
    return not COUNTS.isdisjoint(name.split("."))


def check_number(name: str, value: float) -> None:
    """Refuse a value that a table number cannot take at run time.

    Parameters
    ----------
    name : str
        Name as ``table.entry``.
    value : float
        Value in the unit of the entry.

    Raises
    ------
    UserError
        The name is unknown; the message gives the nearest.
        The number is a count, or the value is outside the range of its entry. Each message is one line.

    Examples
    --------
    >>> check_number("receptors.ampa.decay", 2.6)
    """
    known = all_numbers()
    if name not in known:
        raise UserError(f"unknown number 'numbers.{name}'" + nearest(name, known, "numbers."))
    table = f"models/tables/{name.partition('.')[0]}.yaml"
    if is_count(name):
        raise UserError(f"numbers.{name} decides array sizes, which are compiled; change it in {table}")
    number = known[name]
    if not number.low <= value <= number.high:
        unit = "" if number.unit == "1" else f" {number.unit}"
        raise UserError(
            f"numbers.{name}={value:g} is outside {number.low:g} to {number.high:g}{unit};"
            f" to go further, widen its range in {table}"
        )


def tables_with(numbers: Mapping[str, float]) -> Mapping[str, Mapping[str, Any]]:
    """Put values into the tables that hold them, for :func:`~disinhibition.models.parameters.sourced.replaced_tables`.

    Parameters
    ----------
    numbers : Mapping[str, float]
        Values by ``table.entry``, in the units of the entries.

    Returns
    -------
    Mapping[str, Mapping[str, Any]]
        The tables that change, by name.

    Raises
    ------
    UserError
        A name is unknown.

    Examples
    --------
    >>> tables_with({"receptors.ampa.decay": 2.6})["receptors"]["ampa"]["decay"].value
    2.6
    """
    unknown = [name for name in numbers if name not in all_numbers()]
    if unknown:
        raise UserError(f"there is no number '{unknown[0]}' in the tables")
    touched = dict.fromkeys(name.partition(".")[0] for name in numbers)
    return MappingProxyType({name: _with(shipped_table(name), name, numbers) for name in touched})


def _with(node: Any, path: str, numbers: Mapping[str, float]) -> Any:
    if isinstance(node, Mapping):
        return MappingProxyType({name: _with(child, f"{path}.{name}", numbers) for name, child in node.items()})
    return replace(node, value=numbers[path]) if path in numbers else node
