"""The three signatures: EMG around jerks, spikes, back-average of the EEG and spread, a column for each circuit."""

from collections.abc import Iterable
from pathlib import Path

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.body import Body, contralateral_electrode
from ...analysis.eeg.back_average import WINDOW, back_average
from ...analysis.emg.jerks import first_onsets
from ...analysis.emg.recruitment_order import recruitment_order
from ...analysis.plotting.marks import marks_legend
from ...analysis.plotting.plots import PAGE, emg_traces, nothing, order_dots, raster
from ...analysis.plotting.readable_names import muscle_label
from ...analysis.plotting.selection import busiest_stretch, few_cells, larger_side
from ...analysis.signals.counted import counted
from ...analysis.signals.groups import eeg, emg
from ...analysis.studies.circuit_signatures import CIRCUITS
from ...errors import UserError
from ..examine.model_body import model_body
from ..study.reading.kept_recordings import recording_of_each

DATA = "signatures"
COMMAND = "sweep experiment=signatures"  # that makes it
STRETCH = 1.5  # s of EMG and spikes
# Cell classes of the raster, one burst generator each with its inhibition; those a recording lacks are left out
SHOWN = (
    "pt", "pv", "reticular", "reticular_glycinergic", "spinal_excitatory", "spinal_glycinergic", "motoneuron",
)  # fmt: skip
CELLS = 25  # of each class


def draw(data: Path) -> Figure:
    """Draw the recordings that a study kept, a column for each circuit.

    Parameters
    ----------
    data : Path
        Folder of the study of ``disinhibition sweep experiment=signatures``.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    recordings = open_recordings(data)
    circuits = known_circuits(recordings, data)
    body = model_body()
    figure = Figure(figsize=(PAGE, 9.2), layout="constrained")
    rows = figure.subplots(4, len(circuits), squeeze=False, height_ratios=(2.2, 1.6, 1, 1.4))
    for circuit, (traces, spikes, before, spread) in zip(circuits, rows.T, strict=True):
        recording = recordings[circuit]
        stretch = draw_emg(traces, recording)
        traces.set_title(circuit, fontsize=9, weight="bold")
        draw_spikes(spikes, recording, stretch)
        draw_back_average(before, recording, body)
        draw_spread(spread, recording, body)
    for row, label in zip(rows, ("", "", "EEG (µV)", "motor nucleus,\ncm below the obex"), strict=True):
        row[0].set_ylabel(label)
        for ax in row[1:] if not label else ():
            ax.set_yticklabels([])
    marks_legend(figure, "burst", "spike", "order", "quartiles")
    return figure


def open_recordings(study: Path) -> dict[str, xr.DataTree]:
    """Open the recordings that a study kept.

    Parameters
    ----------
    study : Path
        Folder of the study.

    Returns
    -------
    dict
        Circuit to its recording, in memory.

    Raises
    ------
    UserError
        The study kept no recording, or has no axis ``circuit``.
    """
    recordings = {}
    for circuit, path in recording_of_each(study, "circuit").items():
        with xr.open_datatree(path, engine="h5netcdf") as tree:
            recordings[circuit] = tree.load()
    if not recordings:
        raise UserError(f"{study} holds no recordings; run 'disinhibition sweep experiment=signatures'")
    return recordings


def known_circuits(there: Iterable[str], study: Path) -> list[str]:
    """The circuits of a study that have a place in a figure, in its order.

    Parameters
    ----------
    there : iterable of str
        The circuits of the study.
    study : Path
        The study, for the message.

    Returns
    -------
    list of str
        The circuits, at least one.

    Raises
    ------
    UserError
        The study has none of them.
    """
    names = list(there)
    circuits = [circuit for circuit in CIRCUITS if circuit in names]
    if not circuits:
        raise UserError(
            f"this figure shows the circuits {', '.join(CIRCUITS)}; the axis circuit of {study} has"
            f" {', '.join(map(str, names))}"
        )
    return circuits


def draw_emg(ax: Axes, recording: xr.DataTree) -> slice:
    """Draw the EMG of the stretch with most bursts, time from its beginning.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    recording : xarray.DataTree
        One recording.

    Returns
    -------
    slice
        The stretch, s.
    """
    _, voltage, bursts = larger_side(emg(recording), recording["bursts"].to_dataset())
    stretch = busiest_stretch(bursts["onset"].values, STRETCH, float(voltage["time"][-1]))
    shown = voltage.sel(time=stretch)
    shown = shown.assign_coords(time=shown["time"] - stretch.start)
    inside = bursts.isel(burst=((bursts["onset"] >= stretch.start) & (bursts["onset"] < stretch.stop)).values)
    emg_traces(ax, shown, inside.assign(onset=inside["onset"] - stretch.start)).set_xlim(0, STRETCH)
    return stretch


def draw_spikes(ax: Axes, recording: xr.DataTree, stretch: slice) -> Axes:
    """Draw a few cells of the shown classes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    recording : xarray.DataTree
        One recording.
    stretch : slice
        The stretch, s, as :func:`draw_emg` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    spikes = recording["spikes"].to_dataset()
    inside = (spikes["time"].values >= stretch.start) & (spikes["time"].values < stretch.stop)
    spikes = spikes.isel(spike=inside).assign(time=lambda cut: cut["time"] - stretch.start)
    raster(ax, few_cells(spikes, CELLS, by="cell_class", only=SHOWN), by="cell_class")
    ax.set_xlim(0, STRETCH)
    return ax


def draw_back_average(ax: Axes, recording: xr.DataTree, body: Body) -> Axes:
    """Draw the EEG over the cortex of the muscle that takes part in most jerks, averaged on its onsets.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    recording : xarray.DataTree
        One recording.
    body : Body
        Anatomy of the muscles.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    order = recruitment_order(recording["bursts"].to_dataset())
    ax.set_xlim(1e3 * WINDOW[0], 1e3 * WINDOW[1])
    ax.set_xlabel("time after the onset (ms)")
    if not order.sizes["muscle"]:
        return nothing(ax, "no jerks")
    muscle = str(order["muscle"].values[int(order["count"].values.argmax())])
    onset = first_onsets(muscle, recording["bursts"].to_dataset())
    average = back_average(eeg(recording), onset)
    # Of few sweeps the reason says how many there are and how many a test needs
    sweeps = str(average["reason"].item()) or counted(int(average["sweeps"]), "sweep")
    ax.set_title(f"{muscle_label(muscle)}\n{sweeps}", loc="left")
    if not average["sweeps"]:
        return nothing(ax, "no sweeps")
    ax.axvline(0, color="0.6", linewidth=0.8)
    mine = average["average"].sel(electrode=contralateral_electrode(muscle, body))
    ax.plot(average["lag"], 1e6 * mine, color="black")
    return ax


def draw_spread(ax: Axes, recording: xr.DataTree, body: Body) -> Axes:
    """Draw the onset of every muscle after the first against the place of its motor nucleus.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    recording : xarray.DataTree
        One recording.
    body : Body
        Anatomy of the muscles.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    levels = {name: 100 * position for name, position in body.position.items()}
    order_dots(ax, recording["bursts"].to_dataset(), levels)
    ax.set_ylim(max(levels.values()) + 3, min(levels.values()) - 3)
    return ax
