"""The rate of jerks along time, or any other axis, one line for every value of another: regimens, rates, kidneys."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation
from rich.table import Table

from ...analysis.plotting.marks import mark_handles, mark_runaways
from ...analysis.plotting.plots import PAGE, wide_axis
from ...analysis.plotting.readable_names import axis_label
from ...analysis.studies.axis_names import REPEATS
from ...analysis.studies.event_rates import rate_interval
from ...errors import UserError
from ..study.reading.open import open_study
from ..study.reading.required import require
from ..study.reading.swept_axes import is_words, panels, recorded_time, runaways, swept_axes, times, told_axes

DATA = "course"
COMMAND = "sweep experiment=opioid_infusion study.name=course"  # that makes it
STATISTIC = "jerk_rate"
ACROSS = 3  # panels in a row
MARKS = "os^Dv<>P"
DASHES = ("-", "--", "-.", ":")
ASIDE, SLIGHTLY = 2.5, 0.8  # points between the marks of two lines; along numbers, where they would pass for others
BELOW = 0.03  # of the highest rate, so that marks at 0 are whole
WIDE_TIME, WIDE = 100.0, 20.0  # largest over smallest value from which on the axis is logarithmic


def draw(data: Path) -> Figure:
    """Draw a study over time, or over any other axis.

    Its last axis lies along x, the one before it makes lines, others make panels. Repeats are taken together; bars are
    95 % intervals of a count (Poisson).

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    study, along, between, rest = _opened(data)
    exposure = recorded_time(study)
    parts = list(panels(study, rest))
    across = min(ACROSS, len(parts))
    rows = -(-len(parts) // across)
    figure = Figure(figsize=(PAGE * (0.4 + 0.6 * across / ACROSS), 0.6 + 2.0 * rows), layout="constrained")
    axes = figure.subplots(rows, across, squeeze=False, sharey=True).ravel()
    for ax, (title, part) in zip(axes, parts, strict=False):
        draw_course(ax, part, along, between, exposure)
        ax.set_title(title.replace(", ", ",\n", 1) if len(title) > 34 else title, loc="left")
    for ax in axes[len(parts) :]:
        ax.set_visible(False)
    whole_marks(axes[0])
    for ax in axes[::across]:
        ax.set_ylabel(f"{study[STATISTIC].attrs['long_name']} (bars: 95 %)")
    lines = axes[0].get_legend_handles_labels()[0] if between else []
    marks = [*lines, *mark_handles(*["runaway"] * bool(runaways(study).any()))]
    if marks:
        figure.legend(handles=marks, loc="outside lower center", ncols=max(2, across))
    return figure


def table(data: Path) -> Table:
    """Of every line the rate at the first and the last value of its axis, and where it is lowest and highest.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    rich.table.Table
        The table.
    """
    study, along, between, rest = _opened(data)
    exposure = recorded_time(study)
    named = [", ".join(map(axis_label, rest))] if rest else []
    named += [axis_label(between)] if between else []
    label = axis_label(along)
    columns = (f"at the first {label}", "lowest", "highest", f"at the last {label}")
    unit = study[STATISTIC].attrs.get("units", "1")
    result = Table(*named, *columns, title=f"{STATISTIC} in {unit} (95 % interval)")
    for title, part in panels(study, rest):
        for name, line in _lines(part, between):
            mean, low, high = _counted(line[STATISTIC], along, exposure)
            known = np.flatnonzero(np.isfinite(mean))
            if not known.size:
                continue
            places = (known[0], known[np.argmin(mean[known])], known[np.argmax(mean[known])], known[-1])
            cells = (f"{mean[i]:.2f} ({low[i]:.2f}-{high[i]:.2f}) at {_word(line[along].values[i])}" for i in places)
            result.add_row(*[title] * bool(rest), *[name] * bool(between), *cells)
    return result


def draw_course(
    ax: Axes, study: xr.Dataset, along: str, between: str | None, exposure: float | None, statistic: str = STATISTIC
) -> Axes:
    """Draw the means of every line with their intervals; words that are no times have marks without a line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    study : xarray.Dataset
        Part of the study for one panel.
    along : str
        The axis along x.
    between : str or None
        The axis of the lines, if there is one.
    exposure : float or None
        Seconds that each run was observed, for the interval of a rate. None for a statistic that is no rate of events,
        whose bars go from its least to its largest repeat.
    statistic : str
        What is drawn.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    time = times(study, along)
    words = is_words(study, along) and time is None
    places = np.arange(study.sizes[along]) if words else (study[along] if time is None else time).values.astype(float)
    lines = list(_lines(study, between))
    logarithmic = not words and wide_axis(ax, places, WIDE if time is None else WIDE_TIME)
    for number, (name, line) in enumerate(lines):
        found = line[statistic]
        mean, low, high = _ranged(found, along) if exposure is None else _counted(found, along, exposure)
        mark_runaways(ax, places, runaways(line), along)
        # What is drawn aside does not count for the limits
        for end in (high,) if exposure is not None else (low, high):
            ax.update_datalim(np.column_stack([places, end])[np.isfinite(end)])
        style = "" if words else DASHES[number % len(DASHES)]
        aside = (ASIDE if words else SLIGHTLY) * (number - (len(lines) - 1) / 2) / 72
        ax.errorbar(
            places, mean, yerr=[mean - low, high - mean], marker=MARKS[number % len(MARKS)], linestyle=style,
            color=f"C{number % 7}", markersize=3.5, linewidth=1.0, elinewidth=0.6, label=name,
            transform=ax.transData + ScaledTranslation(aside, 0, ax.figure.dpi_scale_trans),
        )  # fmt: skip
    ax.autoscale_view()
    unit = time.attrs["units"] if time is not None else study[along].attrs.get("units", "1")
    if words:
        ax.set_xticks(places, [_word(value).replace(" ", "\n") for value in study[along].values])
        ax.set_xlim(places[0] - 0.5, places[-1] + 0.5)
        ax.tick_params(axis="x", rotation=45 if len(places) > 3 else 0)
    elif logarithmic:
        ax.set_xticks(places, [_word(value) for value in study[along].values], minor=False)
        ax.set_xticks([], minor=True)
        unit = unit if time is None else "1"
    ax.set_xlabel(axis_label(along, unit))
    return ax


def whole_marks(ax: Axes) -> Axes:
    """Let the axis of rates begin a little below 0, so that marks at 0 are whole.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes with rates along y.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    ax.set_ylim(bottom=-BELOW * ax.get_ylim()[1])
    return ax


def _opened(data: Path) -> tuple[xr.Dataset, str, str | None, list[str]]:
    """The study, times in their order; the axis along x, that of the lines if there is one, those of the panels."""
    study = require(open_study(data), STATISTIC).load()
    axes = swept_axes(study)
    if not axes:
        raise UserError(f"this figure goes along an axis, such as a gain or a time; {told_axes(study)}")
    *before, along = axes
    between = before.pop() if before else None
    time = times(study, along)
    return study if time is None else study.isel({along: np.argsort(time.values)}), along, between, before


def _lines(study: xr.Dataset, between: str | None) -> Iterator[tuple[str, xr.Dataset]]:
    if between is None:
        yield "", study
        return
    unit = study[between].attrs.get("units", "1")
    for place, value in enumerate(study[between].values):
        name = _word(value) if is_words(study, between) and len(_word(value)) > 6 else axis_label(between)
        if name == axis_label(between):
            name = f"{name} {_word(value)}{'' if unit == '1' else f' {unit}'}"
        yield name, study.isel({between: place})


def _ranged(values: xr.DataArray, along: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, least and largest value over the repeats along one axis."""
    repeats = [dim for dim in values.dims if dim in REPEATS]
    found = [values.mean(repeats), values.min(repeats), values.max(repeats)]
    mean, low, high = (part.transpose(along).values for part in found)
    return mean, low, high


def _counted(rate: xr.DataArray, along: str, exposure: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean over the repeats along one axis, and the ends of its interval; NaN where no repeat has a value."""
    repeats = [dim for dim in rate.dims if dim in REPEATS]
    observed = exposure * rate.notnull().sum(repeats)
    mean = rate.mean(repeats)
    low, high = rate_interval(mean, observed.where(observed > 0))
    return mean.transpose(along).values, low.transpose(along).values, high.transpose(along).values


def _word(value: object) -> str:
    return str(value).replace("_", " ") if isinstance(value, str) else f"{value:g}"
