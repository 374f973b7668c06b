"""Botulinum toxin lowers the transmission to the injected muscle, and to no other."""

import pytest

from disinhibition.models.drugs.drug_tables import mechanisms_of
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.drugs.mechanisms.neuromuscular import neuromuscular


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


def test_only_units_of_the_agent_itself_count() -> None:
    """Its course is no dose, and states of other agents are not its own."""
    entries = {"botulinum": mechanisms_of("botulinum")["neuromuscular"]}
    others = {"botulinum.right_fdi.effect": 1.0, "other.right_scm.units": 20.0, "other.right_scm.effect": 1.0}
    assert neuromuscular(entries, Levels(states=others), {}) == {}


def test_units_that_do_not_act_yet_change_nothing() -> None:
    entries = {"botulinum": mechanisms_of("botulinum")["neuromuscular"]}
    assert neuromuscular(entries, Levels(states={"botulinum.right_fdi.units": 20.0}), {}) == {"neuromuscular.fdi": 1.0}


def test_a_muscle_that_is_not_weakened_has_its_whole_transmission() -> None:
    """Also beside one that is: what a muscle begins with is 1, neither more nor less."""
    found = neuromuscular(
        {"botulinum": mechanisms_of("botulinum")["neuromuscular"]}, Levels(states=injected(0.0, 1.0)), {}
    )
    assert found == {"neuromuscular.fdi": 1.0}
