"""Drawing: functions that take an Axes and labelled arrays, and return the Axes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files

import matplotlib
import matplotlib.style
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize

from ..body import value_of_muscle
from ..emg.recruitment_order import onsets_by_jerk
from .readable_names import cell_label, muscle_label

BURST_COLOUR = "#D55E00"
STIMULUS_COLOUR = "#0072B2"
MOST_SPIKES = 20_000  # of a raster; more would only blacken it
MOST_CELLS = 5  # of a map, along a side, with the value printed in each: more would not be read at 7 points
NOTHING = "–"  # in a cell without a value
PAGE = 7.1  # inches, two columns of a journal: in a figure of that width 7 points are 7 points in print


@contextmanager
def project_style() -> Iterator[None]:
    """Draw and save in the project's style: ``with project_style(): ...``.

    Yields
    ------
    None
        Nothing; the style holds inside the block.
    """
    with as_file(files(__package__) / "style.mplstyle") as style, matplotlib.style.context(style):
        yield


def emg_traces(
    ax: Axes,
    voltage: xr.DataArray,
    bursts: xr.Dataset | None = None,
    stimuli: np.ndarray | None = None,
    lowest_step: float = 30e-6,
) -> Axes:
    """EMG of many muscles one below the other on one scale, with a scale bar instead of a voltage axis.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    voltage : xarray.DataArray
        EMG (muscle, time) in V, drawn in the order given.
    bursts : xarray.Dataset, optional
        Over (burst): onset (s), duration (ms), muscle; drawn as a bar below their trace.
    stimuli : numpy.ndarray, optional
        Times (event,) in s, drawn as vertical lines.
    lowest_step : float, optional
        Voltage in V between neighbours at least, so that silent muscles show as quiet lines rather than as blown-up
        noise.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    names = [str(name) for name in voltage["muscle"].values]
    time = voltage["time"].values
    step = max(1.2 * float(np.abs(voltage).max()) if voltage.size else 0.0, lowest_step)
    for row, name in enumerate(names):
        ax.plot(time, voltage.values[row] - row * step, color="black", linewidth=0.4, rasterized=True)
        if bursts is not None:
            mine = bursts["muscle"].values == name
            onset = bursts["onset"].values[mine]
            end = onset + bursts["duration"].values[mine] / 1e3
            ax.hlines(np.full(onset.size, -(row + 0.42) * step), onset, end, color=BURST_COLOUR, linewidth=1.5)
    for event in [] if stimuli is None else stimuli:
        ax.axvline(event, color=STIMULUS_COLOUR, linewidth=0.6, zorder=0)
    ax.set_yticks([-row * step for row in range(len(names))], [muscle_label(name) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    if time.size:
        ax.set_xlim(time[0], time[-1])
        ax.set_ylim(-(len(names) - 0.4) * step, 0.7 * step)
        _scale_bar(ax, step)
    ax.set_xlabel("time (s)")
    return ax


def raster(ax: Axes, spikes: xr.Dataset, by: str = "region") -> Axes:
    """Every spike as a dot, cells of one group together and of one colour.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    spikes : xarray.Dataset
        Over (spike): time (s) and unit; over (cell): the groups (region, cell_class, ...), drawn from above in the
        order in which they appear. Of many spikes an even selection is drawn.
    by : str, optional
        Variable that groups the cells.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    keep = slice(None, None, max(1, -(-spikes.sizes["spike"] // MOST_SPIKES)))
    time, unit = spikes["time"].values[keep], spikes["unit"].values[keep]
    group = spikes[by].values.astype(str)
    names = list(dict.fromkeys(group))
    # A group's cells need not be numbered one after the other
    row = np.empty(group.size, dtype=int)
    row[np.argsort([names.index(name) for name in group], kind="stable")] = np.arange(group.size)
    for name in names:
        mine = group[unit] == name
        ax.plot(time[mine], row[unit[mine]], ".", markersize=1.2, markeredgewidth=0, rasterized=True)
    ax.set_yticks([row[group == name].mean() for name in names], [cell_label(name) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(group.size, -1)
    ax.set_xlabel("time (s)")
    return ax


def receptor_map(
    ax: Axes,
    values: xr.DataArray,
    scale: Normalize | None = None,
    form: str = "{:.2g}",
    marked: xr.DataArray | None = None,
) -> Axes:
    """A statistic over the gains of two receptors, the value printed in each cell; inhibition is lost up and right.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    values : xarray.DataArray
        Statistic (gaba_a, glycine), in any order.
    scale : matplotlib.colors.Normalize, optional
        Colour scale, by default from 0 to the largest value.
    form : str, optional
        Format of the printed values; NaN shows as a dash on white.
    marked : xarray.DataArray, optional
        Same dims; true cells get an exclamation mark.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.

    Notes
    -----
    A fine map has a colour bar instead of the values.
    """
    grid = _falling(values)
    numbers = grid.values.astype(float)
    highest = float(np.nanmax(numbers, initial=0.0))
    scale = scale or Normalize(0, highest or 1.0)
    colours = matplotlib.colormaps["cividis"]
    image = ax.imshow(np.ma.masked_invalid(numbers), origin="lower", aspect="auto", cmap=colours, norm=scale)
    fine = max(grid.shape) > MOST_CELLS
    if fine:
        ax.figure.colorbar(image, ax=ax)
    marks = None if marked is None else _falling(marked).values
    for (row, column), value in np.ndenumerate(numbers):
        known = np.isfinite(value)
        text = NOTHING if not known else "" if fine else form.format(value)
        if marks is not None and marks[row, column]:
            text += "!"
        red, green, blue, _ = colours(scale(value)) if known else (1.0, 1.0, 1.0, 1.0)
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
        ax.text(column, row, text, ha="center", va="center", color="white" if dark else "black")
    for axis, name in ((ax.yaxis, "gaba_a"), (ax.xaxis, "glycine")):
        axis.set_ticks(range(grid.sizes[name]), [f"{value:g}" for value in grid[name].values])
    if fine:
        ax.tick_params(axis="x", rotation=90)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0)
    ax.set_xlabel("glycine gain")
    ax.set_ylabel("GABA-A gain")
    return ax


def order_dots(ax: Axes, bursts: xr.Dataset, place: Mapping[str, float]) -> Axes:
    """Onset of every muscle after the first one of its jerk: median as a dot, quartiles as a line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.
    place : mapping of str to float
        Muscle, with or without side, to height. The larger a dot, the more of the jerks the muscle takes part in.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.

    Raises
    ------
    KeyError
        A muscle has no place.
    """
    ax.set_xlabel("onset after the first muscle (ms)")
    onset = 1e3 * onsets_by_jerk(bursts)
    if not onset.size:
        return nothing(ax, "no jerks")
    height = [value_of_muscle(str(name), place, "place") for name in onset["muscle"].values]
    low, middle, high = np.nanpercentile(onset.values, (25, 50, 75), axis=0)
    share = onset.notnull().mean("jerk").values
    ax.hlines(height, low, high, color="0.5", linewidth=0.8)
    ax.scatter(middle, height, s=(1.5 + 4 * share) ** 2, color="black", linewidths=0, zorder=3)
    return ax


def nothing(ax: Axes, words: str) -> Axes:
    """Axes without data that say why.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to write on.
    words : str
        Why there is nothing to draw.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", color="0.4")
    ax.set_yticks([])
    return ax


def wide_axis(ax: Axes, values: np.ndarray, ratio: float) -> bool:
    """Make x logarithmic above its smallest value over 0 if the values span enough.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to change.
    values : numpy.ndarray
        Values (value,) of x.
    ratio : float
        Largest over smallest value, above which the axis becomes logarithmic.

    Returns
    -------
    bool
        Whether it is logarithmic.
    """
    positive = values[values > 0]
    if not positive.size or positive.max() <= ratio * positive.min():
        return False
    if positive.size == values.size:
        ax.set_xscale("log")
    else:
        ax.set_xscale("symlog", linthresh=positive.min())
        # matplotlib labels decades below the smallest value as well, on top of the 0
        first, last = np.ceil(np.log10(positive.min())), np.floor(np.log10(positive.max()))
        ax.set_xticks([0, *10.0 ** np.arange(first, last + 1)])
        ax.set_xticks([], minor=True)
    ax.xaxis.set_major_formatter("{x:g}")
    return True


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
        ax.text(place, 0.02, "!", transform=ax.get_xaxis_transform(), ha="center", weight="bold", color=BURST_COLOUR)
    return ax


def duration_scale() -> LogNorm:
    """Colour scale of burst durations, ms: logarithmic, from the shortest burst to a long spinal one.

    Returns
    -------
    matplotlib.colors.LogNorm
        The scale.
    """
    return LogNorm(10, 500, clip=True)


def _falling(values: xr.DataArray) -> xr.DataArray:
    return values.transpose("gaba_a", "glycine").sortby(["gaba_a", "glycine"], ascending=False)


def _scale_bar(ax: Axes, step: float) -> None:
    """A vertical bar right of the traces, of a round voltage of at most ``step``."""
    decade = 10.0 ** np.floor(np.log10(step))
    size = decade * max(digit for digit in (1, 2, 5) if digit * decade <= step * (1 + 1e-9))
    bottom = ax.get_ylim()[0]
    across = ax.get_yaxis_transform()
    ax.plot([1.01, 1.01], [bottom, bottom + size], transform=across, color="black", linewidth=1.5, clip_on=False)
    label = f"{size * 1e6:g} µV" if size < 1e-3 else f"{size * 1e3:g} mV"
    # From the foot of the bar upwards: a label longer than its bar stays inside the axes
    ax.text(1.02, bottom, label, transform=across, va="bottom", rotation=90)
