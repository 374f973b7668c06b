"""What a number can be by unit and name, and that the reader refuses what cannot be."""

import math
import re

import pytest

from disinhibition.models.drugs.drug_numbers import drug_numbers
from disinhibition.models.parameters.allowed_ranges import (
    FRACTIONS,
    MAY_BE_ZERO,
    POSITIVE,
    SIGNED,
    bounds,
    refused,
)
from disinhibition.models.parameters.sourced import SI, read_table
from disinhibition.models.parameters.table_numbers import all_numbers


def entry(name: str, unit: str, low: float, high: float) -> str:
    words = f"value: {low}, low: {low}, high: {high}, unit: '{unit}', source: guess, confidence: guess"
    return f"projections: {{l23_pt: {{{name}: {{{words}}}}}}}"


@pytest.mark.parametrize(
    ("name", "unit", "low", "high", "said"),
    [
        ("probability", "1", 20, 20, "reaches from 20 to 20, but 'probability' has to be between 0 and 1"),
        ("probability", "1", 0.8, 1.1, "reaches from 0.8 to 1.1, but 'probability' has to be between 0 and 1"),
        ("release", "1", -0.1, 0.5, "reaches from -0.1 to 0.5, but 'release' has to be between 0 and 1"),
        ("decay", "ms", 0, 5, "reaches from 0 to 5 ms, but 'decay' has to be above 0"),
        ("decay", "ms", -5, 5, "reaches from -5 to 5 ms, but 'decay' has to be above 0"),
        ("weight", "nS", -1, 5, "reaches from -1 to 5 nS, but 'weight' has to be 0 or more"),
        ("leak_conductance", "nS", 0, 5, "reaches from 0 to 5 nS, but 'leak_conductance' has to be above 0"),
        ("delay", "ms", -1, 5, "reaches from -1 to 5 ms, but 'delay' has to be 0 or more"),
        ("ia_cv", "1", -1, 5, "reaches from -1 to 5, but 'ia_cv' has to be 0 or more"),
        ("hill", "1", 0, 5, "reaches from 0 to 5, but 'hill' has to be above 0"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_with_file_and_entry(name, unit, low, high, said):
    told = re.escape(f"models/tables/made.yaml, projections.l23_pt.{name}: {said}")
    with pytest.raises(ValueError, match=f"^{told}$"):
        read_table(entry(name, unit, low, high), "models/tables/made.yaml")


@pytest.mark.parametrize(
    ("name", "unit", "low", "high"),
    [
        ("probability", "1", 0, 1),
        ("weight", "nS", 0, 5),
        ("spacing", "ms", 0, 0),
        ("reversal", "mV", -90, -70),
        ("most", "1", -1, 33000),
        ("ia_cv", "1", 0, 5),
    ],
)
def test_what_can_be_is_read(name, unit, low, high):
    assert not refused(f"projections.l23_pt.{name}", unit, low, high)
    read_table(entry(name, unit, low, high), "made")


def test_counts_are_above_zero():
    assert refused("sizes.l23", "1", 0, 5) and not refused("sizes.l23", "1", 1, 5)


def test_the_items_of_a_list_have_the_bounds_of_the_list():
    assert bounds("clonazepam.volumes.0", "L") == (math.ulp(0.0), math.inf)
    assert refused("clonazepam.volumes.0", "L", 0, 5) == "reaches from 0 to 5 L, but 'volumes' has to be above 0"


def test_every_word_of_the_rules_is_a_unit_or_the_name_of_a_number():
    names = {name.rstrip(".0123456789").rpartition(".")[2] for name in (*all_numbers(), *drug_numbers())}
    assert names >= FRACTIONS | POSITIVE | MAY_BE_ZERO
    assert SI.keys() >= SIGNED


def test_an_item_of_a_list_is_bounded_as_the_list_is() -> None:
    assert (
        bounds("projections.l23_pt.probability.0", "1") == bounds("projections.l23_pt.probability", "1") == (0.0, 1.0)
    )
