"""Recordings of an examination are points of a study: shared, resumed, tried again."""

from pathlib import Path
from types import ModuleType

import pytest

from disinhibition.experiments.config.compose import compose_config
from disinhibition.experiments.config.schema import read_settings
from disinhibition.experiments.config.settings import Settings
from disinhibition.experiments.examine import recordings
from disinhibition.experiments.examine.recordings import NotRecorded, record_steps
from disinhibition.experiments.study.executors import Local
from disinhibition.experiments.study.points import network_of
from disinhibition.experiments.study.reading.open import open_study
from disinhibition.experiments.study.reading.status import study_status


@pytest.fixture(autouse=True)
def light(work: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are computed by workers, but nothing is built or simulated."""
    monkeypatch.setattr(recordings, "record_step", work.record)
    monkeypatch.setattr(recordings, "network_keys", lambda every: dict.fromkeys(map(network_of, every), "network"))


def step(seconds: float, *words: str) -> Settings:
    return read_settings(compose_config("run", [f"duration={seconds}", *words]))


def tries(file: Path) -> int:
    return len(file.with_suffix(".tries").read_text())


def test_a_step_whose_worker_dies_is_tried_again(tmp_path: Path) -> None:
    kept = record_steps({"patient": {"rest": step(1)}}, tmp_path, Local(1))
    assert kept["patient"]["rest"].read_text() == "recorded"
    assert tries(kept["patient"]["rest"]) == 2


def test_subjects_of_equal_settings_share_their_recordings_whatever_their_form_is_called(tmp_path: Path) -> None:
    patient = {"rest": step(3, "form.name=tried"), "posture": step(4, "receptors.gaba_a.cortex=0.2")}
    kept = record_steps({"patient": patient, "healthy": {"rest": step(3), "posture": step(4)}}, tmp_path, Local(2))
    assert kept["patient"]["rest"] == kept["healthy"]["rest"]
    assert kept["patient"]["posture"] != kept["healthy"]["posture"]
    again = record_steps({"healthy": {"rest": step(3)}}, tmp_path, Local(1))
    assert again["healthy"]["rest"] == kept["patient"]["rest"]
    assert tries(again["healthy"]["rest"]) == 1


def test_a_step_that_fails_is_said_with_its_reason_and_the_others_are_kept(tmp_path: Path) -> None:
    steps = {"rest": step(3), "posture": step(2)}
    for attempts in (2, 4):
        with pytest.raises(NotRecorded, match=r"1 of 2 recordings failed; posture: ZeroDivisionError: it was told"):
            record_steps({"patient": steps}, tmp_path, Local(1))
        (failed,) = [file for file in tmp_path.glob("*/*/*.tries") if not file.with_suffix(".nc").exists()]
        assert tries(failed) == attempts, "the same call tries it again"
    assert tries(record_steps({"patient": {"rest": step(3)}}, tmp_path, Local(1))["patient"]["rest"]) == 1


def test_a_recording_that_was_removed_is_made_again(tmp_path: Path) -> None:
    file = record_steps({"patient": {"rest": step(3)}}, tmp_path, Local(1))["patient"]["rest"]
    file.unlink()
    assert record_steps({"patient": {"rest": step(3)}}, tmp_path, Local(1)) == {"patient": {"rest": file}}
    assert tries(file) == 2


def test_recordings_are_a_study_that_says_what_each_of_them_is(tmp_path: Path) -> None:
    file = record_steps({"patient": {"rest": step(3)}}, tmp_path, Local(1))["patient"]["rest"]
    study = file.parents[1]
    assert study_status(study).startswith("done 1 of 1")
    opened = open_study(study)
    assert opened["step"].values.tolist() == ["rest"]
    assert opened["recording"].values.tolist() == [file.name]
