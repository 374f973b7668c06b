"""The sweep line as Hydra's multirun: one study, planned by our sweeper and computed by our launcher."""

import time
from pathlib import Path

import pytest
from hydra.core.global_hydra import GlobalHydra

from disinhibition.experiments import compose, multirun, study
from disinhibition.experiments.multirun import show_config, show_info
from disinhibition.experiments.study import Study, plan_study
from hydra_plugins import disinhibition_study

LINE = ["receptors.gaba_a.cortex=range(0,1.05,0.05)", "receptors.glycine.brainstem=0.2,0.5,1", "seed=range(5)"]


def test_all_jobs_of_a_multirun_are_one_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    studies: list[Study] = []
    assert multirun.multirun(LINE, lambda study: studies.append(study) or 3) == 3
    (planned,) = studies
    assert len(planned.points) == 21 * 3 * 5
    assert planned.axes["receptors.gaba_a.cortex"][:4] == [0, 0.05, 0.1, 0.15]
    assert not list(tmp_path.iterdir())


def test_a_multirun_is_the_study_of_the_same_line_without_it() -> None:
    words = [*LINE[1:], "protocol=rest,startle", "duration=2"]
    studies: list[Study] = []
    multirun.multirun(words, lambda study: studies.append(study) or 0)
    assert studies == [plan_study(words)]


def test_the_launcher_gets_every_job_in_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    batches = []
    launch = disinhibition_study.StudyLauncher.launch

    def seen(self: disinhibition_study.StudyLauncher, jobs: list[list[str]], first: int) -> object:
        batches.append(jobs)
        return launch(self, jobs, first)

    monkeypatch.setattr(disinhibition_study.StudyLauncher, "launch", seen)
    multirun.multirun(["seed=1,2", "wiring_seed=3"], lambda study: 0)
    assert batches == [[["seed=1"], ["seed=2"]]]


def test_hydra_is_left_as_it_was() -> None:
    multirun.multirun(["seed=1,2"], lambda study: 0)
    assert GlobalHydra.instance().hydra is None


def test_groups_are_composed_once_a_choice_and_values_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    composed = []

    def counted(root: str, words: list[str]) -> dict:
        composed.append(words)
        return compose.compose_config(root, words)

    monkeypatch.setattr(study, "compose_config", counted)
    assert len(plan_study(["protocol=rest,startle", "seed=range(50)"]).points) == 100
    assert composed == [[], ["protocol=rest"], ["protocol=startle"]]


def test_five_thousand_points_are_planned_in_ten_seconds() -> None:
    before = time.process_time()
    planned = plan_study([*LINE[:2], "seed=range(80)"])
    # 0.7 CPU s on the machine it was made on: 0.1 ms a point and one composition
    assert time.process_time() - before < 10
    assert len(planned.points) == 5040


def test_the_config_shows_our_sweeper_and_launcher(capsys: pytest.CaptureFixture[str]) -> None:
    show_config("sweep", ["seed=1,2", "duration=3"], "all", None, False)
    out = capsys.readouterr().out
    assert "_target_: hydra_plugins.disinhibition_study.StudySweeper" in out
    assert "_target_: hydra_plugins.disinhibition_study.StudyLauncher" in out
    assert "\nduration: 3\n" in out
    show_config("run", ["duration=3"], "job", "duration", False)
    assert capsys.readouterr().out == "3\n"


def test_hydra_lists_our_plugins(capsys: pytest.CaptureFixture[str]) -> None:
    show_info("sweep", [], "plugins")
    out = capsys.readouterr().out
    assert "StudySweeper" in out
    assert "StudyLauncher" in out


@pytest.mark.parametrize(
    "word", ["protocol=rest,startl", "receptors.gaba_a.cotex=0,1", "hydra.sweeper.parms=1", "a=[1"]
)
def test_what_hydra_refuses_is_one_line(word: str) -> None:
    with pytest.raises((KeyError, ValueError)) as error:
        multirun.multirun([word], lambda study: 0)
    assert "\n" not in str(error.value.args[0])


def test_a_config_of_ones_own_is_a_choice_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "protocol").mkdir()
    (tmp_path / "protocol" / "mine.yaml").write_text("name: mine\nstimuli: [{site: sound, strength: 0.5}]\n")
    studies: list[Study] = []
    words = [f"hydra.searchpath=[file://{tmp_path}]", "protocol=mine,rest"]
    multirun.multirun(words, lambda study: studies.append(study) or 0)
    assert [settings.protocol for _, settings in studies[0].points] == ["mine", "rest"]
    assert len(studies[0].points[0][1].condition.stimuli) == 1
