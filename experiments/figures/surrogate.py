"""Surrogate check: the jerk rate at points that a Gaussian process was not shown, beside what it predicts there."""

from pathlib import Path

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.plotting.plots import PAGE, nothing
from ...analysis.signals.counted import counted
from ...analysis.studies.surrogate import check_surrogate
from ..study.reading.open import open_study

DATA = "surrogate"
COMMAND = (
    "sweep study.design=sobol study.samples=64 receptors.gaba_a.cortex='interval(0,1)'"
    " receptors.glycine.cortex='interval(0,1)' study.name=surrogate"
)
STATISTIC = "jerk_rate"


def draw(data: Path) -> Figure:
    """Draw how well a surrogate predicts a sampled study, every point held out once among a tenth of them.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    found = check_surrogate(open_study(data).load(), STATISTIC)
    figure = Figure(figsize=(PAGE * 0.75, 2.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1.6, 1))
    draw_predictions(left, found)
    draw_folds(right, found)
    return figure


def draw_predictions(ax: Axes, found: xr.Dataset) -> Axes:
    """Draw predicted against observed values; on the line they agree.

    Each has the deviation that the process takes for its error.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        As ``check_surrogate`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    unit = found["observed"].attrs["units"]
    both = found[["observed", "predicted"]].to_array()
    ends = [float(both.min()), float(both.max())]
    ax.plot(ends, ends, color="0.5", linewidth=0.8, zorder=0)
    ax.errorbar(
        found["observed"], found["predicted"], yerr=found["deviation"], fmt="o", color="black", ecolor="#56B4E9",
        markersize=2.5, elinewidth=0.7,
    )  # fmt: skip
    ax.set_xlabel(f"{found['observed'].attrs['long_name']}, simulated ({unit})")
    ax.set_ylabel(f"predicted ({unit})")
    ax.set_title(
        f"{counted(found.sizes['point'], 'point')}, error {float(found['rmse_all']):.2g} {unit}, "
        f"{100 * float(found['covered']):.0f} % within 95 % intervals",
        loc="left",
    )
    return ax


def draw_folds(ax: Axes, found: xr.Dataset) -> Axes:
    """Draw R2 of every tenth that was held out, and of all points together as a line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        As ``check_surrogate`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    if reason := str(found["reason"].item()):
        return nothing(ax, reason)
    total = float(found["r2_all"])
    ax.axhline(total, color="#D55E00", linewidth=1.2)
    ax.plot(range(1, found.sizes["held_out"] + 1), found["r2"], "o", color="black", markersize=3.5)
    ax.set_ylim(min(0.0, float(found["r2"].min()) - 0.05), 1.05)
    ax.set_xlabel("tenth held out")
    ax.set_ylabel("R² of the held-out points")
    ax.set_title(f"all together {total:.2f}", loc="left")
    return ax
