"""The pathway: populations on the body's axis with their projections, and which cell class projects onto which."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from ...analysis.body import without_side
from ...analysis.plotting.plots import PAGE
from ...analysis.plotting.readable_names import cell_label, muscle_label
from ..files import check_netcdf

DATA = "pathway.nc"
COMMAND = "pathway"  # that makes it
PARTS = (
    "population_region", "population_cell_class", "population_target", "population_muscle", "population_segment",
    "position", "size", "source", "target", "channel", "synapses",
)  # fmt: skip
OTHER = "other"  # channels that were added to the model and have no line of their own
# Line and mark of what a synapse opens; channels of one line are one line of the legend
STYLES: Mapping[str, tuple[str, str, Any, str]] = {
    "excitatory": ("excitatory", "0.55", "-", ">"),
    "gaba_a": ("GABA-A", "#D55E00", (0, (4, 1.2)), "o"),
    "glycine": ("glycine", "#0072B2", (0, (4, 1, 1, 1)), "s"),
    "slow": ("slow GABA-A and GABA-B", "#CC79A7", (0, (1, 1)), "^"),
    "nicotinic": ("nicotinic", "#009E73", (0, (6, 1, 1, 1, 1, 1)), "D"),
    "terminal": ("presynaptic GABA-A and GABA-B", "#000000", (0, (2, 1)), "v"),
    OTHER: ("other", "#F0E442", (0, (3, 1)), "P"),
}
SAME = {"depressing": "excitatory", "gated": "excitatory"}
COLUMNS = {"afferent": 0.0, "interneuron": 1.5, "principal": 3.0, "motoneuron": 4.5}
HEADINGS = ("afferents", "inter-\nneurons", "principal\ncells", "moto-\nneurons")
Point = tuple[float, float]
Node = tuple[float, str]  # position on the body's axis and column


def draw(data: Path) -> Figure:
    """Draw the pathway.

    Parameters
    ----------
    data : Path
        File that ``disinhibition pathway`` writes.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    check_netcdf(data, "the file that 'disinhibition pathway' wrote", PARTS)
    with xr.open_dataset(data, engine="h5netcdf") as stored:
        pathway = stored.load()
    figure = Figure(figsize=(PAGE, 6.4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 0.95))
    draw_axis(left, pathway)
    draw_classes(right, pathway)
    lines = [
        Line2D([], [], color=colour, linestyle=style, linewidth=1.2, marker=mark, markersize=4, label=label)
        for channel, (label, colour, style, mark) in STYLES.items()
        if channel != OTHER or any(channel == OTHER for _, _, channel in _projections(pathway))
    ]
    figure.legend(handles=lines, loc="outside lower center", ncols=3, handlelength=4)
    return figure


