"""One recording: EMG of every muscle with its jerks and responses, spikes by region, stimuli."""

import textwrap
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from ...analysis.condition_words import condition_words, efforts_of
from ...analysis.plotting.marks import marks_legend
from ...analysis.plotting.plots import PAGE, emg_traces, raster
from ...analysis.plotting.readable_names import muscle_label
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
        asked, found = ", ".join(condition_words(tree.attrs)), _title(tree)
        above.set_title("\n".join([*textwrap.wrap(asked, LINE), *textwrap.wrap(found, LINE)]), loc="left")
    return figure


def _title(tree: xr.DataTree) -> str:
    """Jerks, responses and contraction, a runaway, and what could not be measured."""
    statistics = tree["statistics"].to_dataset()
    rate, share = float(statistics["jerk_rate"]), float(statistics["response_probability"])
    words = ["spontaneous jerks not measurable" if np.isnan(rate) else f"{rate:.2f} spontaneous jerks/s"]
    if np.isfinite(share):
        words.append(f"responses to {100 * share:.0f} % of stimuli")
    if muscles := [muscle_label(name) for name in efforts_of(tree.attrs)]:
        words.append(f"contraction of {', '.join(muscles)}" if len(muscles) < 4 else f"{len(muscles)} muscles contract")
    if str(statistics["status"].item()) == "runaway":
        words.append("the run ran away")
    if number := int(statistics["unsteady_populations"]):
        words.append(f"{number} population{'s' * (number > 1)} not steady")
    if number := int(statistics["unmeasured_muscles"]):
        words.append(f"jerks of {number} contracting muscles unknown")
    return ", ".join(words)
