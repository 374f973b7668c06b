"""The flags of Hydra that a sweep takes: what they print, and that ``-m`` changes nothing."""

import time
from pathlib import Path

import pytest
from hydra.core.global_hydra import GlobalHydra

from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.config import compose
from disinhibition.experiments.config.hydra_flags import show_config, show_info
from disinhibition.experiments.study import plan
from disinhibition.experiments.study.plan import plan_study

LINE = ["receptors.gaba_a.cortex=range(0,1.05,0.05)", "receptors.glycine.brainstem=0.2,0.5,1", "seed=range(5)"]


def test_all_values_of_a_sweep_line_are_one_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    planned = plan_study(LINE)
    assert len(planned.points) == 21 * 3 * 5
    assert planned.axes["receptors.gaba_a.cortex"][:4] == [0, 0.05, 0.1, 0.15]
    assert not list(tmp_path.iterdir())


def test_the_multirun_flag_is_accepted_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for words in (["sweep", "--dry-run"], ["sweep", "-m", "--dry-run"], ["sweep", "--multirun", "--dry-run"]):
        assert cli.main([*words, *LINE[1:], "duration=2"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] and said[0] == said[1] == said[2]


def test_hydra_is_left_as_it_was() -> None:
    plan_study(["seed=1,2"])
    assert GlobalHydra.instance().hydra is None


def test_groups_are_composed_once_a_choice_and_values_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    composed = []

    def counted(root: str, words: list[str]) -> dict:
        composed.append(words)
        return compose.compose_config(root, words)

    monkeypatch.setattr(plan, "compose_config", counted)
    assert len(plan_study(["protocol=rest,startle", "seed=range(50)"]).points) == 100
    assert composed == [[], ["protocol=rest"], ["protocol=startle"]]


@pytest.mark.slow
def test_five_thousand_points_are_planned_in_ten_seconds() -> None:
    before = time.process_time()
    planned = plan_study([*LINE[:2], "seed=range(80)"])
    # 0.7 CPU s on the machine it was made on: 0.1 ms a point and one composition
    assert time.process_time() - before < 10
    assert len(planned.points) == 5040


def test_the_config_of_a_sweep_is_shown_without_its_axes(capsys: pytest.CaptureFixture[str]) -> None:
    show_config("sweep", ["seed=1,2", "duration=3"], "job", None, False)
    out = capsys.readouterr().out
    assert "\nduration: 3\n" in out
    assert "seed: 1\n" in out
    show_config("run", ["duration=3"], "job", "duration", False)
    assert capsys.readouterr().out == "3\n"


def test_hydra_says_where_the_packaged_configs_are(capsys: pytest.CaptureFixture[str]) -> None:
    show_info("sweep", [], "searchpath")
    assert "disinhibition.configs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "word", ["protocol=rest,startl", "receptors.gaba_a.cotex=0,1", "hydra.sweeper.parms=1", "a=[1"]
)
def test_what_hydra_refuses_is_one_line(word: str) -> None:
    with pytest.raises(UserError) as error:
        plan_study([word])
    assert "\n" not in str(error.value.args[0])


def test_a_config_of_ones_own_is_a_choice_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "protocol").mkdir()
    (tmp_path / "protocol" / "mine.yaml").write_text("name: mine\nstimuli: [{site: sound, strength: 0.5}]\n")
    points = plan_study([f"hydra.searchpath=[file://{tmp_path}]", "protocol=mine,rest"]).points
    assert [settings.protocol for _, settings in points] == ["mine", "rest"]
    assert len(points[0][1].condition.stimuli) == 1
