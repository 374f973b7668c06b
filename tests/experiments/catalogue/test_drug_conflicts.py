"""Conflicts of the literature on drugs: both sides of each can be run, and give something else."""

from itertools import combinations
from typing import Any

import pytest
import yaml

from disinhibition.experiments import cli
from disinhibition.experiments.catalogue.drug_conflicts import Conflict, conflicts_text, drug_conflicts
from disinhibition.experiments.config.medication import read_medication
from disinhibition.models.drugs.mechanisms import READINGS

CONFLICTS = list(drug_conflicts().values())


def factors(words: tuple[str, ...]) -> dict[str, float]:
    """What the words of a side do, as a config they would compose to."""
    config: dict[str, Any] = {}
    for word in words:
        key, _, value = word.partition("=")
        below = config
        for name in key.split(".")[:-1]:
            below = below.setdefault(name, {})
        below[key.split(".")[-1]] = yaml.safe_load(value)
    return dict(read_medication(config, {}, 1.0).factors)


def test_every_conflict_of_the_register_is_there() -> None:
    assert [conflict.id for conflict in CONFLICTS] == [f"C{number}" for number in range(1, 14)]


@pytest.mark.parametrize("conflict", CONFLICTS, ids=[conflict.id for conflict in CONFLICTS])
def test_both_sides_run_and_differ_or_it_is_said_why_not(conflict: Conflict) -> None:
    assert conflict.why or len(conflict.ways) > 1
    found = [factors(conflict.given + way) for way in conflict.ways]
    for one, other in combinations(found, 2):
        assert one != other


def test_the_first_side_is_the_default() -> None:
    for conflict in CONFLICTS:
        for word in conflict.ways[0] if conflict.ways else ():
            key, _, value = word.partition("=")
            if key.startswith("readings."):
                assert READINGS[key.removeprefix("readings.")][0] == value, word


def test_every_reading_is_a_side_of_a_conflict_or_a_documented_choice() -> None:
    named = {word.partition("=")[0].removeprefix("readings.") for c in CONFLICTS for way in c.ways for word in way}
    others = {"benzodiazepine_overdose", "gabapentinoid", "baclofen_inward", "muscarinic", "chloride_load"}
    assert set(READINGS) - named == others


def test_command_prints_the_words_of_each_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["drugs", "--conflicts"]) == 0
    printed = capsys.readouterr().out
    assert printed.rstrip("\n") == conflicts_text()
    assert "disinhibition run concentration.propofol=5 readings.propofol_glycine=on" in printed
    assert "There is no diaphragm in the model." in printed
