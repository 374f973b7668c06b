"""Dose-response of jerks and of the time in bursts: every run, the Hill curve with its interval, the half dose.

The two part where a drug makes jerks shorter and not rarer.
"""

from pathlib import Path
from textwrap import fill

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.table import Table

from ...analysis.plotting.marks import mark_runaways, marks_legend
from ...analysis.plotting.plots import NOTHING, PAGE, wide_axis
from ...analysis.plotting.readable_names import axis_label
from ...analysis.spiking.activity_left import activity_left
from ...analysis.studies.axis_names import REPEATS
from ...analysis.studies.dose_response import dose_response
from ..study.reading.open import open_study
from ..study.reading.required import require
from ..study.reading.swept_axes import dose_axes, panels, recorded_time, runaways, without_healthy

DATA = "dose_response"
COMMAND = "sweep experiment=benzodiazepine_dose study.name=dose_response"  # that makes it
MEASURES = {"jerk_rate": "jerks", "burst_time": "burst time"}  # statistic -> word of the table
COUNTED = "jerk_rate"  # the one that counts events
ACROSS = 3  # panels in a row
RESAMPLES = 200
LINE = 28  # letters of a line of words in a panel
ROOM = 1.25  # of the highest rate, for words above it
WIDE = 20.0  # largest over smallest dose from which on the axis is logarithmic
BAND, HALF = "#56B4E9", "#D55E00"


def draw(data: Path) -> Figure:
    """Draw a study over one axis of doses or gains, a panel for every circuit or agent.

    Rates of jerks come first, then the time in bursts, each circuit on its own scale. Where the axis ``form`` has a
    healthy pathway beside others, its panels show the firing that the dose leaves it.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    study = require(open_study(data), "jerk_rate").load()
    [dose] = dose_axes(study, 1)
    jerking, healthy = without_healthy(study)
    parts = list(panels(jerking))
    calm = [] if healthy is None else list(panels(healthy))
    row = ACROSS if len(parts) > 1 else 1  # one panel of each kind: side by side, else every kind begins a row
    kinds = [parts] * len(MEASURES) + [calm]
    starts = np.cumsum([0, *(row * -(-len(kind) // row) for kind in kinds)])
    rows = -(-int(starts[-1]) // ACROSS)
    figure = Figure(figsize=(PAGE, 0.3 + 2.1 * rows), layout="constrained")
    axes = figure.subplots(rows, ACROSS, squeeze=False).ravel()
    for name, start in zip(MEASURES, starts, strict=False):
        mine = axes[start : start + len(parts)]
        for ax, (title, part) in zip(mine, parts, strict=True):
            # Rates are compared between panels; the time in bursts differs a hundredfold between circuits
            highest = float((jerking if name == COUNTED else part)[name].max())
            draw_curve(ax, part[name], dose, _exposure(study, name)).set_ylim(0, ROOM * highest or 1.0)
            mark_runaways(ax, part[dose].values, runaways(part), dose)
            ax.set_title(title, loc="left")
        for ax in mine[::ACROSS]:
            ax.set_ylabel(_label(study[name]))
    for ax, (title, part) in zip(axes[starts[-2] :], calm, strict=False):
        draw_activity(ax, part, dose).set_title(", ".join(filter(None, ("healthy", title))), loc="left")
    for ax in axes:
        ax.set_visible(bool(ax.lines))
    marks_legend(figure, *["runaway"] * bool(runaways(jerking).any()))
    return figure


def table(data: Path) -> Table:
    """The numbers of every curve, the intervals over repeats in brackets, or why there are none.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    rich.table.Table
        The table.
    """
    study = require(open_study(data), "jerk_rate").load()
    [dose] = dose_axes(study, 1)
    jerking, healthy = without_healthy(study)
    unit = study[dose].attrs.get("units", "1")
    half = "half dose" if unit == "1" else f"half dose ({unit})"
    result = Table("panel", "measure", "without the drug", "most change", half, "exponent", "p of no change")
    for title, part in panels(jerking):
        for name, word in MEASURES.items():
            fit = dose_response(part[name], dose, _exposure(study, name), RESAMPLES)
            numbers = [_between(fit[number].values) for number in ("baseline", "emax", "ec50", "exponent")]
            reason = str(fit["reason"].item())
            measure = f"{word} ({study[name].attrs['units']})"
            result.add_row(
                title, measure, *numbers[:2], *([reason, ""] if reason else numbers[2:]), f"{float(fit['p']):.2g}"
            )
    for title, part in [] if healthy is None else panels(healthy):
        left = _activity(part, dose).mean("repeat").values
        words = f"firing left at the largest dose: {left[-1]:.2f}"
        result.add_row(", ".join(filter(None, ("healthy", title))), "", "", "", words, "", "")
    return result


def draw_curve(ax: Axes, measured: xr.DataArray, dose: str, exposure: float | None) -> Axes:
    """Draw one dose-response: runs as grey dots, means as black ones, curve and 95 % band.

    Words say the half dose, or why there is none.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    measured : xarray.DataArray
        The statistic over doses and repeats.
    dose : str
        The axis of doses.
    exposure : float or None
        Seconds that each run was observed, for a statistic that counts events.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    fit = dose_response(measured, dose, exposure, RESAMPLES)
    doses = measured[dose].values
    runs = measured.transpose(dose, ...).values.reshape(doses.size, -1)
    ax.plot(np.repeat(doses, runs.shape[1]), runs.ravel(), ".", color="0.65", markersize=3, markeredgewidth=0)
    estimate, low, high = (fit["curve"].sel(quantity=quantity).values for quantity in ("estimate", "low", "high"))
    ax.fill_between(fit["fitted"], low, high, color=BAND, alpha=0.4, linewidth=0)
    ax.plot(fit["fitted"], estimate, color="black", linewidth=1.0)
    ax.plot(doses, fit["observed"], "o", color="black", markersize=3.5)
    wide_axis(ax, doses, WIDE)
    unit = measured[dose].attrs.get("units", "1")
    reason = str(fit["reason"].item())
    ax.text(0.97, 0.97, fill(reason, LINE) or _half(ax, fit, unit), transform=ax.transAxes, ha="right", va="top")
    ax.set_xlabel(axis_label(dose, unit))
    return ax


