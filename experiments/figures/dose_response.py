"""Dose-response of the jerk rate: every run, the Hill curve with its interval, and the dose of half the effect."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.dose import dose_response
from ...analysis.plots import PAGE, axis_label
from ..open import open_study
from ..swept import dose_axes, panels, recorded_time

DATA = "dose_response"
STATISTIC = "jerk_rate"
ACROSS = 3  # panels in a row
RESAMPLES = 200
ROOM = 1.25  # of the highest rate, for words above it
WIDE = 20.0  # largest over smallest dose from which on the axis is logarithmic
BAND, HALF = "#56B4E9", "#D55E00"


def draw(data: Path) -> Figure:
    """Draw the study in the folder ``data``: one axis of doses or gains, a panel for every circuit or agent, seeds."""
    study = open_study(data).load()
    [dose] = dose_axes(study, 1)
    exposure, parts = recorded_time(study), list(panels(study))
    rows = -(-len(parts) // ACROSS)
    figure = Figure(figsize=(PAGE, 0.3 + 2.1 * rows), layout="constrained")
    axes = figure.subplots(rows, ACROSS, squeeze=False, sharey=True).ravel()
    for ax, (title, part) in zip(axes, parts, strict=False):
        draw_curve(ax, part[STATISTIC], dose, exposure)
        ax.set_title(title, loc="left")
    for ax in axes[len(parts) :]:
        ax.set_visible(False)
    axes[0].set_ylim(0, ROOM * float(study[STATISTIC].max()) or 1.0)
    for ax in axes[::ACROSS]:
        ax.set_ylabel(study[STATISTIC].attrs["long_name"])
    return figure


def draw_curve(ax: Axes, rate: xr.DataArray, dose: str, exposure: float) -> Axes:
    """Runs as grey dots, means as black ones, curve and 95 % band; below, the half dose or why there is none."""
    fit = dose_response(rate, dose, exposure, RESAMPLES)
    doses = rate[dose].values
    runs = rate.transpose(dose, ...).values.reshape(doses.size, -1)
    ax.plot(np.repeat(doses, runs.shape[1]), runs.ravel(), ".", color="0.65", markersize=3, markeredgewidth=0)
    estimate, low, high = (fit["curve"].sel(quantity=quantity).values for quantity in ("estimate", "low", "high"))
    ax.fill_between(fit["level"], low, high, color=BAND, alpha=0.4, linewidth=0)
    ax.plot(fit["level"], estimate, color="black", linewidth=1.0)
    ax.plot(doses, fit["observed"], "o", color="black", markersize=3.5)
    positive = doses[doses > 0]
    if positive.max() / positive.min() > WIDE:
        ax.set_xscale("symlog", linthresh=positive.min())
        ax.xaxis.set_major_formatter("{x:g}")
    unit = rate[dose].attrs.get("units", "1")
    reason = str(fit["reason"].item())
    ax.text(0.97, 0.97, reason or _half(ax, fit, unit), transform=ax.transAxes, ha="right", va="top")
    ax.set_xlabel(axis_label(dose, unit))
    return ax


def _half(ax: Axes, fit: xr.Dataset, unit: str) -> str:
    """Mark the half dose with its interval at the height of half the effect; its words."""
    half, low, high = fit["ec50"].values
    height = float((fit["baseline"] + fit["emax"] / 2).sel(quantity="estimate"))
    ax.plot([low, high], [height, height], color=HALF, linewidth=1.5, solid_capstyle="butt")
    ax.plot(half, height, "D", color=HALF, markersize=4, markeredgecolor="white", markeredgewidth=0.5)
    between = f" ({low:.2g} to {high:.2g})" if np.isfinite(low) else ""
    exponent = float(fit["exponent"].sel(quantity="estimate"))
    return f"half at {half:.2g}{between}{'' if unit == '1' else f' {unit}'}\nexponent {exponent:.1f}"
