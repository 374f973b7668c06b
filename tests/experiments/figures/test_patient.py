"""The figure of a recorded person shows what the step is about, whatever else the recording holds or lacks."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.experiments.figures.patient import draw

RATE = 1000.0
TIMES = np.arange(1.0, 19.0, 0.5)


def recording(sites: dict[str, np.ndarray]) -> xr.DataTree:
    """20 s of a hand and the electrode over its cortex, with stimuli."""
    noise = np.random.default_rng(0).standard_normal((2, 20_000))
    return from_signals(3e-6 * noise[:1], RATE, ["FDI R"], 5e-6 * noise[1:], ["C3"], sites)


def evoked_words(folder: Path) -> list[str]:
    """Words inside the panel of the evoked potential."""
    figure = draw(folder)
    [panel] = [ax for ax in figure.axes if ax.get_title(loc="left") == "evoked potential, median nerve"]
    return [text.get_text() for text in panel.texts]


@pytest.mark.parametrize(
    ("site", "words"),
    [("right_median_nerve", []), ("sound", ["no volley is marked"])],
)
def test_an_evoked_potential_is_that_of_volleys_alone(site: str, words: list[str], tmp_path: Path) -> None:
    given = {"protocols": {"median_nerve": None}, "out": tmp_path, "progress": False}
    dis.examine(recording=recording({site: TIMES}), **given)
    assert evoked_words(tmp_path) == words


def test_a_recording_without_tables_of_stimuli_and_gaps_is_drawn(tmp_path: Path) -> None:
    bare = recording({"sound": TIMES})
    groups = {"/": bare.to_dataset(), "emg": bare["emg"].to_dataset()}
    given = {"protocols": {"rest": None}, "out": tmp_path, "progress": False}
    dis.examine(recording=xr.DataTree.from_dict(groups), **given)
    assert len(draw(tmp_path).axes) == 4


def test_every_step_is_drawn_again_for_two_seconds_and_an_empty_panel_has_no_axis(tmp_path: Path) -> None:
    bare = recording({"right_median_nerve": TIMES}).drop_nodes("eeg")
    protocols = {"posture": (0, 10), "median_nerve": (10, 20)}
    dis.examine(recording=bare, protocols=protocols, out=tmp_path, progress=False)
    axes = {ax.get_title(loc="left"): ax for ax in draw(tmp_path).axes}
    for name in ("posture", "median nerve"):
        assert name in axes
        begin, end = axes[f"{name}, the 2 s with most bursts"].get_xlim()
        assert end - begin < 2.5
    for name in ("back-average", "evoked potential, median nerve"):
        assert not axes[name].get_xticks().size
