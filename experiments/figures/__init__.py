"""One script a figure: ``draw(data)`` reads a stored dataset and returns the figure; it never simulates.

``DATA`` of a script names its dataset below ``results``, and ``COMMAND`` has the words of the command that makes it. A
script may have ``table(data)``, the figure's numbers.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from matplotlib.figure import Figure
from rich.table import Table

from ...analysis.plotting.plots import project_style
from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..files import check_ending, check_place, whole_file, writable_folder, writing

RESULTS = Path("results")
FORMATS = (".png", ".pdf")
# What a format writes of its own into a file and would make the same figure another file
UNDATED: Mapping[str, dict] = {".png": {"Software": None}, ".pdf": {"CreationDate": None}, ".svg": {"Date": None}}


def figure_names() -> list[str]:
    """Names of the figures that can be drawn.

    Returns
    -------
    list of str
        The names, sorted.
    """
    return sorted(module.name for module in iter_modules(__path__))


def draw_figure(name: str, data: Path | None = None, out: Path | None = None) -> list[Path]:
    """Draw a figure into files; the same dataset gives the same files.

    Parameters
    ----------
    name : str
        Name of the figure.
    data : Path, optional
        The stored dataset, by default the figure's own in ``results``.
    out : Path, optional
        One file, PNG, PDF or SVG; by default a PNG and a PDF of the figure's name, in the dataset's folder.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    UserError
        There is no such figure or dataset, the dataset is another one, or the files cannot be written.
    """
    script, data = _script(name), _dataset(name, data)
    folder = data if data.is_dir() else data.parent
    paths = [out] if out else [folder / f"{name}{suffix}" for suffix in FORMATS]
    if out:
        check_ending(out, UNDATED, "a figure")
    check_place(paths[0].parent)
    with project_style():
        figure = script.draw(data)
        _lay_out(figure)
        writable_folder(paths[0].parent)
        for path in paths:
            with writing(path), whole_file(path) as partial:
                figure.savefig(partial, metadata=UNDATED.get(path.suffix))
    return paths


def figure_table(name: str, data: Path | None = None) -> Table | None:
    """The numbers of a figure as a table.

    Parameters
    ----------
    name : str
        Name of the figure.
    data : Path, optional
        The stored dataset, by default the figure's own in ``results``.

    Returns
    -------
    rich.table.Table or None
        The table; None where the figure says it all.

    Raises
    ------
    UserError
        The figure does not exist.
        The dataset does not exist.
    """
    script, data = _script(name), _dataset(name, data)
    return script.table(data) if hasattr(script, "table") else None


def check_figure(name: str) -> None:
    """Refuse a figure that does not exist.

    Parameters
    ----------
    name : str
        Name of a figure.

    Raises
    ------
    UserError
        There is no such figure; the message names the nearest, and all.
    """
    known = figure_names()
    if name not in known:
        raise UserError(f"there is no figure '{name}'; there are {', '.join(known)}{nearest(name, known)}")


def _script(name: str) -> ModuleType:
    check_figure(name)
    return import_module(f".{name}", __package__)


def _dataset(name: str, data: Path | None) -> Path:
    data = data or RESULTS / _script(name).DATA
    if not data.exists():
        command = _script(name).COMMAND
        made = f"'disinhibition {command}'" if command else "docs/examples/inference.py of the repository"
        raise UserError(f"there is no dataset {data}; {made} computes one, and --data (in Python data=) names another")
    return data


def _lay_out(figure: Figure) -> None:
    """Place the axes once, to a millionth of the figure.

    The last digits of the layout's solver depend on where it lies in memory, and the names in an SVG on those digits.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax in figure.axes:
        left, bottom, width, height = (round(float(edge), 6) for edge in ax.get_position().bounds)
        ax.set_position((left, bottom, width, height))
