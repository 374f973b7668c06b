"""One recording: EMG of every muscle with its bursts, spikes by region, stimuli."""

import textwrap
from pathlib import Path

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
    """Draw a recording: EMG of every muscle with its bursts, spikes by region, stimuli.

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
        emg_traces(above, voltage, tree["bursts"].to_dataset(), stimuli)
        marks_legend(figure, "burst", *["stimulus"] * bool(stimuli.size), "spike")
        raster(below, tree["spikes"].to_dataset())
        above.set_xlabel("")
        statistics = tree["statistics"].to_dataset()
        rate, status = float(statistics["jerk_rate"]), statistics["status"].item()
        found = f"{rate:.2f} jerks/s, status {status}"
        asked = tree.attrs.get("asked", "")
        above.set_title("\n".join([*textwrap.wrap(asked, LINE), found]), loc="left")
    return figure
