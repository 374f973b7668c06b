"""Botulinum toxin in a muscle."""

import numpy as np
import pytest

from disinhibition.models.drugs.kinetics import course
from disinhibition.models.drugs.patient import Patient
from disinhibition.models.drugs.regimen import read_regimen

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


def test_doses_into_one_muscle_add_up():
    done = injected({"dose": "20 U", "muscle": "right_fdi"}, {"dose": "20 U", "muscle": "right_fdi", "start": "90 d"})
    assert done.states["botulinum.right_fdi.units"][-1] == pytest.approx(40)
    assert np.all(done.states["botulinum.right_fdi.effect"] <= 1)
