"""Concentrations over time against the check values of the published parameter sets, and what holds for every drug."""

import time

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose, read_regimen
from disinhibition.models.drugs.drug_numbers import replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of
from disinhibition.models.drugs.kinetics import solve
from disinhibition.models.drugs.kinetics.binding import occupancy
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.levels import Levels

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
GIVEN = [
    (agent, route)
    for agent in agent_names()
    if "local" not in kinetics_of(agent)
    for route in kinetics_of(agent).get("routes", {})
]
HALF = "kinetics.clonazepam.binding.benzodiazepine.half"
BOLUS = Dose("morphine", "intravenous", 10.0)


def regimen(agent, dose, every="12 h", span="60 d", route="oral", patient=None):
    entry = {"agent": agent, "dose": dose, "every": every, "for": span, "route": route}
    return read_regimen([entry], patient or Patient())


def infusion(rate, patient):
    entry = {"agent": "morphine", "rate": rate, "route": "intravenous", "for": "72 h"}
    return read_regimen([entry], patient)


def effect(done, agent):
    """Total effect-site concentration in nM."""
    return 1e3 * done.free[agent] / kinetics_of(agent)["free"].value


def test_morphine_bolus_meets_the_check_values():
    done = course([BOLUS], Patient(), np.array([60, 180]) * MINUTE)
    assert 1e3 * done.total_plasma["morphine"] == pytest.approx([82, 28.8], rel=0.02)
    done = course([BOLUS], Patient(), np.array([15, 60, 180]) * MINUTE)
    assert effect(done, "morphine") == pytest.approx([47, 58.7, 53.7], rel=0.02)
    assert 1e3 * done.total_plasma["m3g"] == pytest.approx([282, 329, 259], rel=0.02)


def test_first_minutes_of_a_morphine_bolus_are_those_of_the_equations():
    # The check values at 5 and 15 min (679, 172 nM) are those of Euler steps of 30 s, 6 percent below the solution
    k10, k12, k13, k21, k31, ke0 = np.array([0.0705, 0.1273, 0.0183, 0.0260, 0.00163, 0.0050])

    def slope(_, a):
        out = (k10 + k12 + k13) * a[0]
        return [
            -out + k21 * a[1] + k31 * a[2], k12 * a[0] - k21 * a[1], k13 * a[0] - k31 * a[2], ke0 * (a[0] / 17.5 - a[3])
        ]  # fmt: skip

    run = solve_ivp(slope, (0, 15), [10e6 / 285.3, 0, 0, 0], t_eval=[5, 15], rtol=1e-10, atol=1e-9)
    done = course([BOLUS], Patient(), np.array([5, 15]) * MINUTE)
    assert 1e3 * done.total_plasma["morphine"] == pytest.approx(run.y[0] / 17.5, rel=1e-6)
    assert effect(done, "morphine") == pytest.approx(run.y[3], rel=1e-6)


def test_morphine_infusion_meets_the_check_values():
    times = np.array([3, 24]) * HOUR
    done = course(infusion("10 mg/h", Patient()), Patient(), times)
    assert 1e3 * done.total_plasma["morphine"] == pytest.approx([345, 455], rel=0.02)
    assert effect(done, "morphine") == pytest.approx([166, 448], rel=0.02)
    assert done.total_plasma["m3g"] == pytest.approx([0.90, 1.98], rel=0.02)
    more = course(infusion("50 mg/h", Patient()), Patient(), times)
    assert more.total_plasma["morphine"][1] == pytest.approx(2.3, rel=0.02)
    assert more.total_plasma["m3g"][1] == pytest.approx(9.9, rel=0.02)


def test_morphine_3_glucuronide_accumulates_when_the_kidneys_fail():
    patient = Patient(gfr=15)
    done = course(infusion("10 mg/h", patient), patient, np.array([3, 24, 72]) * HOUR)
    assert done.total_plasma["m3g"] == pytest.approx([1.34, 9.6, 13.6], rel=0.02)


