"""A spiking motor pathway from cortex to muscle: turn inhibition down, examine the jerks that come out."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .experiments.examine.examination import diagnose, examine
    from .experiments.run.simulate import simulate
    from .experiments.study.reading.open import open_study

__all__ = ["__version__", "diagnose", "examine", "open_study", "simulate"]
__version__ = version("disinhibition")

_HOMES = {
    "diagnose": ".experiments.examine.examination",
    "examine": ".experiments.examine.examination",
    "open_study": ".experiments.study.reading.open",
    "simulate": ".experiments.run.simulate",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import disinhibition`` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
