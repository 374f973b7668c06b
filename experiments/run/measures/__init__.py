"""What a study keeps of each point: one measure a file, with ``columns()`` and ``row(outcome)``."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..columns import Column
    from ..outcome import Outcome


@dataclass(frozen=True)
class Measure:
    """What a study keeps of each point.

    Attributes
    ----------
    columns : callable
        Gives the columns of a study, without ``status``.
    row : callable
        Gives the values of one run by column, with its ``status`` ("ok" or "runaway").
    """

    columns: Callable[[], list["Column"]]
    row: Callable[["Outcome"], dict[str, float | str]]


def measure_names() -> list[str]:
    """Names of the measures there are.

    Returns
    -------
    list of str
        The names, sorted.
    """
    return sorted(module.name for module in iter_modules(__path__))


def measure(name: str) -> Measure:
    """The measure of one name.

    Parameters
    ----------
    name : str
        One of :func:`measure_names`.

    Returns
    -------
    Measure
        Its columns and its row.
    """
    module = import_module(f".{name}", __package__)
    return Measure(module.columns, module.row)
