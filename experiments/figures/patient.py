"""One recorded person: the traces of every step with the marked bursts, back-average, evoked potential."""

import gc
import json
from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...analysis.body import Body, recorded_electrode
from ...analysis.diagnosis.jerks_at_rest import busiest_limb_muscle
from ...analysis.diagnosis.sides import stimulated_hand
from ...analysis.diagnosis.stimuli import own_stimuli, stimulus_times
from ...analysis.eeg.back_average import WINDOW, back_average
from ...analysis.eeg.evoked_potential import evoked_potential
from ...analysis.emg.jerks import first_onsets
from ...analysis.plotting.averages import back_average_curve, evoked_curves
from ...analysis.plotting.marks import marks_legend
from ...analysis.plotting.plots import PAGE, emg_traces, nothing
from ...analysis.plotting.selection import busiest_stretch
from ...analysis.signals.groups import eeg, emg
from ...errors import UserError
from ..examine.healthy_person import PATIENT
from ..examine.model_body import model_body
from ..examine.recordings import open_recording
from ..examine.stored import is_of_a_person, read_report

DATA = "patient"
COMMAND = "examine --recording patient.edf --protocol rest --out results/patient"  # that makes it
STRETCH = 2.0  # s of the traces of each step that are drawn again, with most bursts
BAR = 0.003  # of the width, of the bar below a burst; jerks of a long step would run into one another
ROW, HEAD = 0.22, 0.75  # inches of a muscle and of the title and axis of its step


def draw(data: Path) -> Figure:
    """Draw the examination of a person.

    Parameters
    ----------
    data : Path
        Folder that ``disinhibition examine --recording`` wrote.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    UserError
        The examination is one of the model, or its recordings were not kept.
    """
    report = read_report(data)
    if not is_of_a_person(report):
        raise UserError(f"{data} is an examination of the model; draw it with 'disinhibition figure examination'")
    folder = data if data.is_dir() else data.parent
    paths = json.loads(report.attrs["recordings"])[PATIENT]
    if not paths:
        raise UserError(
            f"{data} has no recordings to draw; examine again without --no-recordings (in Python keep_recordings=True)"
        )
    body = model_body()

    def opened(name: str) -> xr.DataTree | None:
        """One step, which may be long: only one is in memory at a time."""
        return open_recording(folder / paths[name]) if name in paths else None

    # Of every step the stretch with most bursts is drawn again, so that the marks of the bursts can be checked
    rows = [(name, again) for name in paths for again in (False, True)]
    heights = [HEAD + ROW * max(_muscles(folder / paths[name]), 1) for name, _ in rows]
    figure = Figure(figsize=(PAGE, sum(heights) + 2.6), layout="constrained")
    grid = figure.add_gridspec(len(rows) + 1, 2, height_ratios=(*heights, 2.2))
    for place, (name, again) in enumerate(rows):
        step = open_recording(folder / paths[name])
        _traces(figure.add_subplot(grid[place, :]), name, step, _busiest(step) if again else None)
        del step
        gc.collect()  # nodes of a tree name each other, so that a long recording stays in memory until then
    _before(figure.add_subplot(grid[len(rows), 0]), opened("rest"), body)
    _evoked(figure.add_subplot(grid[len(rows), 1]), opened("median_nerve"), body)
    marks_legend(figure, "burst", "response", "stimulus", "missing")
    return figure


def _muscles(path: Path) -> int:
    """How many muscles a step holds."""
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        return int(tree["emg"].sizes["muscle"])


def _busiest(step: xr.DataTree) -> slice:
    """The stretch with most bursts and responses, on the clock of the step."""
    begin, length = float(emg(step)["time"][0]), float(step.attrs["duration"])
    onset = np.concatenate([step[kind].to_dataset()["onset"].values for kind in ("bursts", "responses")])
    stretch = busiest_stretch(np.sort(onset) - begin, min(STRETCH, length), length)
    return slice(begin + stretch.start, begin + stretch.stop)


def _traces(ax: Axes, name: str, step: xr.DataTree, stretch: slice | None) -> None:
    voltage, missing = emg(step), step["missing"].to_dataset() if "missing" in step.children else None
    title = name.replace("_", " ")
    if not voltage.sizes["muscle"]:
        nothing(ax, "no muscle can be measured").set_title(title, loc="left")
        return
    whole = slice(float(voltage["time"][0]), float(voltage["time"][-1]))
    shown = stretch or whole
    marked = {}
    for kind, dim in (("bursts", "burst"), ("responses", "response")):
        events = step[kind].to_dataset()
        inside = (events["onset"].values >= shown.start) & (events["onset"].values < shown.stop)
        marked[kind] = events.isel({dim: inside})
    moments = stimulus_times(step)
    if missing is not None:
        missing = missing.isel(stretch=((missing["begin"] < shown.stop) & (missing["end"] > shown.start)).values)
    moments = moments[(moments >= shown.start) & (moments < shown.stop)]
    emg_traces(
        ax, voltage.sel(time=shown), marked["bursts"], moments, responses=marked["responses"],
        missing=missing,
        shortest=BAR,
    )  # fmt: skip
    most = "bursts and responses" if step["responses"].sizes["response"] else "bursts"
    ax.set_title(f"{title}, the {shown.stop - shown.start:g} s with most {most}" if stretch else title, loc="left")


def _before(ax: Axes, rest: xr.DataTree | None, body: Body) -> None:
    """Back-average on the limb muscle that jerks most, over the cortex that moves it."""
    ax.set_title("back-average", loc="left")
    if rest is None or "eeg" not in rest.children:
        _empty(ax, "no EEG at rest was recorded")
        return
    bursts = rest["bursts"].to_dataset()
    muscle = busiest_limb_muscle(bursts, body)
    if not muscle:
        _empty(ax, "no muscle of a limb jerks")
        return
    electrode, reason = recorded_electrode(muscle, body, eeg(rest)["electrode"].values.astype(str).tolist())
    if reason:
        _empty(ax, "no electrode over the cortex that moves it")
        return
    average = back_average(eeg(rest), first_onsets(muscle, bursts), contralateral=electrode)
    back_average_curve(ax, average, electrode, muscle, WINDOW)


def _evoked(ax: Axes, volleys: xr.DataTree | None, body: Body) -> None:
    """Evoked potential after volleys of the median nerve, over the hand area of the stimulated side."""
    ax.set_title("evoked potential, median nerve", loc="left")
    if volleys is None or "eeg" not in volleys.children:
        _empty(ax, "no EEG with volleys was recorded")
        return
    volleys, _ = own_stimuli("median_nerve", volleys)
    hand, times = stimulated_hand(volleys)
    electrode, reason = recorded_electrode(hand, body, eeg(volleys)["electrode"].values.astype(str).tolist())
    if reason:
        _empty(ax, "no electrode over the hand area of the stimulated side")
        return
    evoked = evoked_potential(eeg(volleys), times)["average"].sel(electrode=electrode)
    if not np.isfinite(evoked.values).any():
        _empty(ax, "no sweep was recorded in full" if stimulus_times(volleys).size else "no volley is marked")
        return
    evoked_curves(ax, {"patient": evoked}).set_xlabel("time after the volley (ms)")


def _empty(ax: Axes, words: str) -> None:
    """A panel that says why nothing is drawn, without an axis of which nobody could tell the quantity."""
    nothing(ax, words).set_xticks([])
