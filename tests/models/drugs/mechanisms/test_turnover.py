"""Valproate raises the release of GABAergic terminals, by a concentration that lags behind the level."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.drugs.mechanisms.cell_groups import GABAERGIC


@pytest.mark.parametrize("times", [0.5, 1.0, 3.0])
def test_release_follows_the_hill_function_of_the_lagging_concentration(times: float, number) -> None:
    most, half, power = (number(f"valproate.turnover.{name}") for name in ("most", "half", "hill"))
    found = factors_of(Levels({"valproate": 0.0}, {"valproate.turnover": times * half}))
    assert set(found) == {f"release.{cell}" for cell in GABAERGIC}
    assert [*set(found.values())] == [pytest.approx(1 + most * times**power / (1 + times**power))]


def test_a_fresh_level_does_not_act_here_and_acts_on_nmda() -> None:
    fresh = factors_of(Levels({"valproate": 100.0}, {"valproate.turnover": 0.0}))
    assert "release.pv" not in fresh and fresh["receptors.nmda.all"] < 1


def test_a_level_that_is_set_directly_is_taken_as_having_lasted(factors) -> None:
    lasted = factors_of(Levels({"valproate": 40.0}, {"valproate.turnover": 40.0}))
    assert factors(valproate=40.0) == lasted
