"""One recording: EMG of every muscle with its jerks and responses, spikes by region, stimuli."""

import textwrap
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from ...analysis.plotting.marks import marks_legend
from ...analysis.plotting.plots import PAGE, emg_traces, raster
from ...analysis.signals.groups import emg
from ..files import check_netcdf

LINE = 100  # letters of a line of the title
DATA = "recording.nc"
COMMAND = "run --out results"  # that makes it
PARTS = ("emg", "bursts", "spikes", "statistics", "stimuli")


def draw(data: Path) -> Figure:
    """Draw a recording: EMG of every muscle with its jerks and responses, spikes by region, stimuli.

    Parameters
    ----------
    data : Path
        File that ``disinhibition run`` wrote.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    file = data / DATA if data.is_dir() else data
    check_netcdf(file, "a recording that 'disinhibition run' wrote", PARTS)
    with xr.open_datatree(file, engine="h5netcdf") as tree:
        voltage = emg(tree).load()
        height = 0.2 * voltage.sizes["muscle"]
        figure = Figure(figsize=(PAGE, 3 + height), layout="constrained")
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(height, 2.5))
        stimuli = tree["stimuli"].to_dataset()["time"].values
        emg_traces(
            above, voltage, tree["bursts"].to_dataset(), stimuli, responses=tree["responses"].to_dataset().load()
        )
        marks_legend(figure, "burst", *["response", "stimulus"] * bool(stimuli.size), "spike")
        raster(below, tree["spikes"].to_dataset())
        above.set_xlabel("")
        statistics = tree["statistics"].to_dataset()
        asked = tree.attrs.get("asked", "")
        above.set_title("\n".join([*textwrap.wrap(asked, LINE), *textwrap.wrap(_title(statistics), LINE)]), loc="left")
    return figure


def _title(statistics: xr.Dataset) -> str:
    """Jerks, responses, how the run ended, and what could not be measured."""
    rate, share = float(statistics["jerk_rate"]), float(statistics["response_probability"])
    words = ["spontaneous jerks not measurable" if np.isnan(rate) else f"{rate:.2f} spontaneous jerks/s"]
    if np.isfinite(share):
        words.append(f"responses to {100 * share:.0f} % of stimuli")
    words.append(f"status {statistics['status'].item()}")
    if number := int(statistics["unsteady_populations"]):
        words.append(f"{number} populations not steady")
    if number := int(statistics["unmeasured_muscles"]):
        words.append(f"jerks of {number} contracting muscles unknown")
    return ", ".join(words)
