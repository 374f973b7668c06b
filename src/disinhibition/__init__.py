"""A spiking motor pathway from cortex to muscle: turn inhibition down, examine the jerks that come out."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import analysis, models
    from .analysis.overview import summary
    from .experiments.calls.examinations import diagnose, examine
    from .experiments.calls.runs import config, simulate
    from .experiments.calls.studies import collect, open_study, search, status, sweep
    from .experiments.config.given import Interval

__all__ = [
    "Interval",
    "__version__",
    "analysis",
    "collect",
    "config",
    "diagnose",
    "examine",
    "models",
    "open_study",
    "search",
    "simulate",
    "status",
    "summary",
    "sweep",
]
__version__ = version("disinhibition")

_HOMES = {
    "Interval": ".experiments.config.given",
    "collect": ".experiments.calls.studies",
    "config": ".experiments.calls.runs",
    "diagnose": ".experiments.calls.examinations",
    "examine": ".experiments.calls.examinations",
    "open_study": ".experiments.calls.studies",
    "search": ".experiments.calls.studies",
    "simulate": ".experiments.calls.runs",
    "status": ".experiments.calls.studies",
    "summary": ".analysis.overview",
    "sweep": ".experiments.calls.studies",
}
_MODULES = ("analysis", "models")


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import disinhibition`` stays light."""
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name not in _HOMES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
