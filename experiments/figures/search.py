"""A search: what each trial found beside the target, in its order and over every key that was moved."""

from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...analysis.plotting.plots import PAGE
from ...analysis.plotting.readable_names import axis_label
from ...analysis.signals.counted import counted
from ..fit.search import read_search
from ..study.reading.open import open_study

DATA = "search"
COMMAND = "search receptors.gaba_a.cortex='interval(0,1)' search.statistic=jerk_rate search.target=1"  # that makes it
ACROSS = 3  # panels in a row
TARGET = "#E69F00"


def draw(data: Path) -> Figure:
    """Draw the search begun last: over its trials, then over each key; later ones are darker.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    statistic, target, trials = read_search(data)
    found = np.array([trial.found for trial in trials])
    places = {"trial": np.arange(1, len(trials) + 1)}
    places |= {key: np.array([trial.values[key] for trial in trials]) for key in trials[0].values}
    across = min(ACROSS, len(places))
    rows = -(-len(places) // across)
    figure = Figure(figsize=(PAGE * across / ACROSS, 0.3 + 2.0 * rows), layout="constrained")
    axes = figure.subplots(rows, across, squeeze=False, sharey=True).ravel()
    for ax, (name, values) in zip(axes, places.items(), strict=False):
        draw_trials(ax, values, found, target)
        ax.set_xlabel(axis_label(name))
    for ax in axes[len(places) :]:
        ax.set_visible(False)
    words = open_study(data)[statistic].attrs
    for ax in axes[::across]:
        ax.set_ylabel(axis_label(words.get("long_name", statistic), words.get("units", "1")))
    known = int(np.isfinite(found).sum())
    axes[0].set_title(f"a value in {known} of {counted(len(trials), 'trial')}", loc="left")
    dot = {"marker": "o", "markeredgecolor": "black", "markeredgewidth": 0.4, "markersize": 4, "linewidth": 0}
    marks = (
        ("target", {"color": TARGET}),
        ("early trial", {**dot, "color": "0.85"}),
        ("late trial", {**dot, "color": "0.1"}),
    )
    handles = [Line2D([], [], label=words, **style) for words, style in marks]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(marks))
    return figure


def draw_trials(ax: Axes, values: np.ndarray, found: np.ndarray, target: float) -> Axes:
    """Draw the statistic of every trial over one value of it, the target as a line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    values : numpy.ndarray
        Value (trial,).
    found : numpy.ndarray
        Statistic (trial,).
    target : float
        Target of the statistic.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    ax.axhline(target, color=TARGET, zorder=0)
    ax.scatter(values, found, c=np.arange(found.size), cmap="Greys", vmin=-found.size, s=14, edgecolors="black", lw=0.4)
    return ax
