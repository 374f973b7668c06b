"""A drug may be called by any of its names wherever a config names one."""

from pathlib import Path

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.compose import compose_config, split_axes
from disinhibition.experiments.config.drug_names import regimen_called, with_agents
from disinhibition.experiments.config.medication import read_medication
from disinhibition.experiments.study.plan import plan_study


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("concentration.klonopin=0.02", "concentration.clonazepam=0.02"),
        ("+concentration.Klonopin=0.02", "+concentration.clonazepam=0.02"),
        ("concentration.5-HTP='10 uM'", "concentration.oxitriptan='10 uM'"),
        ("concentration.ms contin=1,2", "concentration.morphine=1,2"),
        ("concentration.klonopin", "concentration.clonazepam"),
        ("study.axes.concentration.keppra=[0,1]", "study.axes.concentration.levetiracetam=[0,1]"),
        ("drug_numbers.kinetics.klonopin.free=0.15", "drug_numbers.kinetics.clonazepam.free=0.15"),
        ("concentration={klonopin: 1}", "concentration={klonopin: 1}"),
        ("receptors.gaba_a.cortex=0.5", "receptors.gaba_a.cortex=0.5"),
    ],
)
def test_the_key_of_an_override_has_the_name_of_the_tables(given: str, written: str) -> None:
    assert with_agents(given) == written


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("concentration.kepra=1", "concentration.kepra: unknown agent 'kepra'; did you mean 'Keppra', which is lev"),
        ("concentration.donnatal=1", "concentration.donnatal: 'donnatal' is a name of phenobarbital and atropine"),
        ("concentration.dbs=1", "concentration.dbs: vim_stimulation is not given in doses; set stimulation.vim"),
    ],
)
def test_a_name_that_means_no_one_agent_is_refused_with_its_key(given: str, said: str) -> None:
    with pytest.raises(UserError) as told:
        with_agents(given)
    assert str(told.value).startswith(said)


def test_a_level_and_a_number_are_composed_under_the_name_of_the_tables() -> None:
    config = compose_config("run", ["concentration.klonopin=0.02", "drug_numbers.kinetics.klonopin.free=0.15"])
    assert config["concentration"] == {"clonazepam": 0.02}
    assert config["drug_numbers"]["kinetics"] == {"clonazepam": {"free": 0.15}}


def test_an_axis_has_the_name_of_the_tables() -> None:
    assert split_axes(["concentration.keppra=0,100"]).axes == {"concentration.levetiracetam": [0, 100]}


def test_a_column_of_a_table_of_points_has_the_name_of_the_tables(tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text("concentration.klonopin,seed\n0,1\n0.02,2\n")
    study = plan_study(["study.design=table", f"study.table={table}", f"study.path={tmp_path / 'study'}"])
    assert study.axes["concentration.clonazepam"] == [0, 0.02]


def test_a_level_inside_a_mapping_and_a_dose_may_have_any_name() -> None:
    by_trade_name = read_medication({"concentration": {"klonopin": 0.02}}, {}, 1.0)
    assert by_trade_name == read_medication({"concentration": {"clonazepam": 0.02}}, {}, 1.0)
    dose = {"dose": "500 mg", "route": "oral"}
    given, named = (
        read_medication({"drugs": [{"agent": agent, **dose}], "snapshot": "2 h"}, {}, 1.0)
        for agent in ("Keppra", "levetiracetam")
    )
    assert given == named and given.factors


def test_one_agent_under_two_names_is_refused() -> None:
    with pytest.raises(UserError, match="clonazepam is given twice, under two names"):
        read_medication({"concentration": {"klonopin": 0.02, "clonazepam": 0.01}}, {}, 1.0)


def test_a_regimen_is_found_by_the_name_of_its_agent() -> None:
    assert regimen_called("Keppra", ["levetiracetam"]) == "levetiracetam"
    assert regimen_called("Keppra", ["clonazepam"]) == "Keppra"
    assert regimen_called("nobody", ["clonazepam"]) == "nobody"
    drugs = compose_config("run", ["regimen=Keppra"])["drugs"]
    assert drugs and drugs == compose_config("run", ["regimen=levetiracetam"])["drugs"]
    assert split_axes(["regimen=none,keppra"]).axes == {"regimen": ["none", "levetiracetam"]}
