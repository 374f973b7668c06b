"""Drugs of inactivated sodium channels: one drug per channel, and the persistent current is spared."""

import pytest

from disinhibition.models.drugs.drug_tables import shared_numbers
from disinhibition.models.drugs.mechanisms.cell_groups import SOMATIC


def inactivated(kind: str = "rest") -> float:
    return float(shared_numbers("inactivated")[kind].value)


@pytest.mark.parametrize("times", [0.5, 1.0, 8.0])
def test_availability_falls_with_the_level_at_inactivated_channels(times: float, factors, number) -> None:
    found = factors(phenytoin=times * number("phenytoin.sodium.half"))
    assert set(found) == {f"sodium.{cell}" for cell in SOMATIC}
    assert [*set(found.values())] == [pytest.approx(1 / (1 + inactivated() * times))]


def test_one_sodium_channel_holds_one_drug(factors) -> None:
    assert factors(phenytoin=10)["sodium.pt"] == pytest.approx(1 / 1.2)
    assert factors(phenytoin=10, lamotrigine=9)["sodium.pt"] == pytest.approx(1 / 1.4)


def test_cells_that_fire_fast_lose_more_in_one_reading(factors) -> None:
    found = factors({"sodium_use": "by_rate"}, phenytoin=10)
    assert found["sodium.pv"] == pytest.approx(1 / (1 + inactivated("fast")))
    assert found["sodium.pt"] == pytest.approx(1 / (1 + inactivated()))


def test_a_plain_hill_curve_multiplies(factors, number) -> None:
    most, half = (number(f"valproate.sodium.{name}") for name in ("most", "half"))
    plain = factors(valproate=half)["sodium.pt"]
    assert plain == pytest.approx(1 - most / 2)
    assert factors(valproate=half, phenytoin=10)["sodium.pt"] == pytest.approx(plain / 1.2)


def test_the_persistent_current_is_spared(factors) -> None:
    assert "persistent_inward" not in factors(phenytoin=100)