def draw_activity(ax: Axes, study: xr.Dataset, dose: str) -> Axes:
    """Draw the firing left of a healthy pathway at rest: runs as grey dots, means as squares.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    study : xarray.Dataset
        The healthy part of the study.
    dose : str
        The axis of doses.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    left = _activity(study, dose)
    doses = left[dose].values
    ax.axhline(1, color="0.7", linewidth=0.6, linestyle=":")
    ax.plot(np.repeat(doses, left.sizes["repeat"]), left.values.ravel(), ".", color="0.65", markersize=3,
            markeredgewidth=0)  # fmt: skip
    ax.plot(doses, left.mean("repeat"), "s-", color="black", markersize=3.5, linewidth=1.0)
    wide_axis(ax, doses, WIDE)
    ax.set_ylim(0, ROOM * float(np.nanmax(left.values, initial=1.0)))
    ax.set_xlabel(axis_label(dose, study[dose].attrs.get("units", "1")))
    ax.set_ylabel("firing left at rest")
    return ax


def _exposure(study: xr.Dataset, statistic: str) -> float | None:
    """Seconds of a statistic that counts events."""
    return recorded_time(study) if statistic == COUNTED else None


def _label(measured: xr.DataArray) -> str:
    """Name and unit; a rate of events has its unit in its name."""
    words = measured.attrs["long_name"]
    return words if measured.name == COUNTED else axis_label(words, measured.attrs["units"])


def _activity(study: xr.Dataset, dose: str) -> xr.DataArray:
    """(dose, repeat), relative to the mean at the smallest dose."""
    repeats = [dim for dim in study.dims if dim in REPEATS]
    ordered = study.sortby(dose)
    left = activity_left(ordered, ordered.isel({dose: 0}, drop=True).mean(repeats))
    return left.stack(repeat=repeats, create_index=False).transpose(dose, "repeat")


def _half(ax: Axes, fit: xr.Dataset, unit: str) -> str:
    """Mark the half dose with its interval, as far as doses go, at the height of half the effect; its words."""
    half, low, high = fit["ec50"].values
    low, high = np.clip([low, high], fit["fitted"].min().item(), fit["fitted"].max().item())
    height = float((fit["baseline"] + fit["emax"] / 2).sel(quantity="estimate"))
    ax.plot([low, high], [height, height], color=HALF, linewidth=1.5, solid_capstyle="butt")
    ax.plot(half, height, "D", color=HALF, markersize=4, markeredgecolor="white", markeredgewidth=0.5)
    exponent = float(fit["exponent"].sel(quantity="estimate"))
    return f"half at {_between(fit['ec50'].values)}{'' if unit == '1' else f' {unit}'}\nexponent {exponent:.1f}"


def _between(quantity: np.ndarray) -> str:
    """An estimate with its interval, if it has one."""
    estimate, low, high = (f"{float(f'{value:.2g}'):g}" if np.isfinite(value) else "" for value in quantity)
    return f"{estimate or NOTHING}" + (f" ({low} to {high})" if low and high else "")