def draw_axis(ax: Axes, pathway: xr.Dataset) -> Axes:
    """Draw every level of the body as a row, head above.

    A disc stands for the cells of a kind, an arrow for their projections.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    pathway : xarray.Dataset
        As ``pathway_dataset`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    nodes = node_of(pathway)
    levels = sorted({position for position, _ in nodes.values()})
    row = {position: index for index, position in enumerate(levels)}
    size = {name: int(value) for name, value in zip(nodes, pathway["size"].values, strict=True)}
    for index, ((start, end, channel), synapses) in enumerate(sorted(edges(pathway, nodes).items())):
        if channel == "terminal" and start[0] != end[0]:
            continue  # the terminals it ends on lie here, not where their cell bodies are
        _arrow(ax, (COLUMNS[start[1]], row[start[0]]), (COLUMNS[end[1]], row[end[0]]), channel, synapses, index)
    for node in dict.fromkeys(nodes.values()):
        cells = sum(size[name] for name, of in nodes.items() if of == node)
        ax.plot(COLUMNS[node[1]], row[node[0]], "o", markersize=1.5 + cells**0.5 / 4, color="0.2", zorder=3)
    for name, muscles in _muscles(pathway, nodes).items():
        ax.text(COLUMNS["motoneuron"] + 0.35, row[name], muscles, va="center", linespacing=1.0)
    ax.set_yticks(range(len(levels)), [_level(pathway, position) for position in levels])
    ax.set_xticks(list(COLUMNS.values()), HEADINGS)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlim(-0.5, 7.2)
    ax.set_ylim(len(levels) - 0.1, -0.6)
    ax.set_ylabel("level, cm below the obex")
    return ax


def draw_classes(ax: Axes, pathway: xr.Dataset) -> Axes:
    """Draw from which cell classes (rows) onto which (columns) there are synapses, marked by what these open.

    Classes that send or receive nothing have no row or column, so that the names of the others do not touch.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    pathway : xarray.Dataset
        As ``pathway_dataset`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    cell_class = dict(zip(pathway["population"].values, pathway["population_cell_class"].values, strict=True))
    place = dict(zip(pathway["population"].values, pathway["position"].values, strict=True))
    names = list(dict.fromkeys(cell_class[name] for name in sorted(cell_class, key=lambda name: place[name])))
    pairs: dict[tuple[str, str], set[str]] = {}
    for source, target, channel in _projections(pathway):
        pairs.setdefault((cell_class[source], cell_class[target]), set()).add(channel)
    sources, targets = ([name for name in names if name in ends] for ends in map(set, zip(*pairs, strict=True)))
    for (source, target), channels in pairs.items():
        for offset, channel in enumerate(sorted(channels)):
            _, colour, _, mark = STYLES[channel]
            shift = (offset - (len(channels) - 1) / 2) * 0.45
            ax.plot(targets.index(target) + shift, sources.index(source), mark, color=colour, markersize=3, zorder=3)
    ax.set_yticks(range(len(sources)), [cell_label(name) for name in sources])
    ax.set_xticks(range(len(targets)), [cell_label(name) for name in targets], rotation=90)
    ax.grid(color="0.92", linewidth=0.4)
    ax.tick_params(length=0)
    ax.set_ylim(len(sources) - 0.4, -0.6)
    ax.set_xlim(-0.6, len(targets) - 0.4)
    ax.set_ylabel("from")
    ax.set_xlabel("onto")
    return ax


def node_of(pathway: xr.Dataset) -> dict[str, Node]:
    """The node of every population.

    Parameters
    ----------
    pathway : xarray.Dataset
        As ``pathway_dataset`` returns it.

    Returns
    -------
    dict
        Population to its level (m below the obex) and column.
    """
    kinds = zip(pathway["population_cell_class"].values, pathway["population_target"].values, strict=True)
    columns = ["afferent" if cell_class.startswith("afferent") else target for cell_class, target in kinds]
    names, position = pathway["population"].values, pathway["position"].values
    return {str(n): (float(p), str(c)) for n, p, c in zip(names, position, columns, strict=True)}


def edges(pathway: xr.Dataset, nodes: dict[str, Node]) -> dict[tuple[Node, Node, str], int]:
    """Synapses between two different nodes, by what they open.

    Parameters
    ----------
    pathway : xarray.Dataset
        As ``pathway_dataset`` returns it.
    nodes : dict
        As :func:`node_of` returns them.

    Returns
    -------
    dict
        Source node, target node and channel to the number of synapses.
    """
    total: dict[tuple[Node, Node, str], int] = {}
    for (source, target, channel), count in zip(_projections(pathway), pathway["synapses"].values, strict=True):
        key = (nodes[source], nodes[target], channel)
        if key[0] != key[1]:
            total[key] = total.get(key, 0) + int(count)
    return total


def _projections(pathway: xr.Dataset) -> list[tuple[str, str, str]]:
    columns = (pathway[name].values.astype(str) for name in ("source", "target", "channel"))
    return [(source, target, _drawn_as(channel)) for source, target, channel in zip(*columns, strict=True)]


def _drawn_as(channel: str) -> str:
    """Key of a channel in STYLES."""
    return SAME.get(channel, channel if channel in STYLES else OTHER)


def _arrow(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], channel: str, synapses: int, index: int
) -> None:
    _, colour, style, _ = STYLES[channel]
    far = start[1] != end[1]
    # Neighbours in the order of drawing bend differently, so that they can be told apart
    bend = 0.12 + 0.06 * (index % 4) if far else 0.25 + 0.12 * list(STYLES).index(channel)
    width = 0.35 + 0.25 * np.log10(1 + synapses / 100)
    ax.add_patch(
        FancyArrowPatch(
            start, end, connectionstyle=f"arc3,rad={bend:.2f}", arrowstyle="-|>", mutation_scale=4, color=colour,
            linestyle=style, linewidth=width, alpha=0.4 if far and channel == "excitatory" else 1, shrinkA=2, shrinkB=3,
            zorder=1 if channel == "excitatory" else 2,
        )
    )  # fmt: skip


def _muscles(pathway: xr.Dataset, nodes: dict[str, Node]) -> dict[float, str]:
    """Level -> the muscles whose motoneurons lie there, one a line."""
    found: dict[float, list[str]] = {}
    for name, muscle in zip(pathway["population"].values, pathway["population_muscle"].values, strict=True):
        if nodes[str(name)][1] == "motoneuron":
            found.setdefault(nodes[str(name)][0], []).append(muscle_label(without_side(str(muscle))))
    return {position: "\n".join(muscles) for position, muscles in found.items()}


def _level(pathway: xr.Dataset, position: float) -> str:
    here = pathway.isel(population=np.flatnonzero(pathway["position"].values == position))
    segment, region = str(here["population_segment"].values[0]), str(here["population_region"].values[0])
    name = segment.partition("_")[0].upper() or region
    return f"{name}  {100 * position:.3g}"
