"""Drawing: functions that take an Axes and labelled arrays, and return the Axes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files

import matplotlib
import matplotlib.style
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from ..body import value_of_muscle
from ..emg.recruitment_order import onsets_by_jerk
from .readable_names import cell_label, muscle_label

BURST_COLOUR = "#D55E00"
STIMULUS_COLOUR = "#0072B2"
MISSING = "0.85"  # grey of what was not recorded
LOWEST_EEG = 10e-6  # V between electrodes at least
SHORTEST = 0.015  # of the width, of the bar below a burst
COLUMNS = 1500  # of a trace, each with its least and largest value: more than are printed
MOST_SPIKES = 20_000  # of a raster; more would only blacken it
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
    responses: xr.Dataset | None = None,
    missing: xr.Dataset | None = None,
    shortest: float = SHORTEST,
) -> Axes:
    """EMG of many muscles one below the other on one scale, with a scale bar instead of a voltage axis.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    voltage : xarray.DataArray
        EMG (muscle, time) in V, drawn in the order given.
    bursts : xarray.Dataset, optional
        Of jerks, over (burst): onset (s), duration (ms), muscle; drawn as a bar below their trace. A bar is at least
        ``shortest`` wide, so that a burst of 10 ms is seen among seconds.
    stimuli : numpy.ndarray, optional
        Times (event,) in s, drawn as vertical lines.
    lowest_step : float, optional
        Voltage in V between neighbours at least, so that silent muscles show as quiet lines rather than as blown-up
        noise.
    responses : xarray.Dataset, optional
        The same of responses to stimuli, over (response), in the colour of the stimuli.
    missing : xarray.Dataset, optional
        What was not recorded, over (stretch): channel, begin (s) and end (s); shaded in the row of its channel.
    shortest : float, optional
        Width of a bar at least, as a share of the width; less where a long stretch holds many bursts.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    names = [str(name) for name in voltage["muscle"].values]
    time = voltage["time"].values
    least = shortest * float(time[-1] - time[0]) if time.size else 0.0
    step = max(1.2 * float(np.abs(voltage).max()) if voltage.size else 0.0, lowest_step)
    for row, name in enumerate(names):
        if missing is not None:
            mine = (missing["channel"] == name).values
            for begin, end in zip(missing["begin"].values[mine], missing["end"].values[mine], strict=True):
                ax.fill_between((begin, end), -(row + 0.45) * step, -(row - 0.45) * step, color=MISSING, linewidth=0)
        ax.plot(*envelope(time, voltage.values[row] - row * step), color="black", linewidth=0.4)
        for events, colour in ((bursts, BURST_COLOUR), (responses, STIMULUS_COLOUR)):
            if events is not None:
                mine = events["muscle"].values == name
                onset = events["onset"].values[mine]
                shown = np.maximum(events["duration"].values[mine] / 1e3, least)
                ax.hlines(np.full(onset.size, -(row + 0.42) * step), onset, onset + shown, color=colour, linewidth=2)
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


def eeg_traces(ax: Axes, potential: xr.DataArray, stimuli: np.ndarray | None = None) -> Axes:
    """EEG of many electrodes one below the other on one scale, as the EMG of :func:`emg_traces`.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    potential : xarray.DataArray
        EEG (electrode, time) in V, drawn in the order given.
    stimuli : numpy.ndarray, optional
        Times (event,) in s, drawn as vertical lines.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    return emg_traces(ax, potential.rename(electrode="muscle"), None, stimuli, LOWEST_EEG)


def envelope(time: np.ndarray, values: np.ndarray, columns: int = COLUMNS) -> tuple[np.ndarray, np.ndarray]:
    """A long trace by its least and largest value in each column of a picture, which looks the same and takes less.

    Parameters
    ----------
    time, values : numpy.ndarray
        The trace (sample,).
    columns : int
        How many columns there are. A trace of fewer than two samples a column is left as it is.

    Returns
    -------
    time, values : numpy.ndarray
        A trace with two values for each column, in the order in which they occur.

    Examples
    --------
    >>> envelope(np.arange(6.0), np.array([0.0, 5.0, -1.0, 2.0, 3.0, 1.0]), columns=2)
    (array([1., 2., 4., 5.]), array([ 5., -1.,  3.,  1.]))
    """
    if time.size <= 2 * columns:
        return time, values
    edges = np.linspace(0, time.size, columns + 1).astype(int)[:-1]
    width = int(np.diff(edges, append=time.size).max())
    # Columns of one width: the last sample of a shorter one stands twice
    inside = np.minimum(edges[:, None] + np.arange(width), np.append(edges[1:], time.size)[:, None] - 1)
    held = np.where(np.isnan(values), 0.0, values)[inside]
    ends = np.sort(np.stack([held.argmin(axis=1), held.argmax(axis=1)], axis=1), axis=1)
    kept = np.take_along_axis(inside, ends, axis=1).ravel()
    return time[kept], values[kept]


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
        ax.plot(time[mine], row[unit[mine]], ".", markersize=1.2, markeredgewidth=0)
    ax.set_yticks([row[group == name].mean() for name in names], [cell_label(name) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(group.size, -1)
    ax.set_xlabel("time (s)")
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
