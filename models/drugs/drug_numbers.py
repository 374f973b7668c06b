"""Any number of the drug tables at another value within its range: the sensitivity of a result to what is guessed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from ...errors import UserError
from ..parameters.nearest import nearest
from ..parameters.sourced import Sourced, walk
from .drug_tables import FOLDERS, replaced_entries, tables_of

ROUNDING = 1e-9  # relative: an end of a range may have been written with fewer digits


@cache
def drug_numbers() -> Mapping[str, Sourced]:
    """List every number of the drug tables.

    Returns
    -------
    Mapping[str, Sourced]
        Numbers by ``folder.agent.entry``; the items of a list are numbered from 0.

    Examples
    --------
    >>> drug_numbers()["kinetics.clonazepam.free"].value
    0.15
    """
    found: dict[str, Sourced] = {}
    for folder in FOLDERS:
        for agents in tables_of(folder).values():
            found |= {f"{folder}.{name}": number for name, number in walk(agents)}
    return MappingProxyType(found)


@contextmanager
def replaced_drug_numbers(numbers: Mapping[str, float]) -> Iterator[None]:
    """Give numbers of the drug tables other values inside a ``with`` block.

    Parameters
    ----------
    numbers : Mapping[str, float]
        Values by ``folder.agent.entry``, in the units of their entries.

    Yields
    ------
    None
        The tables hold the values until the block ends.

    Raises
    ------
    UserError
        A name is unknown; the message gives the nearest.
        A value is outside the range of its entry.

    Examples
    --------
    >>> with replaced_drug_numbers({"kinetics.clonazepam.free": 0.14}):
    ...     tables_of("kinetics")["benzodiazepines"]["clonazepam"]["free"].value
    0.15
    >>> from disinhibition.models.drugs.drug_tables import kinetics_of
    >>> with replaced_drug_numbers({"kinetics.clonazepam.free": 0.14}):
    ...     kinetics_of("clonazepam")["free"].value
    0.14
    """
    known = drug_numbers()
    for name, value in numbers.items():
        if name not in known:
            raise UserError(f"unknown number 'drug_numbers.{name}'" + nearest(name, known, "drug_numbers."))
        number = known[name]
        slack = ROUNDING * max(abs(number.low), abs(number.high))
        if not number.low - slack <= value <= number.high + slack:
            unit = "" if number.unit == "1" else f" {number.unit}"
            raise UserError(f"drug_numbers.{name}={value:g} is outside {number.low:g} to {number.high:g}{unit}")
    touched = {tuple(name.split(".")[:2]) for name in numbers}
    entries = {
        (folder, agent): _with(entry, f"{folder}.{agent}", numbers)
        for folder in FOLDERS
        for agents in tables_of(folder).values()
        for agent, entry in agents.items()
        if (folder, agent) in touched
    }
    with replaced_entries(entries):
        yield


def _with(node: Any, path: str, numbers: Mapping[str, float]) -> Any:
    if isinstance(node, Mapping):
        return MappingProxyType({name: _with(child, f"{path}.{name}", numbers) for name, child in node.items()})
    if isinstance(node, tuple):
        return tuple(_with(child, f"{path}.{item}", numbers) for item, child in enumerate(node))
    return replace(node, value=numbers[path]) if path in numbers else node
