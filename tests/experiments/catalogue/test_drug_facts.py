"""The open facts about drugs: each has one role, and no fact that set a number passes for a prediction."""

import re
from pathlib import Path

import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.catalogue.drug_facts import ROLES, drug_facts, facts_text, role_of
from disinhibition.models.drugs.drug_numbers import drug_numbers
from disinhibition.models.parameters.references import references

ROOT = Path(__file__).parents[3]
KEYS = references().keys()
FACTS = list(drug_facts().values())


def test_all_open_facts_are_there_in_order() -> None:
    assert [fact.id for fact in FACTS] == [f"O{number}" for number in range(1, 39)]


@pytest.mark.parametrize("fact", FACTS, ids=[fact.id for fact in FACTS])
def test_a_fact_has_one_role_and_what_it_set_is_in_the_tables(fact) -> None:
    assert fact.role in ROLES
    assert bool(fact.entries) == (fact.role == "construction")
    assert set(fact.entries) <= set(drug_numbers())
    assert fact.sources and set(fact.sources) <= KEYS
    assert fact.rows or fact.why, "neither a row looks at it nor is it said why none does"


def test_command_prints_every_fact_with_its_role(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["drugs", "--facts"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("38 open facts: 7 construction, 31 prediction")
    assert re.search(r"^O33  construction: Corticotropin", printed, re.MULTILINE)
    assert "set: mechanisms.corticotropin.restoration.most" in printed
    assert "rows: Dc-midazolam, Dc-severity" in printed
    assert printed.rstrip("\n") == facts_text()


def test_role_of_a_row_is_that_of_its_fact() -> None:
    assert role_of("O8") == "prediction"
    assert role_of("O17") == "construction"
