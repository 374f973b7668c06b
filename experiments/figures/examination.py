"""One examination: EMG of a stretch with jerks, EEG before them, evoked potential, order on the body's axis."""

import json
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.backaverage import back_average
from ...analysis.body import Body, bare, contralateral
from ...analysis.evoked import evoked_potential
from ...analysis.plots import emg_traces, muscle_label, project_style
from ...analysis.rhythm import onsets_of
from ...analysis.spread import recruitment_order
from ..body import model_body
from ..examine import REPORT, open_recording

STRETCH = 2.0  # s of EMG
HAND = "right_fdi"


def draw(data: Path, out: Path) -> None:
    """Draw the examination in the folder ``data`` (written by ``disinhibition examine``) to ``out``."""
    with xr.open_dataset(data / REPORT, engine="h5netcdf") as report:
        paths = json.loads(report.attrs["recordings"])
    rest = open_recording(data / paths["patient"]["rest"])
    volleys = {who: open_recording(data / paths[who]["median_nerve"]) for who in ("healthy", "patient")}
    body = model_body()
    with project_style():
        figure = Figure(figsize=(10, 8.5), layout="constrained")
        grid = figure.add_gridspec(3, 2, width_ratios=(1.25, 1), height_ratios=(1.8, 1, 1))
        _emg(figure.add_subplot(grid[:, 0]), rest)
        _order(figure.add_subplot(grid[0, 1]), rest, body)
        _before(figure.add_subplot(grid[1, 1]), rest, body)
        _evoked(figure.add_subplot(grid[2, 1]), volleys, body)
        figure.savefig(out, metadata={"Software": None} if out.suffix == ".png" else None)


def _emg(ax: Axes, rest: xr.DataTree) -> None:
    """The stretch with most bursts, of the right side."""
    voltage, bursts = rest["emg"].to_dataset()["voltage"], rest["bursts"].to_dataset()
    onset, last = bursts["onset"].values, float(voltage["time"][-1])
    count = [np.count_nonzero((onset >= start) & (onset < start + STRETCH)) for start in onset]
    start = float(min(onset[int(np.argmax(count))] - 0.1 * STRETCH, last - STRETCH)) if onset.size else 0.0
    right = [str(name) for name in voltage["muscle"].values if str(name).startswith("right_")]
    shown = voltage.sel(muscle=right, time=slice(max(start, 0.0), max(start, 0.0) + STRETCH))
    inside = bursts.isel(burst=(onset >= start) & (onset < start + STRETCH))
    emg_traces(ax, shown, inside)
    ax.set_title("rest", loc="left")


def _order(ax: Axes, rest: xr.DataTree, body: Body) -> None:
    """Onsets of the muscles after the first, head above, feet below; the larger a dot, the more jerks reach it."""
    order = recruitment_order(rest["bursts"].to_dataset())
    names = sorted(order["muscle"].values.astype(str), key=lambda name: (body.position[bare(name)], name))
    for row, name in enumerate(names):
        mine = order.sel(muscle=name)
        delay, half = float(mine["delay"]), float(mine["delay_iqr"]) / 2
        ax.plot([delay - half, delay + half], [row, row], color="0.5", linewidth=1)
        ax.plot(delay, row, "o", color="black", markersize=1.5 + 4.5 * float(mine["share"]))
    ax.set_yticks(range(len(names)), [muscle_label(name) for name in names], size=6)
    ax.invert_yaxis()
    ax.set_xlabel("onset after the first muscle (ms)")
    ax.set_title("order, head to foot; dot size: share of jerks", loc="left")
    _say_if(ax, not names, "no jerks")


def _before(ax: Axes, rest: xr.DataTree, body: Body) -> None:
    """Back-average over the hand area that moves the right hand."""
    onset = onsets_of(HAND, rest["bursts"].to_dataset())
    electrode = contralateral(HAND, body)
    average = back_average(rest["eeg"].to_dataset()["potential"], onset, contralateral=electrode)
    ax.axvline(0, color="0.6", linewidth=0.8)
    ax.plot(average["lag"], 1e6 * average["average"].sel(electrode=electrode), color="black")
    ax.set_xlabel(f"time after the onset in {muscle_label(HAND)} (ms)")
    ax.set_ylabel("EEG (µV)")
    reason = str(average["reason"].item())
    ax.set_title(f"back-average, {int(average['sweeps'])} sweeps, {average['shape'].item()}", loc="left")
    _say_if(ax, bool(reason), reason)


def _evoked(ax: Axes, volleys: dict[str, xr.DataTree], body: Body) -> None:
    """Evoked potential after volleys of the median nerve."""
    for (who, recording), style in zip(volleys.items(), ("--", "-"), strict=True):
        evoked = evoked_potential(
            recording["eeg"].to_dataset()["potential"], recording["stimuli"].to_dataset()["time"].values
        )
        average = evoked["average"].sel(electrode=contralateral(HAND, body))
        ax.plot(evoked["lag"], 1e6 * average, style, color="0.5" if who == "healthy" else "black", label=who)
    ax.set_xlim(-10, 80)
    ax.set_xlabel("time after the volley of the median nerve (ms)")
    ax.set_ylabel("EEG (µV)")
    ax.legend(frameon=False)


def _say_if(ax: Axes, nothing: bool, words: str) -> None:
    if nothing:
        ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", color="0.4")
