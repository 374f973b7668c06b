"""Which model this is: a hash of what its source code says and of its tables."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from .source_code import source_digest
from .sourced import Sourced, shipped_table, table_names

MODELS = files(__package__.rpartition(".")[0])
# A folder that is added to the model counts unless it is named here
EXCLUDED = ("drugs",)
SOURCES = (".py", ".hpp", ".h", ".cpp")


@cache
def model_digest() -> str:
    """Hash every equation, statement and number of the model; results of two digests are not mixed in one study.

    Returns
    -------
    str
        16 hexadecimal digits.

    Notes
    -----
    Comments, docstrings, imports, the layout of files and the sources and notes of numbers can change freely, and files
    and functions can move. The confidence of a number counts, because jitter draws by it.

    Drugs do not count: their concentrations become factors before a run, and a point of a study is identified by its
    factors. A drug with another affinity gives other points, not another model.
    """
    tables = {name: table_content(shipped_table(name)) for name in table_names()}
    return hashlib.sha256(f"{source_digest(model_sources())}\n{tables!r}".encode()).hexdigest()[:16]


@cache
def model_sources() -> Mapping[str, str]:
    """Read every Python and C++ source of the model; drugs are left out.

    Returns
    -------
    Mapping[str, str]
        Text by path within ``models/``.
    """
    return MappingProxyType({path: entry.read_text(encoding="utf-8") for path, entry in _sources(MODELS, "")})


def table_content(table: Any) -> Any:
    """Give what a model takes from a table: names, texts and numbers in their order, and no sources or notes.

    Parameters
    ----------
    table : Any
        A loaded table or a part of one.

    Returns
    -------
    Any
        Nested tuples, without sources, species and notes.
    """
    if isinstance(table, Sourced):
        return table.value, table.unit, table.low, table.high, table.confidence
    if isinstance(table, Mapping):
        return tuple((name, table_content(below)) for name, below in table.items())
    return tuple(table_content(item) for item in table) if isinstance(table, tuple) else table


def _sources(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{above}{entry.name}"
        if entry.is_dir() and path not in EXCLUDED:
            yield from _sources(entry, f"{path}/")
        elif entry.name.endswith(SOURCES):
            yield path, entry
