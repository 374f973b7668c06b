"""What is composed: every key that is forced in is checked like any other."""

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config


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
