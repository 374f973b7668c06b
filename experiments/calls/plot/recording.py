"""Pictures of a recording: EMG, EEG, spikes, and the order in which muscles join."""

from collections.abc import Sequence

import xarray as xr
from matplotlib.axes import Axes

from ....analysis.plotting.plots import eeg_traces, emg_traces, order_dots, project_style
from ....analysis.plotting.plots import raster as draw_raster
from ....analysis.plotting.readable_names import muscle_label
from ....errors import UserError
from .parts import Span, check_span, group_of, needed, new_axes, signal_of, stimuli_of


def emg(
    tree: xr.DataTree, muscles: Sequence[str] | None = None, time: Span | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the EMG of a recording, its bursts underlined and its stimuli as lines.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the group ``emg``, the voltage (muscle, time) in V. Its ``bursts`` and ``stimuli`` are drawn if
        they are there.
    muscles : sequence of str, optional
        Muscles in the order in which they are drawn; by default all.
    time : tuple of float, optional
        Begin and end, s; by default all of it.
    ax : matplotlib.axes.Axes, optional
        Axes to draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    UserError
        The recording has no EMG, or nothing of it lies in that stretch of time.

    Examples
    --------
    >>> import numpy as np
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> noise = 3e-6 * np.random.default_rng(0).standard_normal((2, 4000))
    >>> tree = from_signals(noise, 2000.0, ["right_scm", "right_fdi"])
    >>> [label.get_text() for label in emg(tree).get_yticklabels()]
    ['right SCM', 'right FDI']
    """
    voltage = signal_of(tree, "emg", "voltage", "muscle", muscles, time)
    with project_style():
        ax = ax or new_axes(0.6 + 0.2 * voltage.sizes["muscle"])
        return emg_traces(ax, voltage, group_of(tree, "bursts"), stimuli_of(tree, time))


def eeg(
    tree: xr.DataTree, electrodes: Sequence[str] | None = None, time: Span | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the EEG of a recording with its stimuli.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the group ``eeg``, the potential (electrode, time) in V.
    electrodes : sequence of str, optional
        Electrodes in the order in which they are drawn; by default all.
    time, ax
        As of :func:`emg`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    UserError
        The recording has no EEG.
    """
    potential = signal_of(tree, "eeg", "potential", "electrode", electrodes, time)
    with project_style():
        ax = ax or new_axes(0.6 + 0.3 * potential.sizes["electrode"])
        return eeg_traces(ax, potential, stimuli_of(tree, time))


def raster(tree: xr.DataTree, by: str = "region", time: Span | None = None, ax: Axes | None = None) -> Axes:
    """Draw every spike of a run as a dot, cells of one group together and of one colour.

    Parameters
    ----------
    tree : xarray.DataTree
        A run with the group ``spikes``.
    by : str
        What groups the cells, such as ``region`` or ``cell_class``.
    time, ax
        As of :func:`emg`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    UserError
        No spikes were kept, as of a recording from a person.
    """
    spikes = group_of(tree, "spikes")
    if spikes is None:
        raise UserError("the recording has no group 'spikes'; only a run of the model has one")
    if time is not None:
        check_span(time)
        inside = (spikes["time"].values >= time[0]) & (spikes["time"].values < time[1])
        spikes = spikes.isel(spike=inside)
    with project_style():
        ax = draw_raster(ax or new_axes(2.5), spikes, by)
        if time is not None:
            ax.set_xlim(*time)
        return ax


def order(tree: xr.DataTree, ax: Axes | None = None) -> Axes:
    """Draw when each muscle joins a jerk after the first: median as a dot, quartiles as a line.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording with the groups ``emg`` and ``bursts``.
    ax : matplotlib.axes.Axes, optional
        As of :func:`emg`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. The larger a dot, the more of the jerks the muscle takes part in.

    Raises
    ------
    UserError
        The bursts were not measured.
    """
    bursts = needed(tree, "bursts")
    names = [str(name) for name in tree["emg"].to_dataset()["muscle"].values]
    with project_style():
        ax = ax or new_axes(0.6 + 0.15 * len(names))
        order_dots(ax, bursts, {name: float(row) for row, name in enumerate(names)})
        ax.set_yticks(range(len(names)), [muscle_label(name) for name in names])
        ax.set_ylim(len(names) - 0.4, -0.7)
        return ax
