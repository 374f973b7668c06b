"""Orders of recruitment: the model's beside what path lengths predict and what is published."""

from pathlib import Path

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...analysis.body import Body, without_side
from ...analysis.diagnosis.published_orders import path_onsets, published_onsets, recruitment_table
from ...analysis.plotting.plots import PAGE, order_dots
from ...analysis.plotting.readable_names import muscle_label
from ..examine.model_body import model_body
from .signatures import known_circuits, open_recordings

DATA = "signatures"
COMMAND = "sweep experiment=signatures"  # that makes it
DERIVED, PUBLISHED = "#0072B2", "#D55E00"
LANE = 0.25  # of a row, between the model and what it is compared with


def draw(data: Path) -> Figure:
    """Draw the orders of recruitment of every circuit that a study kept a recording of.

    Parameters
    ----------
    data : Path
        Folder of the study of ``disinhibition sweep experiment=signatures``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    recordings = open_recordings(data)
    circuits = known_circuits(recordings, data)
    body = model_body()
    names = sorted(body.position, key=lambda name: (body.position[name], body.efferent[name], name))
    figure = Figure(figsize=(PAGE, 1.7 + 0.25 * len(names)), layout="constrained")
    panels = figure.subplots(1, len(circuits), squeeze=False, sharey=True)[0]
    for ax, circuit in zip(panels, circuits, strict=True):
        draw_order(ax, recordings[circuit]["bursts"].to_dataset(), circuit, names, body)
    panels[0].set_yticks(range(len(names)), [muscle_label(name) for name in names])
    panels[0].set_ylim(len(names) - 0.4, -0.7)
    marks = (
        ("model, median; large in most jerks", {"marker": "o", "color": "black", "linewidth": 0}),
        ("its quartiles", {"color": "0.5", "linewidth": 0.8}),
        ("derived: path length, same muscles", {"marker": "s", "color": DERIVED, "markerfacecolor": "white"}),
        ("published: startle of healthy people", {"marker": "D", "color": PUBLISHED}),
        ("published: order of the first", {"marker": "$1$", "color": "black", "linewidth": 0}),
    )
    handles = [Line2D([], [], markersize=3.5, label=words, **style) for words, style in marks]
    figure.legend(handles=handles, loc="outside lower center", ncols=3)
    return figure


def draw_order(ax: Axes, bursts: xr.Dataset, circuit: str, names: list[str], body: Body) -> Axes:
    """Draw the order of one circuit, muscles from the head to the feet, the nearer ones of a level first.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    bursts : xarray.Dataset
        Bursts of the recording.
    circuit : str
        Name of the circuit.
    names : list of str
        Muscles in the order of the rows.
    body : Body
        Anatomy of the muscles.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    row = {name: float(index) for index, name in enumerate(names)}
    table = recruitment_table()
    path = table["paths"][circuit]
    ax.axvline(0, color="0.85", zorder=0)
    order_dots(ax, bursts, row)
    _intervals(ax, path_onsets(path, body, bursts), row, LANE, DERIVED, "s")
    if circuit in table["latencies"]:
        _intervals(ax, published_onsets(table["latencies"][circuit]), row, -LANE, PUBLISHED, "D")
    across = ax.get_yaxis_transform()
    for rank, name in enumerate(table["orders"][circuit]["muscles"], 1):
        if name in row:
            ax.text(1.0, row[name], f"{rank}", transform=across, ha="right", va="center", weight="bold")
    ax.set_title(f"{circuit}\n{path['label']}", loc="left", fontsize=7)
    ax.tick_params(axis="y", length=0)
    ax.set_xmargin(0.12)
    return ax


def _intervals(
    ax: Axes, onsets: dict[str, tuple[float, float]], row: dict[str, float], lane: float, colour: str, mark: str
) -> None:
    """From the earliest to the latest expected onset of a muscle; muscles without a row are passed over."""
    for name, ends in onsets.items():
        if without_side(name) not in row:
            continue
        place = row[without_side(name)] + lane
        face = "white" if mark == "s" else colour
        ax.plot(ends, [place, place], mark, linestyle="-", color=colour, markersize=3, markerfacecolor=face, zorder=2)
