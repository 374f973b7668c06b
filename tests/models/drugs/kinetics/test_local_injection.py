"""Botulinum toxin in a muscle."""

import numpy as np
import pytest

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import read_regimen
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of

DAYS = np.linspace(0, 180, 1801)


def injected(*entries):
    doses = read_regimen([{"agent": "botulinum", **entry} for entry in entries], Patient())
    return course(doses, Patient(), DAYS * 86400)


def test_the_effect_peaks_on_day_six_and_fades_over_months():
    done = injected({"dose": "20 U", "muscle": "right_fdi"})
    effect = done.states["botulinum.right_fdi.effect"]
    assert done.states["botulinum.right_fdi.units"][0] == pytest.approx(20)
    assert effect[0] == 0
    assert effect.max() == pytest.approx(1, abs=1e-4)
    assert DAYS[np.argmax(effect)] == pytest.approx(6, abs=0.2)
    half = DAYS[np.argmax((effect < 0.5) & (DAYS > 6))]
    assert 42 < half < 63


def test_muscles_are_apart_and_nothing_reaches_the_blood():
    done = injected({"dose": "20 U", "muscle": "right_fdi"}, {"dose": "5 U", "muscle": "left_scm", "start": "10 d"})
    assert not done.free and not done.total_plasma
    assert done.states["botulinum.left_scm.units"][50] == 0
    assert done.states["botulinum.left_scm.effect"][50] == 0
    assert done.states["botulinum.left_scm.units"][-1] == pytest.approx(5)


def transmission(*entries) -> np.ndarray:
    """(day,) of the injected muscle."""
    done = injected(*({"muscle": "right_fdi", **entry} for entry in entries))
    each = [{name: float(value[day]) for name, value in done.states.items()} for day in range(len(DAYS))]
    return np.array([factors_of(Levels(states=states)).get("neuromuscular.fdi", 1.0) for states in each])


def test_a_dose_in_two_parts_is_the_whole_dose():
    assert transmission({"dose": "8 U"}, {"dose": "12 U"}) == pytest.approx(transmission({"dose": "20 U"}))


def test_a_second_dose_never_gives_back_what_the_first_took_and_the_worn_off_first_adds_little():
    once, twice = transmission({"dose": "20 U"}), transmission({"dose": "20 U"}, {"dose": "20 U", "start": "6 d"})
    assert np.all(twice <= once + 1e-9) and np.abs(np.diff(twice)).max() <= np.abs(np.diff(once)).max()
    fresh = transmission({"dose": "1 U", "start": "160 d"})[-1]
    assert 0.9 * fresh < transmission({"dose": "5 U"}, {"dose": "1 U", "start": "160 d"})[-1] < fresh


def test_effect_of_several_doses_stays_a_fraction():
    done = injected({"dose": "20 U", "muscle": "right_fdi"}, {"dose": "20 U", "muscle": "right_fdi", "start": "90 d"})
    effect = done.states["botulinum.right_fdi.effect"]
    assert effect.max() == pytest.approx(1, abs=1e-4) and effect.min() == 0
