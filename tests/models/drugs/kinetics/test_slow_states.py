"""Tolerance, adaptation, desensitisation and loading over hours to weeks."""

from functools import cache

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from disinhibition.errors import UserError
from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose, read_regimen
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of
from disinhibition.models.drugs.kinetics.course import course
from disinhibition.models.drugs.kinetics.slow_states import slow_states

HOUR, DAY = 3600.0, 86400.0


def held(agent, level, span, count=2001):
    """States of an agent whose free concentration in uM stays where it is."""
    stops = np.linspace(0, span, count)
    return stops, slow_states(stops, {agent: np.full(count, level)})


@cache
def clonazepam(daily):
    times = np.linspace(0, 90, 4321) * DAY
    entry = {"agent": "clonazepam", "dose": f"{daily / 2} mg", "every": "12 h", "for": "60 d", "route": "oral"}
    return times / DAY, course(read_regimen([entry], Patient()), Patient(), times)


@pytest.mark.parametrize(
    ("daily", "a", "b", "peak", "later", "last", "worst", "after"),
    [(3, 0.10, 0.06, 1.22, 1.16, 1.13, 0.98, 9), (3, 0.25, 0.15, 1.19, 1.06, 1.02, 0.92, 5),
     (6, 0.10, 0.06, 1.31, 1.20, 1.16, 0.97, 10), (6, 0.25, 0.15, 1.27, 1.07, 1.00, 0.90, 6)],
)  # fmt: skip
def test_tolerance_and_rebound_meet_the_check_values(daily, a, b, peak, later, last, worst, after):
    # Index of inhibition over excitation of a mechanism with a share of 0.9 sensitive synapses and K = 20 nM
    day, done = clonazepam(daily)
    bound = done.free["clonazepam"] / (done.free["clonazepam"] + 0.02)
    coupled = 0.9 * done.states["clonazepam.tolerance"] * bound
    adapted = done.states["clonazepam.adaptation"]
    index = (1 + 0.2 * coupled) * (1 + 0.6 * coupled) * (1 - a * adapted) / (1 + b * adapted)
    mean = [np.mean(index[(day >= at) & (day < at + 1)]) for at in range(90)]
    assert max(mean) == pytest.approx(peak, rel=0.02)
    assert [mean[13], mean[59]] == pytest.approx([later, last], rel=0.02)
    assert min(mean[60:]) == pytest.approx(worst, rel=0.02)
    assert np.argmin(mean[60:]) == pytest.approx(after, abs=1.5)


def test_a_state_goes_to_its_target_with_its_time_constant():
    stops, states = held("clonazepam", 0.02, 60 * DAY)
    assert states["clonazepam.tolerance"][0] == 1
    assert states["clonazepam.adaptation"][0] == 0
    target = 1 - 0.5 * 0.5 / (0.5 + 0.2)
    assert states["clonazepam.tolerance"] == pytest.approx(target + (1 - target) * np.exp(-stops / (7 * DAY)))
    assert states["clonazepam.adaptation"] == pytest.approx(0.5 * (1 - np.exp(-stops / (7 * DAY))))


def test_coupling_falls_slowly_and_recovers_faster():
    day, done = clonazepam(6)
    tolerance = done.states["clonazepam.tolerance"]
    assert tolerance[day <= 59].min() < 0.7
    assert tolerance[day >= 85].max() > 0.9
    assert np.all(np.diff(tolerance[(day > 1) & (day < 10)]) < 1e-9)


def test_benzodiazepines_share_their_tolerance():
    times = np.linspace(0, 20, 200) * DAY
    entries = [
        {"agent": agent, "dose": dose, "every": "12 h", "for": "20 d", "route": "oral"}
        for agent, dose in (("clonazepam", "1 mg"), ("diazepam", "10 mg"))
    ]
    both = course(read_regimen(entries, Patient()), Patient(), times).states
    alone = course(read_regimen(entries[:1], Patient()), Patient(), times).states
    assert both["clonazepam.tolerance"] == pytest.approx(both["diazepam.tolerance"])
    assert both["clonazepam.tolerance"][-1] < alone["clonazepam.tolerance"][-1]


def test_mu_signalling_desensitises_within_the_hour_and_naloxone_prevents_it():
    _, states = held("morphine", 0.65, 3 * HOUR)
    assert states["morphine.desensitisation"][-1] == pytest.approx(1 - 0.5 * 0.8 * 0.65 / (0.65 + 0.0234), rel=0.01)
    stops = np.linspace(0, 3 * HOUR, 100)
    free = {"morphine": np.full(100, 0.65), "naloxone": np.full(100, 1.0)}
    assert slow_states(stops, free)["morphine.desensitisation"][-1] > 0.98


