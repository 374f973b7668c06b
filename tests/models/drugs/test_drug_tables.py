"""The tables of drugs: every number sourced, every name known, no field that is unknown."""

import re
from pathlib import Path

import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs import drug_tables as tables
from disinhibition.models.drugs.drug_numbers import drug_numbers
from disinhibition.models.drugs.drug_tables import (
    FOLDERS,
    agent_names,
    check_entry,
    kinetics_of,
    mechanisms_of,
    tables_of,
)
from disinhibition.models.parameters.references import references
from disinhibition.models.parameters.sourced import read_table, walk

ROOT = Path(__file__).parents[3]
KEYS = references().keys()
# Those of the brief of the drugs, metabolites included
ASKED = re.findall(
    r"\w+",
    """
clonazepam diazepam midazolam lorazepam phenobarbital primidone propofol etomidate brexanolone ganaxolone corticotropin
valproate levetiracetam brivaracetam piracetam phenytoin lamotrigine gabapentin pregabalin zonisamide perampanel
morphine m3g m6g hydromorphone h3g fentanyl tramadol pethidine norpethidine methadone naloxone heroin six_mam sertraline
oxitriptan methysergide cyproheptadine ciprofloxacin cefepime ceftriaxone benzylpenicillin bicuculline picrotoxin
strychnine baclofen trihexyphenidyl atropine botulinum carbamazepine clozapine haloperidol amitriptyline ethanol
caffeine""",
)
WHOLE = """
  molar_mass: {value: 300, unit: g/mol}
  free: {value: 0.5, unit: "1"}
  volume: {value: 1, unit: L/kg}
  half_life: {value: 4, unit: h}
  routes: {oral: {largest: {value: 1, unit: mg}, daily: {value: 2, unit: mg}}}
"""


def entry(text: str) -> dict:
    return read_table("defaults: {source: guess, confidence: guess, range: 0.2}\nsample:" + text, "t")["sample"]


def test_every_agent_of_the_pharmacology_has_an_entry():
    assert set(ASKED) <= set(agent_names())


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_number_has_a_source_and_a_guess_says_so(folder):
    for table, agents in tables_of(folder).items():
        for place, number in walk(agents):
            assert number.source in KEYS, f"{folder}/{table}, {place}: {number.source} is not in references.bib"
            assert (number.source == "guess") == (number.confidence == "guess"), f"{folder}/{table}, {place}"


def test_metabolites_and_partners_of_interactions_are_agents():
    for agent in agent_names():
        for field in ("metabolites", "interactions"):
            assert set(kinetics_of(agent).get(field, {})) <= set(agent_names()), agent


def test_shares_are_shares():
    shares = ("free", "renal", "bioavailability", "fraction", "first_pass")
    for agent in agent_names():
        for place, number in walk(kinetics_of(agent)):
            if place.split(".")[-1] in shares:
                assert number.low >= 0 and number.high <= 1, f"{agent}.{place}"


def test_unknown_agent_names_the_nearest():
    for reader in (kinetics_of, mechanisms_of):
        with pytest.raises(UserError, match=r"unknown agent 'clonazepan'; did you mean 'clonazepam'"):
            reader("clonazepan")


def test_an_agent_without_mechanisms_is_no_error(monkeypatch):
    known = {name: kinetics_of(name) for name in ("pema", "clonazepam")}
    monkeypatch.setattr(tables, "_agents", {"kinetics": known, "mechanisms": {"clonazepam": {"site": 1}}}.get)
    assert mechanisms_of("pema") == {}
    assert mechanisms_of("clonazepam") == {"site": 1}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("  volum: {value: 1, unit: L}", "unknown field 'volum'; did you mean 'volume'"),
        ("  renal: {value: 0.5, unit: L}", "renal must be a number in 1"),
        ("  states: {loading: {law: {value: 1, unit: '1'}}}", "states.loading.law must be a name"),
        ("  clearances: [{value: 1, unit: L/h}]", "give volumes and clearances, or a volume with one of"),
        ("  metabolites: {m3g: {fraction: {value: 0.8, unit: '1'}}, m6g: {fraction: {value: 0.3, unit: '1'}}}",
         "more of it becomes metabolites"),
        ("  routes: {oral: {largest: {value: 1, unit: mg}}}", "route oral has no largest or no daily amount"),
    ],
)  # fmt: skip
def test_a_faulty_entry_is_refused_by_name(change, message):
    check_entry(entry(WHOLE), "table t, sample")
    lines = WHOLE.splitlines()
    kept = [line for line in lines if not line.startswith(change.split(":")[0] + ":")]
    with pytest.raises(ValueError, match=f"^table t, sample: {message}"):
        check_entry(entry("\n".join([*kept, change])), "table t, sample")


def test_a_work_that_a_note_names_is_a_reference():
    for name, number in drug_numbers().items():
        named = re.findall(r"\b[a-z]+(?:19|20)\d\d[a-z]*\b", number.note)
        assert set(named) <= references().keys(), name
