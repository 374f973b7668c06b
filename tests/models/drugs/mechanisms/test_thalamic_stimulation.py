"""Stimulation of the motor thalamus lowers what thalamocortical terminals release by what is entrained."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of


@pytest.mark.parametrize("entrained", [0.25, 1.0])
def test_release_falls_by_the_entrained_fraction(entrained: float, number) -> None:
    found = factors_of(Levels(states={"vim_stimulation.entrained": entrained}))
    most = number("vim_stimulation.thalamic_stimulation.most")
    assert found == {"release.thalamocortical": pytest.approx(1 - most * entrained)}


def test_a_stimulator_that_is_off_changes_nothing() -> None:
    assert factors_of(Levels(states={"vim_stimulation.entrained": 0.0})) == {}
