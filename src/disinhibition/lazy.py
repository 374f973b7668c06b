"""Modules of a package that are imported when they are first used.

``import disinhibition`` is to stay light, and ``dis.analysis.emg.bursts`` is to work without another import.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def submodules(package: str, path: Iterable[str]) -> tuple[Callable[[str], ModuleType], Callable[[], list[str]]]:
    """Make the ``__getattr__`` and ``__dir__`` of a package whose modules are imported when they are first used.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    path : iterable of str
        Its ``__path__``.

    Returns
    -------
    callable
        Its ``__getattr__``.
    callable
        Its ``__dir__``, which lists the modules there are, imported or not.
    """
    names = sorted(module.name for module in iter_modules(path) if not module.name.startswith("_"))

    def get(name: str) -> ModuleType:
        if name not in names:
            raise AttributeError(f"module '{package}' has no attribute '{name}'; there are {', '.join(names)}")
        return import_module(f".{name}", package)

    return get, lambda: names
