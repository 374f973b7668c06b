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
from ...analysis.signals.counted import counted
from ...analysis.signals.groups import emg
from ..files import check_netcdf

LINE = 100  # letters of a line of the title
DATA = "recording.nc"
COMMAND = "run --out results"  # that makes it
# What the title says, of which a file of an earlier version may lack some
COUNTED = ("jerk_rate", "response_probability", "status", "unsteady_populations", "unmeasured_muscles")
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
            above,
            voltage,
            tree["bursts"].to_dataset(),
            stimuli,
            responses=tree["responses"].to_dataset().load() if "responses" in tree else None,
        )
        marks = [*["response"] * ("responses" in tree), "stimulus"] if stimuli.size else []
        marks_legend(figure, "burst", *marks, "spike")
        raster(below, tree["spikes"].to_dataset())
        above.set_xlabel("")
        asked, found = ", ".join(condition_words(tree.attrs)), _title(tree)
        above.set_title("\n".join([*textwrap.wrap(asked, LINE), *textwrap.wrap(found, LINE)]), loc="left")
    return figure


def _title(tree: xr.DataTree) -> str:
    """Jerks, responses and contraction, a runaway, and what could not be measured."""
    statistics = tree["statistics"].to_dataset()
    rate, share = (_number(statistics, name) for name in ("jerk_rate", "response_probability"))
    words = ["spontaneous jerks not measurable" if np.isnan(rate) else f"{rate:.2f} spontaneous jerks/s"]
    if np.isfinite(share):
        words.append(f"responses to {100 * share:.0f} % of stimuli")
    if muscles := [muscle_label(name) for name in efforts_of(tree.attrs)]:
        words.append(
            f"contraction of {', '.join(muscles)}"
            if len(muscles) < 4
            else f"contraction of {counted(len(muscles), 'muscle')}"
        )
    if "status" in statistics and str(statistics["status"].item()) == "runaway":
        words.append("the run ran away")
    if (number := _number(statistics, "unsteady_populations")) > 0:
        words.append(f"{counted(int(number), 'population')} not steady")
    if (number := _number(statistics, "unmeasured_muscles")) > 0:
        words.append(f"jerks of {counted(int(number), 'contracting muscle')} unknown")
    absent = [*(name for name in COUNTED if name not in statistics), *["responses"] * ("responses" not in tree)]
    if absent:
        words.append(f"{' and '.join(absent)} not recorded by the version that made this file")
    return ", ".join(words)


def _number(statistics: xr.Dataset, name: str) -> float:
    """A statistic, NaN where the version that wrote the file did not have it."""
    return float(statistics[name]) if name in statistics else float("nan")
