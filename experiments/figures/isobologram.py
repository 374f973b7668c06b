"""Two drugs together: isobologram with the line of no interaction, and what Bliss on log rates leaves over."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.table import Table

from ...analysis.plotting.plots import NOTHING, PAGE, nothing
from ...analysis.plotting.readable_names import axis_label
from ...analysis.spiking.activity_left import activity_left
from ...analysis.studies.axis_names import REPEATS
from ...analysis.studies.drug_interaction import bliss, loewe
from ...analysis.studies.hill_curve import LEAST_DOSES
from ..study.reading.open import open_study
from ..study.reading.required import require
from ..study.reading.swept_axes import dose_axes, panels, recorded_time, without_healthy

DATA = "isobologram"
COMMAND = "sweep experiment=drug_pair study.name=isobologram"  # that makes it
STATISTIC = "jerk_rate"
MARKS = (("#56B4E9", "o"), ("#E69F00", "s"), ("black", "^"))  # of each suppression
RESAMPLES = 100
BELOW = 0.72  # of the height of an isobologram, under its legend


def draw(data: Path) -> Figure:
    """Draw a study over two axes of doses, both from 0; a row for every pair, the sham one too.

    Where the axis ``form`` has a healthy pathway beside others, a last row shows the firing that doses leave it.

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
    first, second = dose_axes(study, 2)
    jerking, healthy = without_healthy(study)
    exposure, parts = recorded_time(study), list(panels(jerking))
    calm = [] if healthy is None else list(panels(healthy))
    lines = len(parts) + -(-len(calm) // 2)
    figure = Figure(figsize=(PAGE, 0.3 + 2.6 * lines), layout="constrained")
    rows = figure.subplots(lines, 2, squeeze=False, width_ratios=(1.1, 1))
    for (left, right), (title, part) in zip(rows, parts, strict=False):
        if min(part.sizes[first], part.sizes[second]) < LEAST_DOSES:
            nothing(left, f"a curve needs {LEAST_DOSES} doses")
        else:
            draw_isobole(left, loewe(part[STATISTIC], first, second, exposure, resamples=RESAMPLES))
        draw_excess(right, bliss(part[STATISTIC], first, second, exposure), first, second)
        left.set_title(f"{title}: doses that suppress alike" if title else "doses that suppress alike", loc="left")
        right.set_title("Bliss: ln expected less ln observed", loc="left")
        left.set_xlabel(f"{axis_label(first)} / dose alone")
        left.set_ylabel(f"{axis_label(second)} / dose alone")
    below = rows[len(parts) :].ravel()
    for ax, (title, part) in zip(below, calm, strict=False):
        draw_activity(ax, part, first, second)
        ax.set_title(f"healthy{', ' * bool(title)}{title}: firing left at rest", loc="left")
    for ax in below[len(calm) :]:
        ax.set_visible(False)
    return figure


def table(data: Path) -> Table:
    """Indices of Loewe at every suppression and the excess of Bliss, means over the pairs of doses that tell.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    rich.table.Table
        The table.
    """
    study = require(open_study(data), STATISTIC).load()
    first, second = dose_axes(study, 2)
    jerking, _ = without_healthy(study)
    result = Table("panel", "measure", "mean", "range", "pairs of doses", title=f"{first} and {second}")
    for title, part in panels(jerking):
        rate, exposure = part[STATISTIC], recorded_time(study)
        if min(part.sizes[first], part.sizes[second]) >= LEAST_DOSES:
            found = loewe(rate, first, second, exposure, resamples=RESAMPLES)
            for suppression in found["suppression"].values:
                words = f"Loewe, {100 * suppression:g} % fewer jerks"
                result.add_row(title, words, *_summary(found["index"].sel(suppression=suppression).values))
        excess = bliss(rate, first, second, exposure, RESAMPLES)
        inside = excess.isel({first: excess[first].values > 0, second: excess[second].values > 0})
        result.add_row(title, "Bliss, excess", *_summary(inside["excess"].where(inside["visible"]).values))
    return result


def draw_isobole(ax: Axes, found: xr.Dataset) -> Axes:
    """Draw pairs of doses as shares of what each drug alone needs.

    On the line they add up, below it they are synergic.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        As ``loewe`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    ax.plot([0, 1], [1, 0], "--", color="0.5", linewidth=1.0, label="no interaction (Loewe)")
    for (colour, mark), suppression in zip(MARKS, found["suppression"].values, strict=True):
        points = found.sel(suppression=suppression)
        one = points["dose_first"] / points["alone_first"]
        two = points["dose_second"] / points["alone_second"]
        # The interval of the index runs through the origin and the point
        for x, y, index, low, high in zip(
            one, two, *(points[f"index{end}"] for end in ("", "_low", "_high")), strict=True
        ):
            if np.isfinite(low):
                ends = np.array([low, high]) / float(index)
                ax.plot(float(x) * ends, float(y) * ends, color=colour, linewidth=0.8)
        known = int(np.isfinite(one).sum())
        words = f"{100 * suppression:g} % fewer jerks" + ("" if known else ": not reached")
        ax.plot(one, two, mark, color=colour, markersize=4, markeredgecolor="black", markeredgewidth=0.4, label=words)
    furthest = max(1.25, ax.get_xlim()[1], ax.get_ylim()[1]) / BELOW
    ax.set(xlim=(0, furthest), ylim=(0, furthest), aspect="equal")
    ax.legend(loc="upper right")
    return ax


def draw_excess(ax: Axes, found: xr.Dataset, first: str, second: str) -> Axes:
    """Draw the excess at every pair of doses, its interval below it.

    Above 0 is synergy; a dash stands where it cannot be seen.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        The excess of Bliss over both axes.
    first, second : str
        The two axes of doses.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    inside = found.isel({first: found[first].values > 0, second: found[second].values > 0}).transpose(second, first)
    excess = inside["excess"].where(inside["visible"]).values
    largest = float(np.nanmax(np.abs(excess), initial=0.0)) or 1.0
    ax.imshow(
        np.ma.masked_invalid(excess), origin="lower", aspect="auto", cmap="PuOr", vmin=-2 * largest, vmax=2 * largest
    )
    for (row, column), value in np.ndenumerate(excess):
        low, high = (round(float(inside[end].values[row, column]), 1) + 0.0 for end in ("low", "high"))
        interval = f"\n{low:.1f} to {high:.1f}" if np.isfinite([value, low]).all() else ""
        ax.text(column, row, f"{value:+.2f}{interval}" if np.isfinite(value) else NOTHING, ha="center", va="center")
    return _name_doses(ax, inside, first, second)


def draw_activity(ax: Axes, study: xr.Dataset, first: str, second: str) -> Axes:
    """Draw the firing left of a healthy pathway at rest at every pair of doses, none included.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    study : xarray.Dataset
        The healthy part of the study.
    first, second : str
        The two axes of doses.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    repeats = [dim for dim in study.dims if dim in REPEATS]
    mean = study.mean(repeats).sortby([first, second])
    left = activity_left(mean, mean.isel({first: 0, second: 0}, drop=True)).transpose(second, first)
    values = left.values
    ax.imshow(np.ma.masked_invalid(values), origin="lower", aspect="auto", cmap="Greys_r", vmin=0, vmax=1)
    for (row, column), value in np.ndenumerate(values):
        text = f"{value:.2f}" if np.isfinite(value) else NOTHING
        ax.text(column, row, text, ha="center", va="center", color="white" if value < 0.5 else "black")
    return _name_doses(ax, mean, first, second)


def _name_doses(ax: Axes, study: xr.Dataset, first: str, second: str) -> Axes:
    for axis, name in ((ax.xaxis, first), (ax.yaxis, second)):
        axis.set_ticks(range(study.sizes[name]), [f"{value:g}" for value in study[name].values])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_xlabel(axis_label(first, study[first].attrs.get("units", "1")))
    ax.set_ylabel(axis_label(second, study[second].attrs.get("units", "1")))
    return ax


def _summary(values: np.ndarray) -> tuple[str, str, str]:
    """Mean, range and number of the values there are."""
    known = values[np.isfinite(values)]
    if not known.size:
        return NOTHING, NOTHING, "0"
    return f"{known.mean():.2f}", f"{known.min():.2f} to {known.max():.2f}", str(known.size)
