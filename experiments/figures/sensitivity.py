"""Sensitivity of the jerk rate: Sobol indices, or Morris' effects, of every axis of a sampled study."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.plotting.plots import PAGE
from ...analysis.plotting.readable_names import axis_label
from ...analysis.signals.counted import counted
from ...analysis.studies.sensitivity import is_sobol_design, morris_effects, sobol_indices
from ..study.reading.open import open_study

DATA = "sensitivity"
COMMAND = (
    "sweep study.design=sobol study.samples=64 receptors.gaba_a.cortex='interval(0,1)'"
    " receptors.glycine.cortex='interval(0,1)' study.name=sensitivity"
)
STATISTIC = "jerk_rate"
LANE = 0.17  # of a row, between the two marks of an axis
TOTAL = "#E69F00"


def draw(data: Path) -> Figure:
    """Draw the sensitivity of a study of a Sobol or Morris design.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    study = open_study(data).load()
    sobol = is_sobol_design(study, STATISTIC)
    found = (sobol_indices if sobol else morris_effects)(study, STATISTIC)
    figure = Figure(figsize=(PAGE * 0.6, 1.1 + 0.3 * found.sizes["axis"]), layout="constrained")
    ax = figure.subplots()
    (draw_indices if sobol else draw_effects)(ax, found)
    words = f"{study[STATISTIC].attrs.get('long_name', STATISTIC)}, {counted(int(found['blocks']), 'block')}"
    lost = int(found["dropped"])
    ax.set_title(f"{words}, {lost} left out for a missing point" if lost else words, loc="left")
    return figure


def draw_indices(ax: Axes, indices: xr.Dataset) -> Axes:
    """Draw first-order and total index of every axis with 95 % intervals, the largest total on top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    indices : xarray.Dataset
        As ``sobol_indices`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    order = indices.sortby("total", ascending=False)
    rows = np.arange(order.sizes["axis"])
    marks = (("total", "total_ci", LANE, "s", TOTAL), ("first", "first_ci", -LANE, "o", "black"))
    for name, half, lane, mark, colour in marks:
        words = {"total": "total, with all it acts with", "first": "alone"}[name]
        face = "white" if name == "total" else colour
        ax.errorbar(
            order[name], rows + lane, xerr=order[half], fmt=mark, color=colour, markerfacecolor=face, markersize=4,
            elinewidth=0.8, label=words,
        )  # fmt: skip
    _rows(ax, order, rows)
    ax.set_xlim(min(-0.02, ax.get_xlim()[0]), max(1.0, ax.get_xlim()[1]))
    ax.set_xlabel("share of the variance")
    ax.legend(loc="lower right")
    return ax


def draw_effects(ax: Axes, effects: xr.Dataset) -> Axes:
    """Draw the mean absolute effect of every axis with its 95 % interval, and the deviation between places.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    effects : xarray.Dataset
        As ``morris_effects`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    order = effects.sortby("mean_absolute", ascending=False)
    rows = np.arange(order.sizes["axis"])
    ax.errorbar(
        order["mean_absolute"], rows - LANE, xerr=order["mean_absolute_ci"], fmt="o", color="black", markersize=4,
        elinewidth=0.8, label="mean size of the effect",
    )  # fmt: skip
    ax.plot(
        order["deviation"], rows + LANE, "s", color=TOTAL, markerfacecolor="white", markersize=4,
        label="its deviation between places",
    )  # fmt: skip
    _rows(ax, order, rows)
    ax.set_xlim(left=min(0.0, ax.get_xlim()[0]))
    ax.set_xlabel(f"change over the whole range of the axis ({effects['mean'].attrs['units']})")
    ax.legend(loc="lower right")
    return ax


def _rows(ax: Axes, order: xr.Dataset, rows: np.ndarray) -> None:
    ax.axvline(0, color="0.8", zorder=0)
    ax.set_yticks(rows, [axis_label(str(name)) for name in order["axis"].values])
    ax.set_ylim(rows[-1] + 0.6, -0.6)
    ax.tick_params(axis="y", length=0)
