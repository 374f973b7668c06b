"""One script a figure; each reads a stored dataset, draws with ``draw(data, out)`` and never simulates."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules


def figure_names() -> list[str]:
    """Names of the figures that can be drawn."""
    return sorted(module.name for module in iter_modules(__path__))


def draw_figure(name: str, data: Path, out: Path | None = None) -> Path:
    """Draw the figure ``name`` from the study in ``data`` and return the file written (default: inside ``data``).

    Raises KeyError for a figure that does not exist.
    """
    if name not in figure_names():
        raise KeyError(f"there is no figure '{name}'; there are {', '.join(figure_names())}")
    path = out or data / f"{name}.png"
    import_module(f".{name}", __package__).draw(data, path)
    return path