@pytest.mark.parametrize(
    ("daily", "plasma", "free", "occupied", "in_vitro"),
    [(0.5, 4.8, 2.3, 0.10, 0.53), (1.5, 14.5, 6.9, 0.26, 0.77), (3, 28.9, 13.7, 0.41, 0.87),
     (6, 57.9, 27.5, 0.58, 0.93), (10, 96.5, 45.8, 0.70, 0.96)],
)  # fmt: skip
def test_clonazepam_steady_state_meets_the_check_values(daily, plasma, free, occupied, in_vitro):
    done = course(regimen("clonazepam", f"{daily / 2} mg"), Patient(), np.linspace(24, 25, 97) * DAY)
    assert np.mean(done.total_plasma["clonazepam"]) * 315.7 == pytest.approx(plasma, rel=0.02)
    mean = 1e3 * np.mean(done.free["clonazepam"])
    assert mean == pytest.approx(free, rel=0.02)
    for half, share in ((None, occupied), (2.0, in_vitro)):
        with replaced_drug_numbers({} if half is None else {HALF: half}):
            taken = float(occupancy("benzodiazepine", {"clonazepam": np.array(mean / 1e3)}))
        assert taken == pytest.approx(share, abs=0.01)


def test_etomidate_bolus_meets_the_check_values():
    (dose,) = read_regimen([{"agent": "etomidate", "dose": "0.3 mg/kg"}], Patient())
    times = np.arange(0, 601.0)
    total = effect(course([dose], Patient(), times), "etomidate") * 244.3e-6  # nM to mg/L
    assert times[np.argmax(total)] == pytest.approx(1.6 * MINUTE, rel=0.02)
    assert total.max() == pytest.approx(1.17, rel=0.02)
    assert total[300] == pytest.approx(0.53, rel=0.02)


@pytest.mark.parametrize(
    ("agent", "minutes"),
    [("midazolam", 4), ("morphine", 93.8), ("hydromorphone", 19.6), ("fentanyl", 3.69), ("methadone", 11.3),
     ("pethidine", 10), ("diazepam", 2.63), ("lorazepam", 26.3), ("naloxone", 1)],
)  # fmt: skip
def test_the_effect_of_a_bolus_peaks_when_published(agent, minutes):
    times = np.linspace(0, 3 * minutes * MINUTE, 1501)
    free = course([Dose(agent, "intravenous", 1.0)], Patient(), times).free[agent]
    assert times[np.argmax(free)] / MINUTE == pytest.approx(minutes, rel=0.02)


@pytest.mark.parametrize(("agent", "route"), GIVEN)
def test_nothing_is_lost_or_made(agent, route):
    most = kinetics_of(agent)["routes"][route]["largest"].si * 1e6
    doses = [Dose(agent, route, most, 0, HOUR * (route != "oral")), Dose(agent, route, most / 2, 9 * HOUR)]
    done = course(doses, Patient(gfr=30), np.linspace(0, 2 * DAY, 25))
    assert done.found == pytest.approx(done.given, rel=1e-6)
    assert done.given[-1] == pytest.approx(1.5 * most / kinetics_of(agent)["molar_mass"].value * 1e3)
    assert all(np.all(level >= -1e-9) and np.all(np.isfinite(level)) for level in done.free.values())


def test_nothing_is_lost_where_agents_interact_and_saturate():
    given = (("phenytoin", "150 mg"), ("valproate", "500 mg"), ("carbamazepine", "200 mg"), ("lamotrigine", "50 mg"))
    doses = [dose for agent, amount in given for dose in regimen(agent, amount, span="3 d")]
    done = course(doses, Patient(), np.linspace(0, 4 * DAY, 25))
    assert done.found == pytest.approx(done.given, rel=1e-6)


def test_a_dose_given_at_once_counts_from_its_moment_on():
    done = course([Dose("midazolam", "intravenous", 5.0, HOUR)], Patient(), np.array([HOUR - 0.001, HOUR]))
    assert done.total_plasma["midazolam"][0] == 0
    assert done.total_plasma["midazolam"][1] == pytest.approx(5e3 / 325.8 / 3.3)


def test_agents_that_share_a_metabolite_add_up_in_it():
    alone = [Dose("primidone", "oral", 250.0), Dose("phenobarbital", "oral", 100.0)]
    times = np.array([3 * DAY])
    together = course(alone, Patient(), times).total_plasma["phenobarbital"]
    apart = sum(course([dose], Patient(), times).total_plasma["phenobarbital"] for dose in alone)
    assert together == pytest.approx(apart, rel=1e-9)


def test_heroin_acts_through_six_mam_and_morphine():
    times = np.array([1, 20, 120]) * MINUTE
    levels = course([Dose("heroin", "intravenous", 10.0)], Patient(), times).total_plasma
    assert set(levels) == {"heroin", "six_mam", "morphine", "m3g", "m6g"}
    assert levels["heroin"][0] / levels["heroin"][1] == pytest.approx(2 ** (19 / 3), rel=0.1)  # half-life of 3 min
    assert levels["six_mam"][1] > levels["heroin"][1]
    assert levels["morphine"][2] > levels["six_mam"][2]
    oral = course([Dose("heroin", "oral", 10.0)], Patient(), times).total_plasma
    assert np.all(oral["heroin"] == 0) and np.all(oral["morphine"] > 0)


