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
    """The columns of a study, and the values of one run, with its ``status`` ('ok', 'runaway')."""

    columns: Callable[[], list["Column"]]
    row: Callable[["Outcome"], dict[str, float | str]]


def measure_names() -> list[str]:
    """Names of the measures there are."""
    return sorted(module.name for module in iter_modules(__path__))


def measure(name: str) -> Measure:
    """The measure of a name of :func:`measure_names`."""
    module = import_module(f".{name}", __package__)
    return Measure(module.columns, module.row)
