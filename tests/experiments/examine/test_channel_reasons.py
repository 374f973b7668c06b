"""What of a recording is not measured is said: muscles outside the body, the end of a file, stimuli that it lacks."""

import logging
from pathlib import Path

import numpy as np
import pytest

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.edf import to_edf
from disinhibition.analysis.recordings.files import read_recording
from disinhibition.analysis.recordings.step import cut_step
from disinhibition.errors import UserError
from disinhibition.experiments.examine.channel_reasons import (
    channels_said,
    check_muscles,
    not_measured,
    stimuli_said,
    with_electrodes,
)
from disinhibition.experiments.examine.model_body import model_body

RATE = 1000.0
NOISE = 3e-6 * np.random.default_rng(0).standard_normal((2, 10_000))
BODY = model_body()


def test_a_recording_of_muscles_that_the_body_does_not_have_is_refused_with_those_that_it_has() -> None:
    tree = from_signals(NOISE, RATE, ["gluteus R", "APB L"])
    words = "p.csv: the body of the examination has no right_gluteus, left_apb; it has orbicularis_oculi, .*fdi"
    with pytest.raises(UserError, match=words):
        check_muscles(tree, BODY, "p.csv: ")


def test_one_such_muscle_beside_others_is_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        check_muscles(from_signals(NOISE, RATE, ["gluteus R", "FDI R"]), BODY)
        check_muscles(from_signals(NOISE, RATE, ["SCM R", "FDI R"]), BODY)
    assert len(caplog.messages) == 1 and caplog.messages[0].startswith("the body of the examination has no right_glut")


@pytest.fixture
def edf(tmp_path: Path) -> Path:
    """A file of 10 s."""
    pytest.importorskip("edfio")
    pytest.importorskip("mne")
    to_edf(from_signals(NOISE, RATE, ["FDI R", "SCM R"]), tmp_path / "p.edf")
    return tmp_path / "p.edf"


def test_a_file_that_is_cut_off_says_so_in_every_step_and_a_whole_one_says_nothing(edf: Path) -> None:
    assert not_measured(read_recording(edf)) == {}
    content = edf.read_bytes()
    edf.write_bytes(content[: len(content) * 6 // 10])
    tree = read_recording(edf)
    words = "the file is cut off: its header announces 10 s, and it holds 5 s"
    assert not_measured(tree)["end of the file"] == not_measured(cut_step(tree, 0, 4))["end of the file"] == words


def test_stimuli_behind_the_end_are_left_out_and_named_as_long_as_others_are_inside(tmp_path: Path) -> None:
    edfio = pytest.importorskip("edfio")
    pytest.importorskip("mne")
    signal = edfio.EdfSignal(1e6 * NOISE[0], RATE, label="FDI R", physical_dimension="uV")
    notes = [edfio.EdfAnnotation(time, None, "S1") for time in (2.0, 8.0, 99.0)]
    edfio.Edf([signal], annotations=notes).write(tmp_path / "p.edf")
    tree = read_recording(tmp_path / "p.edf", sites={"S1": "right_median_nerve"})
    assert tree["stimuli"]["time"].values.tolist() == [2.0, 8.0]
    said = not_measured(cut_step(tree, 0, 4))["stimuli outside of the recording"]
    assert said == "1 event left out that lies outside of 0 to 10 s: 'S1' at 99 s"


def test_electrodes_are_named_by_their_site_and_not_like_muscles() -> None:
    eeg = np.vstack([NOISE, np.zeros_like(NOISE[:1])])
    eeg[1, 2000:4000] = 0
    tree = from_signals(NOISE[:1], RATE, ["FDI R"], eeg, ["C3", "Cz", "C4"])
    assert list(channels_said(tree)) == ["right_fdi", "electrode C3 (left_hand)", "electrode cz"]
    assert list(not_measured(tree)) == ["part of electrode cz"]
    reasons = with_electrodes({"right_hand": "flat", "burst_ms": "few"}, tree)
    assert reasons == {"electrode C4 (right_hand)": "flat", "burst_ms": "few"}


def test_stimuli_are_counted_by_site_with_what_marks_them() -> None:
    noise = np.random.default_rng(0).standard_normal((1, 20_000))
    given = {"left_median_nerve": [1.0, 2.0, 4.5], "sound": [3.0]}
    tree = from_signals(3e-6 * noise, 2000.0, ["FDI R"], stimuli=given)
    assert stimuli_said(tree, {"TRIG": "left_median_nerve"}) == {
        "stimuli of left_median_nerve": "3 stimuli from 1 to 4.5 s, marked by TRIG",
        "stimuli of sound": "1 stimulus from 3 to 3 s",
    }
    assert stimuli_said(from_signals(3e-6 * noise, 2000.0, ["FDI R"]), {}) == {}
