"""What the pictures share: axes of a new figure, and the parts of a recording."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from ....analysis.plotting.plots import PAGE
from ....analysis.signals.checks import sampling
from ....errors import UserError
from ...given_objects import told

HAND = "right_fdi"  # where no muscle jerks
Span = tuple[float, float]


def new_axes(height: float, width: float = 1.0) -> Axes:
    """Make axes of a new figure.

    Parameters
    ----------
    height : float
        Height of the figure, inches.
    width : float
        Width as a share of a page.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    return plt.subplots(figsize=(width * PAGE, height), layout="constrained")[1]


def group_of(tree: xr.DataTree, name: str) -> xr.Dataset | None:
    """Take a group of a recording.

    Parameters
    ----------
    tree : xarray.DataTree
        The recording.
    name : str
        Name of the group.

    Returns
    -------
    xarray.Dataset or None
        The group, None if the recording has none of that name.

    Raises
    ------
    UserError
        What was given is no recording.
    """
    if not isinstance(tree, xr.DataTree):
        study = "; dis.plot.study draws a study" if isinstance(tree, xr.Dataset) else ""
        raise UserError(f"{told(tree)} was given where a recording is wanted, as dis.simulate gives it{study}")
    return tree[name].to_dataset() if name in tree.children else None


def needed(tree: xr.DataTree, name: str) -> xr.Dataset:
    """Take a group of a recording that has to be there.

    Parameters
    ----------
    tree : xarray.DataTree
        The recording.
    name : str
        Name of the group.

    Returns
    -------
    xarray.Dataset
        The group.

    Raises
    ------
    UserError
        The recording has none of that name.
    """
    found = group_of(tree, name)
    if found is None:
        raise UserError(f"the recording has no group '{name}'; analysis.summary.add_events measures bursts and jerks")
    return found


def signal_of(
    tree: xr.DataTree, group: str, variable: str, dim: str, chosen: Sequence[str] | None, time: Span | None
) -> xr.DataArray:
    """Take a signal of a recording, or some of its channels and a stretch of it.

    Parameters
    ----------
    tree : xarray.DataTree
        The recording.
    group, variable : str
        Where the signal is.
    dim : str
        Dimension of its channels.
    chosen : sequence of str or None
        Channels, in the order in which they are wanted.
    time : tuple of float or None
        Begin and end, s.

    Returns
    -------
    xarray.DataArray
        The signal (dim, time).

    Raises
    ------
    UserError
        The recording has no such signal or channel.
    """
    found = group_of(tree, group)
    if found is None or variable not in found:
        raise UserError(f"the recording has no group '{group}' with the variable '{variable}'")
    signal = found[variable].transpose(dim, "time")
    if chosen is not None:
        missing = sorted(set(chosen) - {str(name) for name in signal[dim].values})
        if missing:
            raise UserError(f"there is no {dim} '{missing[0]}'; there are {', '.join(map(str, signal[dim].values))}")
        signal = signal.sel({dim: list(chosen)})
    if time is None:
        return signal
    begin, end = check_span(time)
    shown = signal.sel(time=slice(begin, end))
    if not shown.sizes["time"]:
        rate, first = sampling(signal)
        end_of_all = first + signal.sizes["time"] / rate
        raise UserError(f"time=({begin:g}, {end:g}): the recording lasts from {first:g} to {end_of_all:g} s")
    return shown


def check_span(time: Span) -> Span:
    """Refuse what is no stretch of time.

    Parameters
    ----------
    time : tuple of float
        Begin and end, s.

    Returns
    -------
    tuple of float
        The same.

    Raises
    ------
    UserError
        These are not two numbers, or the end does not come after the begin.
    """
    try:
        begin, end = (float(edge) for edge in time)
    except (TypeError, ValueError):
        raise UserError(f"time={time!r}: give begin and end in s, such as time=(0, 3)") from None
    if not begin < end:
        raise UserError(f"time=({begin:g}, {end:g}): the end has to come after the begin")
    return begin, end


def stimuli_of(tree: xr.DataTree, time: Span | None) -> np.ndarray | None:
    """Take the times of the stimuli of a recording.

    Parameters
    ----------
    tree : xarray.DataTree
        The recording.
    time : tuple of float or None
        Begin and end of the stretch that counts, s.

    Returns
    -------
    numpy.ndarray or None
        The times (stimulus,) in s; None if the recording does not say.
    """
    stimuli = group_of(tree, "stimuli")
    if stimuli is None:
        return None
    times = np.asarray(stimuli["time"].values)
    return times if time is None else times[(times >= time[0]) & (times < time[1])]
