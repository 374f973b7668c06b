"""Modulators raise or lower the gain of a receptor by a Hill function of their level."""

import pytest


@pytest.mark.parametrize(
    ("agent", "receptor"),
    [("perampanel", "ampa"), ("phenobarbital", "ampa"), ("valproate", "nmda"), ("methadone", "nmda"),
     ("ethanol", "nmda"), ("ethanol", "glycine")],
)  # fmt: skip
def test_half_of_the_effect_is_at_the_half_concentration(agent: str, receptor: str, factors, number) -> None:
    most, half = (number(f"{agent}.modulation.{receptor}.{name}") for name in ("most", "half"))
    assert factors(**{agent: half})[f"receptors.{receptor}.all"] == pytest.approx(1 + most / 2)
    assert factors(**{agent: 1e6 * half})[f"receptors.{receptor}.all"] == pytest.approx(1 + most, abs=1e-4)


def test_the_curve_has_the_hill_coefficient_of_its_entry(factors, number) -> None:
    most, half, power = (number(f"perampanel.modulation.ampa.{name}") for name in ("most", "half", "hill"))
    found = factors(perampanel=3 * half)["receptors.ampa.all"]
    assert found == pytest.approx(1 + most * 3**power / (1 + 3**power))


def test_agents_multiply(factors) -> None:
    key = "receptors.ampa.all"
    both = factors(perampanel=0.1, phenobarbital=100.0)[key]
    assert both == pytest.approx(factors(perampanel=0.1)[key] * factors(phenobarbital=100.0)[key])


@pytest.mark.parametrize(
    ("agent", "conflict", "key"),
    [("piracetam", "piracetam_ampa", "receptors.ampa.all"), ("propofol", "propofol_glycine", "receptors.glycine.all")],
)
def test_disputed_modulation_acts_in_its_reading_only(agent: str, conflict: str, key: str, factors) -> None:
    assert key not in factors(**{agent: 1000.0})
    assert factors({conflict: "on"}, **{agent: 1000.0})[key] > 1
