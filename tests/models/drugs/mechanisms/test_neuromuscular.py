"""Botulinum toxin lowers the transmission to the injected muscle, and to no other."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of


def injected(units: float, effect: float, muscle: str = "right_fdi") -> dict[str, float]:
    return {f"botulinum.{muscle}.units": units, f"botulinum.{muscle}.effect": effect}


@pytest.mark.parametrize(("units", "effect"), [(3.0, 1.0), (20.0, 1.0), (20.0, 0.3)])
def test_transmission_falls_with_the_units_and_the_time_course(units: float, effect: float, number) -> None:
    most, half = (number(f"botulinum.neuromuscular.{name}") for name in ("most", "half"))
    found = factors_of(Levels(states=injected(units, effect)))
    assert found == {"neuromuscular.fdi": pytest.approx(1 - most * units / (units + half) * effect)}


def test_the_plateau_leaves_a_tenth_to_a_quarter() -> None:
    assert 0.1 < factors_of(Levels(states=injected(20.0, 1.0)))["neuromuscular.fdi"] < 0.25


def test_both_sides_take_the_more_affected_one() -> None:
    both = factors_of(Levels(states=injected(2.0, 1.0, "left_fdi") | injected(20.0, 1.0, "right_fdi")))
    assert both == factors_of(Levels(states=injected(20.0, 1.0)))