def test_norpethidine_accumulates_into_the_range_that_is_toxic():
    patient = Patient(gfr=15)
    doses = regimen("pethidine", "100 mg", "4 h", "5 d", "intravenous", patient)
    times = np.array([1, 5]) * DAY
    level = course(doses, patient, times).total_plasma["norpethidine"] * 0.2333  # mg/L
    healthy = course(doses, Patient(), times).total_plasma["norpethidine"] * 0.2333
    assert level[1] > 2 * level[0] > 0
    assert 0.4 < healthy[1] < 0.8 < level[1]


def test_without_a_dose_there_is_nothing():
    done = course([], Patient(), np.array([0.0, 1.0]))
    assert not done.free and not done.states
    assert done.at(0.5) == Levels()
    assert len(course([BOLUS], Patient(), np.zeros(0)).free["morphine"]) == 0


def test_levels_at_a_time_lie_on_the_line_between_two():
    done = course([BOLUS], Patient(), np.array([0.0, 10.0, 20.0]))
    assert done.at(15).free["morphine"] == pytest.approx(np.mean(done.free["morphine"][1:]))
    assert set(done.at(15).states) == {"morphine.desensitisation"}
    with pytest.raises(ValueError, match="time 21 s is outside the course"):
        done.at(21)


@pytest.mark.parametrize("times", [[10.0, 0.0], [-1.0, 0.0], [[0.0]]])
def test_times_out_of_order_are_refused(times):
    with pytest.raises(ValueError, match="one ascending row of times"):
        course([BOLUS], Patient(), np.array(times))


def test_a_course_does_not_depend_on_the_times_asked_for():
    doses = regimen("carbamazepine", "200 mg", span="3 d")
    few = course(doses, Patient(), np.array([2 * DAY]))
    many = course(doses, Patient(), np.linspace(0, 2 * DAY, 777))
    assert few.free["carbamazepine"][0] == pytest.approx(many.free["carbamazepine"][-1], rel=1e-4)
    doses = regimen("clonazepam", "2 mg", span="3 d")
    few = course(doses, Patient(), np.array([2 * DAY]))
    many = course(doses, Patient(), np.linspace(0, 2 * DAY, 777))
    assert few.free["clonazepam"][0] == pytest.approx(many.free["clonazepam"][-1], rel=1e-9)
    assert few.states["clonazepam.tolerance"][0] == pytest.approx(many.states["clonazepam.tolerance"][-1], rel=1e-3)


@pytest.mark.parametrize(
    ("agent", "dose", "route"),
    [("ethanol", "15 g", "oral"), ("phenytoin", "75 mg", "intravenous"), ("carbamazepine", "100 mg", "oral"),
     ("heroin", "5 mg", "intravenous"), ("morphine", "10 mg", "oral"), ("diazepam", "5 mg", "intravenous"),
     ("clonazepam", "1 mg", "oral"), ("levetiracetam", "500 mg", "intravenous")],
)  # fmt: skip
@pytest.mark.parametrize(("stops", "most"), [(1, 0.4), (500, 0.8)])
def test_sixty_days_take_a_fraction_of_a_second(agent, dose, route, stops, most):
    """The slowest agents of the tables, four times a day: metabolites, slow states, interactions, saturation.

    A run asks for one moment, a picture for hundreds. CPU time, and the best of six, so that it holds on a busy machine
    too.
    """
    doses = regimen(agent, dose, "6 h", route=route)
    times = np.linspace(60, 0, stops)[::-1] * DAY
    taken = []
    for _ in range(6):
        solve._propagators.cache_clear()
        begin = time.process_time()
        course(doses, Patient(), times)
        taken.append(time.process_time() - begin)
    assert min(taken) < most


def test_a_time_may_be_asked_for_twice_and_times_out_of_order_may_not():
    doses = regimen("clonazepam", "2 mg", span="1 d")
    twice = course(doses, Patient(), np.array([0.0, DAY, DAY]))
    assert twice.free["clonazepam"][1] == twice.free["clonazepam"][2] > 0
    for times in ([DAY, 0.0], [-1.0, 0.0]):
        with pytest.raises(ValueError, match="ascending row"):
            course(doses, Patient(), np.array(times))
