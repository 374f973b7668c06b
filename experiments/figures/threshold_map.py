"""Threshold map: the gain at which jerks begin, over another gain, on the rate of jerks at every point."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from ...analysis.plotting.plots import PAGE
from ...analysis.plotting.readable_names import axis_label
from ...analysis.plotting.value_map import value_map
from ...analysis.studies.gain_threshold import JERKING_RATE
from ...analysis.studies.threshold_map import threshold_map
from ..study.reading.open import open_study
from ..study.reading.required import require
from ..study.reading.swept_axes import dose_axes, panels

DATA = "threshold_map"
COMMAND = (
    "sweep receptors.gaba_a.cortex='range(0,1.05,0.1)' receptors.gaba_b.cortex=0.5,1 seed='range(3)'"
    " study.name=threshold_map"
)
STATISTIC = "jerk_rate"
ACROSS = 3  # panels in a row


def draw(data: Path) -> Figure:
    """Draw the threshold along the first axis of numbers of a study, over its second.

    There is a panel for every circuit or other axis of words.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    study = require(open_study(data), STATISTIC).load()
    along, over = dose_axes(study, 2)
    parts = list(panels(study))
    scale = Normalize(0, float(study[STATISTIC].max()) or 1.0)
    across = min(ACROSS, len(parts))
    rows = -(-len(parts) // across)
    width = PAGE * (0.15 + 0.85 * across / ACROSS)
    figure = Figure(figsize=(width, 0.3 + 2.3 * rows), layout="constrained")
    axes = figure.subplots(rows, across, squeeze=False, sharey=True).ravel()
    for ax, (title, part) in zip(axes, parts, strict=False):
        draw_map(ax, part[STATISTIC], along, over, scale)
        ax.set_title(title, loc="left")
    for ax in axes[len(parts) :]:
        ax.set_visible(False)
    for ax in axes[::across]:
        ax.set_ylabel(axis_label(along, study[along].attrs.get("units", "1")))
    label = f"jerk rate (1/s), line at {JERKING_RATE:g}"
    figure.colorbar(axes[0].collections[0], ax=list(axes[: len(parts)]), label=label)
    return figure


def draw_map(ax: Axes, rate: xr.DataArray, along: str, over: str, scale: Normalize) -> Axes:
    """Draw the mean rate as colour, every crossing of the threshold as a dot with its 95 % interval.

    A column that never crosses it has a word instead: 'always' above it, 'never'.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    rate : xarray.DataArray
        Jerk rate over both axes and repeats, 1/s.
    along : str
        The axis that the threshold lies along.
    over : str
        The other axis.
    scale : matplotlib.colors.Normalize
        The colour scale.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    repeats = [dim for dim in rate.dims if dim not in (along, over)]
    value_map(ax, rate.mean(repeats), along, over, scale).set_ylabel("")
    found = threshold_map(rate, along, JERKING_RATE, [over])
    for number in range(found.sizes["crossing"]):
        line = found.isel(crossing=number).sortby(over)
        low, high = (np.abs(line[end] - line["threshold"]) for end in ("low", "high"))
        for width, colour in ((3.0, "black"), (1.4, "white")):  # seen on dark and on light cells
            ax.errorbar(
                line[over], line["threshold"], yerr=np.nan_to_num([low, high]), fmt="o-", color=colour, ecolor=colour,
                markersize=2 + width, linewidth=width, elinewidth=width,
            )  # fmt: skip
    words = {"above": "always", "below": "never"}
    for place, reason in zip(found[over].values, found["reason"].values, strict=True):
        if reason:
            said = words.get(reason.split()[0], "–")
            ax.text(place, 1.01, said, transform=ax.get_xaxis_transform(), ha="center", va="bottom")
    return ax
