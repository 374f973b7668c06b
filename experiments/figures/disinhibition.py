"""The main figure: receptor maps of three circuits, an example EMG beside each."""

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from ...analysis.emg.bursts import FEWEST_BURSTS
from ...analysis.plotting.marks import FEW, RUNAWAY, marks_legend
from ...analysis.plotting.plots import PAGE, emg_traces
from ...analysis.plotting.receptor_map import duration_scale, receptor_map
from ...analysis.plotting.selection import larger_side
from ...analysis.signals.groups import emg
from ...errors import UserError
from ..study.reading.kept_recordings import recording_of_each
from ..study.reading.open import open_study
from ..study.reading.required import require, require_value
from ..study.reading.swept_axes import is_words, runaways
from .signatures import known_circuits

DATA = "disinhibition"
SHOWN = ("circuit", "gaba_a", "glycine", "jerk_rate", "burst_duration")
COMMAND = "sweep experiment=disinhibition"  # that makes it
BEFORE, AFTER = 0.05, 0.55  # s around the onset of the jerk that is shown enlarged


def draw(data: Path) -> Figure:
    """Draw receptor maps of every circuit, with an example recording beside each.

    A row for each circuit: jerk rate and burst duration over the gains of GABA-A and glycine at serotonin 1 (repeats
    with other seeds taken together), an example recording of that circuit from ``examples``, and one of its jerks
    enlarged. All circuits share the two colour scales, and the legend says what the marks mean.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    study = require(open_study(data), *SHOWN)
    for gain in ("gaba_a", "glycine"):
        if is_words(study, gain):
            raise UserError(f"this figure needs gains as numbers; the axis {gain} of the study holds words")
    if "serotonin" in study.dims:
        require_value(study, "serotonin", 1)
    study = study.load()
    examples = {circuit: _example(path) for circuit, path in recording_of_each(data, "circuit").items()}
    circuits = known_circuits(study["circuit"].values.tolist(), data)
    figure = Figure(figsize=(PAGE, 1.1 + 2.4 * len(circuits)), layout="constrained")
    highest = float(study["jerk_rate"].max())
    scales = (Normalize(0, highest if highest > 0 else 1.0), duration_scale())
    rows = figure.subplots(len(circuits), 4, squeeze=False, width_ratios=(1, 1, 1.4, 1))
    for circuit, row in zip(circuits, rows, strict=True):
        row[0].annotate(
            circuit, (0, 0.5), (-46, 0), "axes fraction", "offset points", rotation=90, va="center", fontsize=9
        )
        draw_maps(row[0], row[1], study.sel(circuit=circuit), *scales)
        if circuit in examples:
            draw_example(row[2], row[3], examples[circuit])
        for ax in row:
            ax.set_visible(ax.has_data())
    for column, scale, words in zip(rows.T, scales, ("jerks per second", "burst, median (ms)"), strict=False):
        colours = ScalarMappable(scale, "cividis")
        bar = figure.colorbar(
            colours, ax=list(column), location="bottom", label=words, fraction=0.03, aspect=14, pad=0.02
        )
        bar.ax.xaxis.set_major_formatter("{x:g}")
        bar.outline.set_visible(False)
    marks_legend(figure, "burst", "few", "none", "runaway")
    return figure


def draw_maps(rate_ax: Axes, duration_ax: Axes, study: xr.Dataset, rates: Normalize, durations: Normalize) -> None:
    """Draw jerk rate (mean over repeats) and burst duration (median) of one circuit at serotonin 1.

    Parameters
    ----------
    rate_ax, duration_ax : matplotlib.axes.Axes
        Where the two are drawn.
    study : xarray.Dataset
        Part of the study for one circuit.
    rates, durations : matplotlib.colors.Normalize
        Colour scales of the two, in 1/s and ms.
    """
    part = study.sel(serotonin=1) if "serotonin" in study.dims else study
    repeats = [dim for dim in part["jerk_rate"].dims if dim not in ("gaba_a", "glycine")]
    few = part["burst_count"].sum(repeats) < FEWEST_BURSTS
    median = part["burst_duration"].median(repeats)
    ran_away = runaways(part).any(repeats)
    rate_marks = {RUNAWAY: ran_away}
    duration_marks = {FEW: few & median.notnull(), RUNAWAY: ran_away}
    rate = part["jerk_rate"].mean(repeats)
    receptor_map(rate_ax, rate, rates, "{:.2f}", rate_marks, colour_bar=False).set_title("jerks per second")
    receptor_map(duration_ax, median, durations, "{:.0f}", duration_marks, colour_bar=False).set_title("burst (ms)")


def draw_example(whole: Axes, near: Axes, example: Mapping) -> None:
    """Draw the EMG of one recording, all of it and around the jerk of most muscles.

    The side with the largest EMG is shown.

    Parameters
    ----------
    whole, near : matplotlib.axes.Axes
        Where all of it and the jerk are drawn.
    example : mapping
        ``voltage``, ``bursts`` and ``jerks`` of the recording, and ``point``, its coordinates.
    """
    side, voltage, bursts = larger_side(example["voltage"], example["bursts"])
    point = example["point"]
    gains = {"GABA-A": "gaba_a", "glycine": "glycine", "serotonin": "serotonin"}
    title = ", ".join(f"{word} {point[axis]:g}" for word, axis in gains.items() if axis in point)
    emg_traces(whole, voltage, bursts).set_title(textwrap.fill(f"{side} side, {title}", 26), loc="left")
    if not example["jerks"].sizes["jerk"]:
        return
    start = float(example["jerks"]["onset"][int(example["jerks"]["n_muscles"].values.argmax())])
    part = voltage.sel(time=slice(start - BEFORE, start + AFTER))
    emg_traces(near, part, bursts).set_yticks([])
    near.set_title("its jerk with\nthe most muscles", loc="left")


def _example(path: Path) -> dict:
    with xr.open_datatree(path) as tree:
        return {
            "point": json.loads(tree.attrs["point"]),
            "voltage": emg(tree).load(),
            "bursts": tree["bursts"].to_dataset().load(),
            "jerks": tree["jerks"].to_dataset().load(),
        }
