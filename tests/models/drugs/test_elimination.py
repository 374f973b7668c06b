"""Elimination: kidneys, age and saturation."""

import numpy as np
import pytest

from disinhibition.models.drugs.elimination import share_left
from disinhibition.models.drugs.kinetics import course
from disinhibition.models.drugs.patient import Patient
from disinhibition.models.drugs.regimen import read_regimen
from disinhibition.models.drugs.tables import kinetics_of

DAY = 86400.0


def steady(agent, dose, every="12 h", patient=None):
    """Mean total plasma concentration in mg/L on day 60."""
    patient = patient or Patient()
    doses = read_regimen([{"agent": agent, "dose": dose, "every": every, "for": "60 d", "route": "oral"}], patient)
    level = course(doses, patient, np.linspace(59, 60, 25) * DAY).total_plasma[agent]
    return np.mean(level) * kinetics_of(agent)["molar_mass"].value / 1e3


def test_renal_share_follows_the_filtration_rate():
    assert share_left(kinetics_of("m3g"), Patient(gfr=15)) == pytest.approx(0.15)
    assert share_left(kinetics_of("cefepime"), Patient(gfr=0)) == pytest.approx(0.13)
    assert share_left(kinetics_of("fentanyl"), Patient(gfr=15)) == 1


def test_clearance_falls_with_age_but_never_to_nothing():
    entry = kinetics_of("lorazepam")
    shares = [share_left(entry, Patient(age=age)) for age in (20, 40, 80, 110)]
    assert shares[0] == shares[1] == 1
    assert shares[2] == pytest.approx(0.8)
    assert 0 < shares[3] < shares[2]


def test_phenytoin_rises_out_of_proportion_to_the_dose():
    # Steady state of a Michaelis-Menten elimination: C = Km R / (Vmax - R), here with 90 percent absorbed
    levels = {daily: steady("phenytoin", f"{daily / 2} mg") for daily in (200, 350)}
    for daily, level in levels.items():
        assert level == pytest.approx(5 * 0.9 * daily / (490 - 0.9 * daily), rel=0.02)
    assert levels[350] / levels[200] > 3


def test_ethanol_leaves_at_a_constant_rate():
    doses = read_regimen([{"agent": "ethanol", "dose": "80 g", "route": "oral"}], Patient())
    level = course(doses, Patient(), np.array([3, 4, 5]) * 3600.0).total_plasma["ethanol"] * 0.04607  # mg/L
    falls = -np.diff(level)
    assert falls[0] == pytest.approx(falls[1], rel=0.1)
    assert 120 < falls[0] < 250


def test_levetiracetam_and_valproate_come_to_their_published_levels():
    assert steady("valproate", "500 mg") == pytest.approx(64, rel=0.03)
    assert 12 < steady("levetiracetam", "1000 mg") < 46
