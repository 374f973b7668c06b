"""Caffeine raises the release of central excitatory terminals by its occupancy of A1 receptors."""

import pytest

from disinhibition.models.drugs.mechanisms.cell_groups import AFFERENT, CENTRAL, INHIBITORY


@pytest.mark.parametrize("level", [1.0, 12.0, 200.0])
def test_release_rises_with_the_occupancy_of_a1_receptors(level: float, factors, number) -> None:
    most, half = (number(f"caffeine.adenosine.{name}") for name in ("most", "half"))
    found = factors(caffeine=level)
    assert set(found) == {f"release.{cell}" for cell in CENTRAL}
    assert [*set(found.values())] == [pytest.approx(1 + most * level / (level + half))]


def test_afferent_and_inhibitory_terminals_are_spared(factors) -> None:
    assert not {f"release.{cell}" for cell in (*AFFERENT, *INHIBITORY)} & set(factors(caffeine=50.0))
