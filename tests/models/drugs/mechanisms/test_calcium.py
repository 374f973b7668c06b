"""Gabapentinoids lower the release of excitatory terminals by what was loaded over hours."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.drugs.mechanisms.cell_groups import EXCITATORY


@pytest.mark.parametrize("level", [5.0, 15.0, 150.0])
def test_release_falls_with_the_hill_function_of_the_level(level: float, factors, number) -> None:
    most, half = (number(f"gabapentin.calcium.{name}") for name in ("most", "half"))
    found = factors(gabapentin=level)
    assert set(found) == {f"release.{cell}" for cell in EXCITATORY}
    assert [*set(found.values())] == [pytest.approx(1 - most * level / (level + half))]


def test_what_has_not_been_loaded_does_not_act(number) -> None:
    assert factors_of(Levels({"gabapentin": 15.0}, {"gabapentin.loading": 0.0})) == {}
    loaded = factors_of(Levels({"gabapentin": 0.0}, {"gabapentin.loading": 15.0}))
    assert loaded["release.pt"] == pytest.approx(1 - number("gabapentin.calcium.most") / 2)


def test_one_reading_takes_twice_as_much_from_the_excitation_of_inhibitory_cells(factors, number) -> None:
    lost = number("gabapentin.calcium.most") / 2
    found = factors({"gabapentinoid": "interneurons"}, gabapentin=15.0)
    onto = found["receptors_onto.interneuron.ampa.spinal"]
    assert onto == found["receptors_onto.interneuron.nmda.cortex"]
    assert found["release.pt"] * onto == pytest.approx(1 - 2 * lost)
