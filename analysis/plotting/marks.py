"""Marks that several figures share, and the legend that says what they mean."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..emg.bursts import FEWEST_BURSTS
from .plots import BURST_COLOUR, MISSING, STIMULUS_COLOUR

RUNAWAY, FEW = "!", "*"
DOT: Mapping[str, Any] = {"marker": "o", "color": "black", "linewidth": 0, "markersize": 4}
# What a mark means, and how it is drawn in a legend
MARKS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "burst": ("burst (short ones are drawn wider)", {"color": BURST_COLOUR, "linewidth": 2}),
    "response": ("response to a stimulus, no jerk", {"color": STIMULUS_COLOUR, "linewidth": 2}),
    "stimulus": ("stimulus", {"color": STIMULUS_COLOUR, "linewidth": 0.8}),
    "missing": ("not recorded", {"color": MISSING, "linewidth": 6}),
    "runaway": ("a run ran away", {**DOT, "marker": f"${RUNAWAY}$", "markersize": 7}),
    "few": (
        f"median of fewer than {FEWEST_BURSTS} bursts",
        {**DOT, "marker": f"${FEW}$"},
    ),
    "none": ("not there, or no bursts", {**DOT, "marker": "_"}),
    "order": ("median onset; larger in more jerks", DOT),
    "quartiles": ("its quartiles", {"color": "0.5", "linewidth": 0.8}),
    "spike": ("spike of a cell", {**DOT, "marker": ".", "markersize": 3}),
}


def mark_handles(*marks: str) -> list[Line2D]:
    """What a legend shows for some marks.

    Parameters
    ----------
    *marks : str
        Names of MARKS.

    Returns
    -------
    list of matplotlib.lines.Line2D
        A line for each mark, with its words.
    """
    return [Line2D([], [], label=MARKS[mark][0], **MARKS[mark][1]) for mark in marks]


def marks_legend(figure: Figure, *marks: str, columns: int = 4) -> None:
    """Say below a figure what its marks mean.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure, with a constrained layout.
    *marks : str
        Names of MARKS that the figure has.
    columns : int
        How many stand in a row at most.
    """
    handles = mark_handles(*marks)
    if handles:
        figure.legend(handles=handles, loc="outside lower center", ncols=min(columns, len(handles)))


def mark_runaways(ax: Axes, places: np.ndarray, ran_away: xr.DataArray, along: str) -> Axes:
    """An exclamation mark at the foot of the axes at every place along which a run ran away.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    places : numpy.ndarray
        Positions (place,) on x.
    ran_away : xarray.DataArray
        Whether runs ran away, over ``along`` and others.
    along : str
        Dimension of the places.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    others = [dim for dim in ran_away.dims if dim != along]
    for place in places[ran_away.any(others).values]:
        ax.text(
            place, 0.02, RUNAWAY, transform=ax.get_xaxis_transform(), ha="center", weight="bold", color=BURST_COLOUR
        )
    return ax
