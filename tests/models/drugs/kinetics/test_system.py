"""The equations of a group: nothing is made or lost, groups are independent, doses enter where their route leads."""

import numpy as np
import pytest

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of
from disinhibition.models.drugs.kinetics.interactions import interactions
from disinhibition.models.drugs.kinetics.system import (
    build_system,
    coupled_groups,
    dose_jumps,
    entry_point,
    with_metabolites,
)

SYSTEMIC = [agent for agent in agent_names() if "local" not in kinetics_of(agent)]


def test_metabolites_follow_their_agents_and_each_comes_once() -> None:
    assert with_metabolites(["morphine"]) == ("morphine", "m3g", "m6g")
    found = with_metabolites(["diazepam", "nordazepam", "diazepam"])
    assert found[0] == "diazepam" and len(found) == len(set(found))


def test_groups_hold_every_agent_once_and_share_no_metabolite_and_no_interaction() -> None:
    groups = coupled_groups(SYSTEMIC)
    members = [name for group in groups for name in group]
    assert sorted(members) == sorted(with_metabolites(SYSTEMIC))
    for group in groups:
        inside = set(group)
        assert all(set(kinetics_of(name).get("metabolites", {})) <= inside for name in group)
    of = {name: number for number, group in enumerate(groups) for name in group}
    assert all(of[one.source] == of[one.target] for one in interactions(members))


@pytest.mark.parametrize("agent", SYSTEMIC)
def test_what_leaves_one_compartment_enters_another(agent: str) -> None:
    routes = kinetics_of(agent).get("routes", {})
    doses = [Dose(agent, route, 10.0) for route in routes]
    for group in coupled_groups([agent]):
        system = build_system(group, doses, Patient())
        amounts = np.flatnonzero(system.amounts)
        columns = system.matrix[np.ix_(amounts, amounts)].sum(axis=0)
        np.testing.assert_allclose(columns, 0, atol=1e-15)
        assert all(sum(share for _, share in flow.outlet) == pytest.approx(0) for flow in system.flows)


def test_a_swallowed_dose_enters_a_depot_and_an_injected_one_the_plasma() -> None:
    assert entry_point(Dose("morphine", "oral", 10.0), "morphine") == "morphine.morphine.oral"
    assert entry_point(Dose("morphine", "oral", 10.0), "m3g") == "m3g.morphine.oral"
    assert entry_point(Dose("morphine", "intravenous", 10.0), "morphine") == "morphine"
    assert entry_point(Dose("morphine", "oral", 10.0), "lost") == "lost"


def test_a_dose_given_at_once_is_one_jump_of_its_whole_amount() -> None:
    dose = Dose("morphine", "intravenous", 10.0, start=60.0)
    system = build_system(coupled_groups(["morphine"])[0], [dose], Patient())
    ((time, change),) = dose_jumps(system, [dose]).items()
    assert time == 60.0
    assert change.sum() == pytest.approx(10.0 / kinetics_of("morphine")["molar_mass"].value * 1e3)


def test_an_infusion_turns_its_rate_on_and_off_again() -> None:
    dose = Dose("morphine", "intravenous", 10.0, start=60.0, duration=100.0)
    system = build_system(coupled_groups(["morphine"])[0], [dose], Patient())
    found = dose_jumps(system, [dose])
    rate = 10.0 / kinetics_of("morphine")["molar_mass"].value * 1e3 / 100
    assert list(found) == [60.0, 160.0]
    assert found[60.0][system.index["morphine.input"]] == pytest.approx(rate)
    np.testing.assert_array_equal(found[160.0], -found[60.0])
