"""Readings of conflicting findings: named, with a default; parts of an entry hold under one reading only."""

import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs.drug_tables import tables_of
from disinhibition.models.drugs.mechanisms.readings import READINGS, agonist_need, check_readings, under_readings

ENTRIES = [entry for agents in tables_of("mechanisms").values() for entry in agents.values()]


def whens(node: dict) -> list[str]:
    """Every ``when`` in an entry and below it."""
    below = [found for child in node.values() if hasattr(child, "items") for found in whens(child)]
    return [*below, *([str(node["when"])] if "when" in node else [])]


def test_every_reading_of_the_tables_exists() -> None:
    found = [when for entry in ENTRIES for when in whens(entry)]
    assert found
    for when in found:
        conflict, _, reading = when.partition(".")
        assert reading in READINGS[conflict]


def test_the_first_reading_is_the_default_and_what_is_given_wins() -> None:
    assert check_readings({}) == {name: choices[0] for name, choices in READINGS.items()}
    assert check_readings({"sv2a": "pool"}) == {**check_readings({}), "sv2a": "pool"}


def test_truth_values_of_yaml_are_on_and_off() -> None:
    assert check_readings({"opioid_nmda": True, "opioid_mu": False}) == {
        **check_readings({}), "opioid_nmda": "on", "opioid_mu": "off"
    }  # fmt: skip


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r"did you mean 'readings\.opioid_mu'"):
        check_readings({"opioid_my": "on"})
    with pytest.raises(UserError, match="there are opioid_mu"):
        check_readings({"xyz": "on"})
    with pytest.raises(ValueError, match="there are on and off"):
        check_readings({"opioid_mu": "perhaps"})


def test_parts_of_another_reading_are_left_out_with_all_below_them() -> None:
    entry = {"a": {"when": "sv2a.pool", "b": {"c": 1}}, "d": {"when": "sv2a.refill", "e": 2}, "f": 3}
    assert under_readings(entry, check_readings({})) == {"d": {"e": 2}, "f": 3}
    assert under_readings(entry, check_readings({"sv2a": "pool"})) == {"a": {"b": {"c": 1}}, "f": 3}


def test_only_tolerant_patients_need_more_and_only_of_mu_agonists() -> None:
    assert agonist_need(check_readings({})) == {}
    assert agonist_need(check_readings({"opioid_patient": "tolerant"})) == {"mu": 7.0}
