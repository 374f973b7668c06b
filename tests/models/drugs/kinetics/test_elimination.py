"""Elimination: kidneys, age and saturation."""

from dataclasses import replace

import numpy as np
import pytest

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import read_regimen
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.kinetics.elimination import ageing_share, clearance, clearance_share, elimination_shares
from disinhibition.models.parameters.sourced import Sourced

DAY = 86400.0


def steady(agent, dose, every="12 h", patient=None):
    """Mean total plasma concentration in mg/L on day 60."""
    patient = patient or Patient()
    doses = read_regimen([{"agent": agent, "dose": dose, "every": every, "for": "60 d", "route": "oral"}], patient)
    level = course(doses, patient, np.linspace(59, 60, 24, endpoint=False) * DAY).total_plasma[agent]
    return np.mean(level) * kinetics_of(agent)["molar_mass"].value / 1e3


def test_renal_share_follows_the_filtration_rate():
    assert clearance_share(kinetics_of("m3g"), Patient(gfr=15)) == pytest.approx(0.15)
    assert clearance_share(kinetics_of("cefepime"), Patient(gfr=0)) == pytest.approx(0.13)
    assert clearance_share(kinetics_of("fentanyl"), Patient(gfr=15)) == 1


def test_clearance_falls_with_age_but_never_to_nothing():
    entry = kinetics_of("lorazepam")
    shares = [clearance_share(entry, Patient(age=age)) for age in (20, 40, 80, 110)]
    assert shares[0] == shares[1] == 1
    assert shares[2] == pytest.approx(0.8)
    assert 0 < shares[3] < shares[2]


@pytest.mark.parametrize("agent", agent_names())
def test_what_is_eliminated_goes_somewhere_and_in_health_as_the_table_says(agent):
    for patient in (Patient(), Patient(gfr=0), Patient(gfr=200), Patient(age=100, gfr=15)):
        shares = elimination_shares(kinetics_of(agent), patient)
        assert sum(shares.values()) == pytest.approx(1) and min(shares.values()) >= 0
    healthy = elimination_shares(kinetics_of(agent), Patient())
    for name, metabolite in kinetics_of(agent).get("metabolites", {}).items():
        assert healthy[name] == pytest.approx(metabolite["fraction"].value)


def test_kidneys_make_no_metabolite_so_that_its_formation_stays_as_they_fail():
    for agent, below in (("primidone", "phenobarbital"), ("tramadol", "m1")):
        entry = kinetics_of(agent)
        formed = [clearance_share(entry, p) * elimination_shares(entry, p)[below] for p in (Patient(), Patient(gfr=0))]
        assert formed[1] == pytest.approx(formed[0])
    entry = kinetics_of("hydromorphone")  # its metabolism falls with the kidneys
    assert elimination_shares(entry, Patient(gfr=0)) == elimination_shares(entry, Patient())


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


@pytest.mark.parametrize(
    ("agent", "dose", "low", "high"),
    [("clonazepam", "1 mg", 0.015, 0.07), ("phenobarbital", "60 mg", 10, 40), ("valproate", "500 mg", 50, 100),
     ("levetiracetam", "1000 mg", 12, 46), ("brivaracetam", "50 mg", 0.2, 2), ("piracetam", "12 g", 200, 290),
     ("lamotrigine", "100 mg", 3, 14), ("gabapentin", "900 mg", 2, 20), ("zonisamide", "200 mg", 10, 40),
     ("carbamazepine", "400 mg", 4, 12), ("perampanel", "4 mg", 0.18, 1), ("methadone", "20 mg", 0.1, 0.5),
     ("sertraline", "50 mg", 0.02, 0.2), ("amitriptyline", "75 mg", 0.05, 0.2), ("clozapine", "200 mg", 0.35, 0.6),
     ("haloperidol", "5 mg", 0.001, 0.01), ("baclofen", "30 mg", 0.08, 0.4)],
)  # fmt: skip
def test_a_usual_dose_twice_a_day_gives_a_usual_level(agent, dose, low, high):
    assert low < steady(agent, dose) < high


def test_ageing_takes_its_share_of_every_decade_beyond_40_and_leaves_a_fifth():
    entry = next(kinetics_of(agent) for agent in agent_names() if "ageing" in kinetics_of(agent))
    fall = entry["ageing"].value
    assert ageing_share(entry, Patient(age=40)) == ageing_share(entry, Patient(age=20)) == 1
    assert ageing_share(entry, Patient(age=70)) == pytest.approx(1 - 3 * fall)
    steep = {"ageing": replace(entry["ageing"], value=0.5)}
    assert ageing_share(steep, Patient(age=110)) == 0.2


def test_a_clearance_per_kg_is_in_proportion_to_weight_and_any_other_with_its_power_three_quarters():
    per_kg, adult = (Sourced(6.0, unit, 0, 9, "guess", "", "guess", "", "") for unit in ("L/h/kg", "L/h"))
    assert clearance(per_kg, Patient(weight=35)) == pytest.approx(6 * 35 / 3600)
    assert clearance(adult, Patient(weight=70)) == pytest.approx(6 / 3600)
    assert clearance(adult, Patient(weight=35)) == pytest.approx(6 / 3600 * 0.5**0.75)


@pytest.mark.parametrize("agent", [a for a in agent_names() if not {"ageing", "local"} & kinetics_of(a).keys()])
def test_what_the_table_does_not_say_to_age_is_cleared_alike_at_every_age(agent):
    assert clearance_share(kinetics_of(agent), Patient(age=90)) == pytest.approx(1.0)
