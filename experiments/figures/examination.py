"""One examination: EMG and spikes of a stretch with jerks, order on the body's axis, EEG before and after events."""

import json
from pathlib import Path

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.body import Body, contralateral_electrode, without_side
from ...analysis.diagnosis.jerks_at_rest import busiest_limb_muscle
from ...analysis.eeg.back_average import WINDOW, back_average
from ...analysis.eeg.evoked_potential import evoked_potential
from ...analysis.emg.jerks import first_onsets
from ...analysis.plotting.averages import back_average_curve, evoked_curves
from ...analysis.plotting.marks import marks_legend
from ...analysis.plotting.plots import PAGE, emg_traces, nothing, order_dots, raster
from ...analysis.plotting.selection import busiest_stretch
from ...analysis.signals.groups import eeg, emg
from ...errors import UserError
from ..examine.model_body import model_body
from ..examine.recordings import open_recording
from ..examine.stored import is_of_a_person, read_report
from . import patient

DATA = "examination"
COMMAND = "examine --out results/examination"  # that makes it
STRETCH = 2.0  # s of EMG and spikes
HAND = "right_fdi"


def draw(data: Path) -> Figure:
    """Draw an examination.

    Parameters
    ----------
    data : Path
        Folder that ``disinhibition examine`` wrote.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    report = read_report(data)
    if is_of_a_person(report):
        return patient.draw(data)
    paths = json.loads(report.attrs["recordings"])
    if "rest" not in paths["patient"] or any("median_nerve" not in paths[who] for who in ("healthy", "patient")):
        raise UserError(
            f"{data} has no recordings to draw; examine again and keep them, without"
            " --no-recordings (in Python keep_recordings=True)"
        )
    rest = open_recording(data / paths["patient"]["rest"])
    volleys = {who: open_recording(data / paths[who]["median_nerve"]) for who in ("healthy", "patient")}
    body = model_body()
    muscles = emg(rest)["muscle"].values.astype(str)
    bare = {name: without_side(name) for name in muscles}
    names = sorted(muscles, key=lambda name: (body.position[bare[name]], body.efferent[bare[name]], name))
    height = 0.15 * len(names)
    figure = Figure(figsize=(PAGE, 5 + height), layout="constrained")
    grid = figure.add_gridspec(3, 2, width_ratios=(1.5, 1), height_ratios=(height, 1.7, 1.7))
    traces = figure.add_subplot(grid[0, 0])
    stretch = _emg(traces, rest, names)
    _spikes(figure.add_subplot(grid[1:, 0], sharex=traces), rest, stretch)
    _order(figure.add_subplot(grid[0, 1]), rest, names)
    _before(figure.add_subplot(grid[1, 1]), rest, body)
    _evoked(figure.add_subplot(grid[2, 1]), volleys, body)
    marks_legend(figure, "burst", "spike", "order", "quartiles")
    return figure


def _emg(ax: Axes, rest: xr.DataTree, names: list[str]) -> slice:
    """The stretch with most bursts, all muscles on the body's axis."""
    voltage, bursts = emg(rest), rest["bursts"].to_dataset()
    stretch = busiest_stretch(bursts["onset"].values, STRETCH, float(voltage["time"][-1]))
    inside = ((bursts["onset"] >= stretch.start) & (bursts["onset"] < stretch.stop)).values
    emg_traces(ax, voltage.sel(muscle=names, time=stretch), bursts.isel(burst=inside))
    ax.set_title("EMG at rest", loc="left")
    return stretch


def _spikes(ax: Axes, rest: xr.DataTree, stretch: slice) -> None:
    """Spikes of a few cells of every class in the same stretch."""
    if "spikes" not in rest.children:
        nothing(ax, "no spikes were kept")
        return
    spikes = rest["spikes"].to_dataset()
    inside = (spikes["time"].values >= stretch.start) & (spikes["time"].values < stretch.stop)
    raster(ax, spikes.isel(spike=inside), by="cell_class").set_xlim(stretch.start, stretch.stop)
    ax.set_title("spikes of a few cells of every class", loc="left")


def _order(ax: Axes, rest: xr.DataTree, names: list[str]) -> None:
    """Onsets of the muscles after the first, in the rows of their EMG; the larger a dot, the more jerks reach it."""
    order_dots(ax, rest["bursts"].to_dataset(), {name: float(row) for row, name in enumerate(names)})
    ax.set_yticks(range(len(names)), [])
    ax.set_ylim(len(names) - 0.4, -0.7)
    ax.set_title("order of the muscles", loc="left")


def _before(ax: Axes, rest: xr.DataTree, body: Body) -> None:
    """Back-average on the limb muscle that jerks most, over the cortex that moves it; the hand's where none does."""
    bursts = rest["bursts"].to_dataset()
    muscle = busiest_limb_muscle(bursts, body) or HAND
    electrode = contralateral_electrode(muscle, body)
    potential = eeg(rest)
    average = back_average(potential, first_onsets(muscle, bursts), contralateral=electrode)
    back_average_curve(ax, average, electrode, muscle, WINDOW)


def _evoked(ax: Axes, volleys: dict[str, xr.DataTree], body: Body) -> None:
    """Evoked potential after volleys of the median nerve."""
    averages = {}
    for who, recording in volleys.items():
        evoked = evoked_potential(eeg(recording), recording["stimuli"].to_dataset()["time"].values)
        averages[who] = evoked["average"].sel(electrode=contralateral_electrode(HAND, body))
    evoked_curves(ax, averages).set_xlabel("time after the volley (ms)")
    ax.set_title("evoked potential, median nerve", loc="left")
