"""What one agent does to the clearance of another."""

import numpy as np
import pytest

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import read_regimen
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.kinetics.interactions import interactions
from disinhibition.models.drugs.kinetics.system import coupled_groups

DAY = 86400.0


def entry(agent, dose, span="60 d"):
    return {"agent": agent, "dose": dose, "every": "12 h", "for": span, "route": "oral"}


def levels(*entries, times):
    return course(read_regimen(entries, Patient()), Patient(), times).total_plasma


def test_only_agents_that_are_present_interact():
    assert interactions(["lamotrigine", "clonazepam"]) == ()
    assert {(one.source, one.target) for one in interactions(["lamotrigine", "valproate"])} == {
        ("valproate", "lamotrigine")
    }
    assert coupled_groups(["lamotrigine", "clonazepam"]) == [("lamotrigine",), ("clonazepam",)]
    assert coupled_groups(["lamotrigine", "valproate"]) == [("lamotrigine", "valproate")]


def test_valproate_doubles_lamotrigine():
    times = np.linspace(49, 50, 49) * DAY
    alone = np.mean(levels(entry("lamotrigine", "100 mg"), times=times)["lamotrigine"])
    both = levels(entry("lamotrigine", "100 mg"), entry("valproate", "500 mg"), times=times)
    assert np.mean(both["lamotrigine"]) / alone == pytest.approx(2, rel=0.05)


def test_an_inhibitor_that_is_stopped_lets_go():
    times = np.array([59, 90]) * DAY
    short = levels(entry("lamotrigine", "100 mg", "91 d"), entry("valproate", "500 mg", "60 d"), times=times)
    alone = levels(entry("lamotrigine", "100 mg", "91 d"), times=times)["lamotrigine"]
    assert short["lamotrigine"][0] > 1.8 * alone[0]
    assert short["lamotrigine"][1] == pytest.approx(alone[1], rel=0.05)


def test_carbamazepine_lowers_its_own_level_over_days():
    times = np.array([2, 4, 20, 40]) * DAY
    level = levels(entry("carbamazepine", "400 mg"), times=times)["carbamazepine"]
    assert level[1] > 1.3 * level[2]
    assert level[2] == pytest.approx(level[3], rel=0.05)


def test_induction_takes_days_and_inhibition_does_not():
    assert all(one.onset >= DAY for one in interactions(["carbamazepine", "lamotrigine"]))
    assert all(one.onset == 0 for one in interactions(["valproate", "lamotrigine"]))
