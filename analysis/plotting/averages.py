"""Curves over the time around an event, or over frequency: back-average, evoked potential, coherence."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from .plots import nothing
from .readable_names import muscle_label

# The first of two curves lies below as a broad band of grey, so that it shows where both are the same
STYLES = (("0.75", 3.0), ("black", 0.8))


def back_average_curve(ax: Axes, average: xr.Dataset, electrode: str, muscle: str, window: tuple[float, float]) -> Axes:
    """Draw the EEG before and after the onset of jerks, or why it could not be averaged.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    average : xarray.Dataset
        As ``analysis.eeg.back_average`` gives it: ``average`` (electrode, lag) in V over a lag in ms, ``shape``,
        ``reason``.
    electrode : str
        The electrode that is drawn.
    muscle : str
        The muscle on whose onsets was averaged.
    window : tuple of float
        Begin and end of the axis, s.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    ax.set_xlim(1e3 * window[0], 1e3 * window[1])
    ax.set_xlabel(f"time after the onset in {muscle_label(muscle)} (ms)")
    # Of few sweeps there is an average and no test, and the reason says so
    reason = str(average["reason"].item())
    ax.set_title(f"back-average: {reason or average['shape'].item()}", loc="left")
    if not np.isfinite(average["average"].values).any():
        return nothing(ax, reason or "no jerks")
    ax.axvline(0, color="0.6", linewidth=0.8)
    ax.plot(average["lag"], 1e6 * average["average"].sel(electrode=electrode), color="black")
    ax.set_ylabel("EEG (µV)")
    return ax


def evoked_curves(ax: Axes, averages: Mapping[str, xr.DataArray]) -> Axes:
    """Draw the EEG after stimuli, of two subjects at most.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    averages : mapping
        Who it is to the average (lag) in V over a lag in ms.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    for (who, average), (color, linewidth) in zip(averages.items(), STYLES[-len(averages) :], strict=True):
        ax.plot(average["lag"], 1e6 * average, label=who, color=color, linewidth=linewidth)
    ax.set_xlim(-10, 80)
    ax.set_xlabel("time after the stimulus (ms)")
    ax.set_ylabel("EEG (µV)")
    if len(averages) > 1:
        ax.legend()
    return ax


def coherence_curve(ax: Axes, found: xr.Dataset) -> Axes:
    """Draw a coherence over frequency with the limit that chance exceeds once in twenty, or why it is not measurable.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    found : xarray.Dataset
        As ``analysis.coherence.spectrum.coherence`` gives it: ``coherence`` (frequency), ``limit``, ``reason``.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.
    """
    ax.set_xlabel("frequency (Hz)")
    ax.set_ylabel("coherence")
    if reason := str(found["reason"].item()):
        return nothing(ax, reason)
    ax.plot(found["frequency"], found["coherence"], color="black")
    ax.axhline(float(found["limit"]), color="0.6", linewidth=0.8, label="limit of chance at one frequency")
    ax.set_ylim(0, None)
    ax.legend()
    return ax
