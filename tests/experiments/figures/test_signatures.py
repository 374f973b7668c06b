"""The figure of the signatures: a column for each circuit, out of stored recordings."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.body import Body
from disinhibition.experiments.figures import signatures as figure

pytestmark = pytest.mark.usefixtures("six_muscles")


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 50})
def test_signatures(study: Path) -> Figure:
    return figure.draw(study)


def test_stretch_is_the_one_with_most_bursts_and_its_bars_lie_in_it(study: Path) -> None:
    recording = figure.open_recordings(study)["cortex"]
    ax = Figure().subplots()
    stretch = figure.draw_emg(ax, recording)
    bars = [segment for bar in ax.collections for segment in bar.get_segments()]
    assert stretch.stop - stretch.start == pytest.approx(figure.STRETCH)
    assert len(bars) == 6 * 5, "five jerks of six muscles lie in 1.5 s"
    assert all(0 <= bar[0, 0] < figure.STRETCH for bar in bars)


def test_back_average_is_locked_on_the_muscle_of_most_jerks_and_has_the_wave_before_it(study: Path, body: Body) -> None:
    ax = figure.draw_back_average(Figure().subplots(), figure.open_recordings(study)["brainstem"], body)
    lag, average = ax.lines[-1].get_data()
    assert ax.get_title(loc="left") == "right masseter\n52 sweeps"
    assert lag[int(np.argmax(average))] == pytest.approx(-20, abs=3)


def test_recording_without_jerks_says_so(made_recording: Callable[..., xr.DataTree], body: Body) -> None:
    silent = made_recording("spinal", jerks=False)
    for drawn in (figure.draw_back_average, figure.draw_spread):
        assert [text.get_text() for text in drawn(Figure().subplots(), silent, body).texts] == ["no jerks"]
    assert figure.draw_emg(Figure().subplots(), silent) == slice(0.0, figure.STRETCH)


def test_circuit_without_a_recording_has_no_column(study: Path, tmp_path: Path) -> None:
    shutil.copytree(study / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("spinal.nc"))
    assert [ax.get_title() for ax in figure.draw(tmp_path).axes if ax.get_title()] == ["cortex", "brainstem"]


def test_study_without_recordings_says_what_makes_them(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sweep experiment=signatures"):
        figure.draw(tmp_path)
