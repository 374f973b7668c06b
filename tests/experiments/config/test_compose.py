"""A composed config is the one that Hydra composes, and every key that is forced in is checked like any other."""

from pathlib import Path

import pytest
from hydra import compose
from omegaconf import OmegaConf

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import admitted, compose_config
from disinhibition.experiments.config.hydra_session import packaged_hydra


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("run", []),
        ("run", ["protocol=median_nerve", "seed=3", "protocol.stimuli.0.strength=2", "receptors.gaba_a.cortex=0.4"]),
        ("run", ["seed=2", "form=cortical_disinhibition", "cut=none"]),
        ("run", ["lesions=[remove:M1]", "courses.gaba_a.cortex=[1,0.5]", "lesions=[]", "seed=1"]),
        ("sweep", ["experiment=disinhibition", "profile=paper", "study.name=other", "execute.workers=2"]),
        ("sweep", ["study.axes={seed: [1, 2]}", "study.axes.duration=[3]", "profile=smoke"]),
    ],
)
def test_a_config_is_the_one_that_hydra_composes(root: str, words: list[str]) -> None:
    for _ in range(2):  # composed, and remembered
        with packaged_hydra():
            wanted = OmegaConf.to_container(compose(config_name=root, overrides=admitted(words, root)), resolve=True)
        assert isinstance(wanted, dict)
        found = compose_config(root, words)
        assert found == {key: value for key, value in wanted.items() if key != "hydra"}
        assert list(found) == [key for key in wanted if key != "hydra"]


def test_what_one_call_sets_is_not_in_the_next() -> None:
    plain = compose_config("run", [])
    assert compose_config("run", ["seed=17", "receptors.gaba_a.cortex=0.4"])["seed"] == 17
    assert compose_config("run", []) == plain


def test_what_a_caller_does_to_a_config_is_not_in_the_next() -> None:
    first = compose_config("sweep", ["experiment=disinhibition"])
    first["study"]["grids"].clear()
    first["seed"] = 17
    second = compose_config("sweep", ["experiment=disinhibition"])
    assert second["study"]["grids"] and second["seed"] != 17


def test_a_folder_of_the_users_own_is_read_every_time(tmp_path: Path) -> None:
    (tmp_path / "form").mkdir()
    for seed in (11, 12):
        (tmp_path / "form" / "mine.yaml").write_text(f"# @package _global_\nseed: {seed}\nform: {{name: mine}}\n")
        assert compose_config("run", ["form=mine", f"hydra.searchpath=[file://{tmp_path}]"])["seed"] == seed


def test_a_word_for_a_part_that_hydra_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="looks like a config group"):
        compose_config("run", ["seed@part=2"])


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("++foo=1", "unknown key 'foo'"),
        ("study={foo: 1}", "unknown key 'study.foo'"),
        ("++study={name: x, foo: {a: 1}}", "unknown key 'study.foo.a'"),
        ("++receptors={gaba_a: {cortexx: 0.4}}", "did you mean 'receptors.gaba_a.cortex'"),
        ("concentration={foo: 1}", "concentration.foo: "),
        ("study.grids={foo: {seed: [1]}}", "unknown key 'study.grids.foo.seed'"),
        ("study.endings=3", "has to name profiles"),
        ("study={endings: 3}", "has to name profiles"),
        ("study.endings={foo: x}", "unknown key 'study.endings.foo'"),
        ("++hydra.foo=1", "of Hydra's own settings only hydra.searchpath"),
        ("hydra.verbose=true", "of Hydra's own settings only hydra.searchpath"),
        ("++form=nosuch", "there is no config 'nosuch' in 'form'"),
    ],
)
def test_what_is_forced_in_is_checked_like_anything_else(word: str, says: str) -> None:
    with pytest.raises(UserError, match=says) as error:
        compose_config("sweep", [word])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("plus", ["", "+", "++"])
def test_a_plus_before_a_key_or_a_config_changes_nothing(plus: str) -> None:
    words = ["form=near_threshold", "receptors.gaba_a.cortex=0.4", "seed=3", "concentration={klonopin: 0.01}"]
    assert compose_config("run", [plus + word for word in words]) == compose_config("run", words)


def test_endings_and_grids_of_profiles_are_taken() -> None:
    composed = compose_config("sweep", ["study.endings={quick: '-mine'}", "study.grids={quick: {seed: [1]}}"])
    assert composed["study"]["path"] == "results/sweep-mine" and composed["study"]["grids"]["quick"]["seed"] == [1]
