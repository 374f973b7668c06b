"""Propagation of a linear system and integration of one that is not."""

import numpy as np
import pytest
from scipy.linalg import expm

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose
from disinhibition.models.drugs.kinetics import solve
from disinhibition.models.drugs.kinetics.system import build_system, dose_jumps, with_metabolites

DOSES = [Dose("morphine", "oral", 30.0, 0.0), Dose("morphine", "intravenous", 5.0, 5000.0, 1800.0)]


def test_states_are_those_of_the_matrix_exponential():
    system = build_system(with_metabolites(["morphine"]), DOSES[:1], Patient())
    start = dose_jumps(system, DOSES[:1])[0.0]
    stops = np.array([0.0, 0.001, 1.234, 3599.999, 86400.0, 60 * 86400.0])
    exact = np.array([expm(system.matrix * stop) @ start for stop in stops])
    assert solve.solve(system, dose_jumps(system, DOSES[:1]), stops) == pytest.approx(exact, rel=1e-8, abs=1e-9)


def test_doses_add_up_whatever_lies_between_them():
    starts = [0.0, 0.5, 3600.0, 7200.0, 7200.001, 50_000.0]
    doses = [Dose("morphine", "oral", 10.0 + place, start) for place, start in enumerate(starts)]
    system = build_system(with_metabolites(["morphine"]), doses, Patient())
    stops = np.array([0.25, 7200.0, 86400.0])
    given = dose_jumps(system, doses)
    exact = [sum(expm(system.matrix * (t - s)) @ given[s] for s in starts if s <= t) for t in stops]
    assert solve.solve(system, given, stops) == pytest.approx(np.array(exact), rel=1e-9, abs=1e-12)


def test_integration_and_propagation_agree():
    system = build_system(with_metabolites(["morphine"]), DOSES, Patient())
    stops = np.linspace(0, 20000, 41)
    exact = solve.solve(system, dose_jumps(system, DOSES), stops)
    integrated = solve._integrated(system, {round(t * solve.TICK): j for t, j in dose_jumps(system, DOSES).items()},
                                   np.round(stops * solve.TICK).astype(int))  # fmt: skip
    assert integrated == pytest.approx(exact, rel=1e-4, abs=1e-4)


def test_stops_before_the_first_dose_are_empty():
    system = build_system(with_metabolites(["phenytoin"]), [Dose("phenytoin", "oral", 300.0, 100.0)], Patient())
    states = solve.solve(
        system, dose_jumps(system, [Dose("phenytoin", "oral", 300.0, 100.0)]), np.array([0.0, 99.0, 100.0])
    )
    assert np.all(states[:2] == 0)
    assert states[2].sum() == pytest.approx(300 / 252.3 * 1e3)


def test_no_stops_give_no_states():
    for agent in ("morphine", "phenytoin"):
        system = build_system(with_metabolites([agent]), [Dose(agent, "oral", 30.0)], Patient())
        assert solve.solve(system, dose_jumps(system, [Dose(agent, "oral", 30.0)]), np.zeros(0)).shape[0] == 0


def test_an_infusion_of_a_crooked_time_gives_its_whole_amount():
    for duration in (0.0004, 1 / 3, 1000 / 7):
        doses = [Dose("morphine", "intravenous", 10.0, 1.23456, duration)]
        system = build_system(with_metabolites(["morphine"]), doses, Patient())
        states = solve.solve(system, dose_jumps(system, doses), np.array([3600.0]))
        assert states[0, system.amounts].sum() == pytest.approx(10 / 285.3 * 1e3, rel=1e-9)
