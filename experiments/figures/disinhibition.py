"""The main figure: receptor maps of three circuits, an example EMG beside each."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from ...analysis.plots import duration_scale, emg_traces, project_style, receptor_map
from ..open import open_study

CIRCUITS = ("cortex", "brainstem", "spinal")
# What a format writes of its own into a file and would make the same figure another file
UNDATED: Mapping[str, dict] = {".png": {"Software": None}, ".pdf": {"CreationDate": None}, ".svg": {"Date": None}}
BEFORE, AFTER = 0.05, 0.55  # s around the onset of the jerk that is shown enlarged


def draw(data: Path, out: Path) -> None:
    """Draw the study in the folder ``data`` to ``out``; the same study gives the same file.

    A row for each circuit: jerk rate and burst duration over the gains of GABA-A and glycine at serotonin 1 (repeats
    with other seeds taken together; an exclamation mark: a run ran away), an example recording of that circuit from
    ``examples``, and one of its jerks enlarged. A cell without a finished point or without bursts shows a dash.
    """
    study = open_study(data).load()
    examples = {example["point"]["circuit"]: example for example in map(_example, sorted(data.glob("examples/*.nc")))}
    with project_style():
        circuits = [circuit for circuit in CIRCUITS if circuit in study["circuit"].values]
        figure = Figure(figsize=(12, 0.5 + 3 * len(circuits)), layout="constrained")
        rows = figure.subplots(len(circuits), 4, squeeze=False, width_ratios=(1, 1, 1.7, 1.2))
        for circuit, row in zip(circuits, rows, strict=True):
            row[0].annotate(circuit, (-0.45, 0.5), xycoords="axes fraction", rotation=90, va="center", fontsize=11)
            draw_maps(row[0], row[1], study.sel(circuit=circuit), float(study["jerk_rate"].max()))
            if circuit in examples:
                draw_example(row[2], row[3], examples[circuit])
            for ax in row:
                ax.set_visible(ax.has_data())
        figure.savefig(out, metadata=UNDATED.get(out.suffix))


def draw_maps(rate_ax: Axes, duration_ax: Axes, study: xr.Dataset, highest_rate: float) -> None:
    """Jerk rate (mean over repeats) and burst duration (median) of one circuit at serotonin 1."""
    part = study.sel(serotonin=1) if "serotonin" in study.dims else study
    repeats = [dim for dim in part["jerk_rate"].dims if dim not in ("gaba_a", "glycine")]
    runaway = _runaway(part).any(repeats)
    scale = Normalize(0, highest_rate if highest_rate > 0 else 1.0)
    receptor_map(rate_ax, part["jerk_rate"].mean(repeats), scale, "{:.2f}", runaway).set_title("jerks per second")
    median = part["burst_duration"].median(repeats)
    receptor_map(duration_ax, median, duration_scale(), "{:.0f}", runaway).set_title("burst duration, median (ms)")


def draw_example(whole: Axes, near: Axes, example: Mapping) -> None:
    """The EMG of one recording, all of it and around the jerk of most muscles, on the side with the largest EMG."""
    voltage, bursts = example["voltage"], example["bursts"]
    largest = str(voltage["muscle"].values[int(np.abs(voltage).max("time").values.argmax())])
    side = largest.partition("_")[0]
    voltage = voltage.sel(muscle=[name for name in voltage["muscle"].values if name.startswith(f"{side}_")])
    voltage = voltage.assign_coords(muscle=[name.removeprefix(f"{side}_") for name in voltage["muscle"].values])
    mine = bursts["muscle"].str.startswith(f"{side}_").values
    bursts = bursts.isel(burst=mine).assign(muscle=lambda shown: shown["muscle"].str.replace(f"{side}_", ""))
    point = example["point"]
    gains = {"GABA-A": "gaba_a", "glycine": "glycine", "serotonin": "serotonin"}
    title = ", ".join(f"{word} {point[axis]:g}" for word, axis in gains.items() if axis in point)
    emg_traces(whole, voltage, bursts).set_title(f"{side} side, {title}", loc="left")
    if not example["jerks"].sizes["jerk"]:
        return
    start = float(example["jerks"]["onset"][int(example["jerks"]["n_muscles"].values.argmax())])
    part = voltage.sel(time=slice(start - BEFORE, start + AFTER))
    emg_traces(near, part, bursts).set_yticks([])
    near.set_title("its jerk with the most muscles", loc="left")


def _runaway(study: xr.Dataset) -> xr.DataArray:
    """Where a run ended as a runaway; ``status`` is a code with flag_values and flag_meanings."""
    attributes = study["status"].attrs
    meanings = attributes["flag_meanings"].split()
    if "runaway" not in meanings:
        return xr.zeros_like(study["status"], dtype=bool)
    return study["status"] == np.asarray(attributes["flag_values"])[meanings.index("runaway")]


def _example(path: Path) -> dict:
    with xr.open_datatree(path) as tree:
        return {
            "point": json.loads(tree.attrs["point"]),
            "voltage": tree["emg"].to_dataset()["voltage"].load(),
            "bursts": tree["bursts"].to_dataset().load(),
            "jerks": tree["jerks"].to_dataset().load(),
        }
