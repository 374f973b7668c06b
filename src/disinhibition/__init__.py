"""A spiking motor pathway from cortex to muscle: turn inhibition down, examine the jerks that come out."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import analysis, models
    from .analysis.overview import summary
    from .experiments.calls import plot
    from .experiments.calls.comparison import calibrate, draw_ensemble, validate
    from .experiments.calls.examinations import diagnose, examine, write_report
    from .experiments.calls.kept import clear_compiled, compiled_folder, compiled_models
    from .experiments.calls.listings import drugs, pathway
    from .experiments.calls.pictures import figure
    from .experiments.calls.runs import config, simulate
    from .experiments.calls.studies import collect, open_study, search, status, sweep
    from .experiments.catalogue.listing import catalogue
    from .experiments.config.given import Interval

__all__ = [
    "Interval",
    "__version__",
    "analysis",
    "calibrate",
    "catalogue",
    "clear_compiled",
    "collect",
    "compiled_folder",
    "compiled_models",
    "config",
    "diagnose",
    "draw_ensemble",
    "drugs",
    "examine",
    "figure",
    "models",
    "open_study",
    "pathway",
    "plot",
    "search",
    "simulate",
    "status",
    "summary",
    "sweep",
    "validate",
    "write_report",
]
__version__ = version("disinhibition")

_HOMES = {
    "Interval": ".experiments.config.given",
    "calibrate": ".experiments.calls.comparison",
    "catalogue": ".experiments.catalogue.listing",
    "clear_compiled": ".experiments.calls.kept",
    "collect": ".experiments.calls.studies",
    "compiled_folder": ".experiments.calls.kept",
    "compiled_models": ".experiments.calls.kept",
    "config": ".experiments.calls.runs",
    "diagnose": ".experiments.calls.examinations",
    "draw_ensemble": ".experiments.calls.comparison",
    "drugs": ".experiments.calls.listings",
    "examine": ".experiments.calls.examinations",
    "figure": ".experiments.calls.pictures",
    "open_study": ".experiments.calls.studies",
    "pathway": ".experiments.calls.listings",
    "search": ".experiments.calls.studies",
    "simulate": ".experiments.calls.runs",
    "status": ".experiments.calls.studies",
    "summary": ".analysis.overview",
    "sweep": ".experiments.calls.studies",
    "validate": ".experiments.calls.comparison",
    "write_report": ".experiments.calls.examinations",
}
_MODULES = {"analysis": ".analysis", "models": ".models", "plot": ".experiments.calls.plot"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import disinhibition`` stays light."""
    if name in _MODULES:
        return import_module(_MODULES[name], __name__)
    if name not in _HOMES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