def test_levetiracetam_loads_inhibitory_terminals_first():
    _, states = held("levetiracetam", 100.0, 2 * HOUR)
    assert states["levetiracetam.loading_inhibitory"][-1] > 95
    assert 40 < states["levetiracetam.loading_excitatory"][-1] < 55


def test_autoreceptors_lose_sensitivity_over_two_weeks():
    times = np.array([1, 14, 60]) * DAY
    entry = {"agent": "sertraline", "dose": "50 mg", "every": "24 h", "for": "60 d", "route": "oral"}
    left = course(read_regimen([entry], Patient()), Patient(), times).states["sertraline.autoreceptor"]
    assert left[0] > 0.9
    assert 0.35 < left[1] < 0.65
    assert left[2] < 0.35


def test_corticotropin_acts_over_weeks_though_it_is_gone_within_hours():
    doses = [Dose("corticotropin", "intravenous", 1.0)]
    done = course(doses, Patient(), np.array([HOUR, 6 * HOUR]))
    assert done.free["corticotropin"][1] < 1e-3 * done.free["corticotropin"][0]
    assert done.states["corticotropin.restoration"][1] > 0.5 * done.states["corticotropin.restoration"][0] > 0


def test_a_tolerant_patient_desensitises_as_little_as_one_with_a_seventh_of_the_level():
    stops = np.linspace(0, DAY, 101)
    strong = slow_states(stops, {"morphine": np.full(101, 0.7)}, {"mu": 7.0})
    weak = slow_states(stops, {"morphine": np.full(101, 0.1)})
    naive = slow_states(stops, {"morphine": np.full(101, 0.7)})
    assert strong["morphine.desensitisation"] == pytest.approx(weak["morphine.desensitisation"])
    assert strong["morphine.desensitisation"][-1] > naive["morphine.desensitisation"][-1] + 0.05


def test_every_law_of_the_tables_is_known():
    with pytest.raises(UserError):
        slow_states(np.array([0.0, 1.0]), {"no_such_agent": np.zeros(2)})
    for agent in ("gabapentin", "pregabalin", "valproate", "heroin"):
        assert all("law" in entry for entry in kinetics_of(agent).get("states", {}).values())


TARGETS = {
    "uncoupling": lambda drive, entry: 1 - entry["depth"].value * drive / (drive + entry["threshold"].value),
    "desensitisation": lambda drive, entry: 1 - entry["depth"].value * drive,
    "following": lambda drive, entry: drive,
    "lagging": lambda drive, entry: drive,
}
STATES = [(agent, name) for agent in agent_names() for name in kinetics_of(agent).get("states", {})]


@pytest.mark.parametrize(("agent", "name"), STATES)
def test_a_state_follows_its_first_order_law_up_and_down(agent, name):
    """Beside an integration by scipy, for a level that is there for two time constants and then gone."""
    entry = kinetics_of(agent)["states"][name]
    if "site" in entry:
        bound = kinetics_of(agent)["binding"][entry["site"]]
        half, efficacy = bound["half"].si * 1e3, bound["efficacy"].value
    else:
        half, efficacy = (entry["half"].si * 1e3 if "half" in entry else 1.0), 1.0
    level, taus = 2 * half, (entry["falling"].si, entry["rising"].si)
    stops = np.linspace(0, 4 * max(taus), 2001)
    course = np.where(stops <= stops[1000], level, 0.0)
    found = slow_states(stops, {agent: course})[f"{agent}.{name}"]

    def slope(time, state):
        free = np.interp(time, stops, course)
        occupied = free if entry["law"] == "lagging" else efficacy * free / (free + half)
        away = TARGETS[entry["law"]](occupied, entry) - state
        return np.where(away < 0, away / taus[0], away / taus[1])

    naive = TARGETS[entry["law"]](0.0, entry)
    way = max(abs(found - naive).max(), 1e-12)
    assert way > 0.05 * (level if entry["law"] == "lagging" else 1)
    known = solve_ivp(slope, (0, stops[-1]), [naive], t_eval=stops[::100], rtol=1e-8, atol=1e-8 * way,
                      max_step=stops[-1] / 400)  # fmt: skip
    np.testing.assert_allclose(found[::100], known.y[0], atol=2e-3 * way)
