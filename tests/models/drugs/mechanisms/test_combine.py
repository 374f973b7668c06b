"""Factors of one key multiply; those of GIRK, which is a sum of channels, add up."""

import pytest

from disinhibition.models.drugs.mechanisms.combine import combined, girk_factor, spread
from disinhibition.models.parameters.sourced import load_table, replaced_tables
from disinhibition.models.parameters.table_numbers import tables_with


def test_factors_of_one_key_multiply_and_others_stay() -> None:
    assert combined({"nicotinic": 0.5}, {"nicotinic": 0.4, "release.pv": 2.0}) == {"nicotinic": 0.2, "release.pv": 2.0}


def test_conductances_of_girk_add() -> None:
    assert combined({"girk.pv": 3.0}, {"girk.pv": 2.0}, {"girk.pv": 1.5}) == {"girk.pv": 4.5}


def test_two_agents_that_open_one_conductance_open_the_sum_of_it(factors) -> None:
    given = ({"morphine": 0.1, "baclofen": 5}, {"morphine": 0.1}, {"baclofen": 5})
    both, morphine, baclofen = (factors(**levels)["girk.pv"] for levels in given)
    assert both - 1 == pytest.approx((morphine - 1) + (baclofen - 1))
    assert min(morphine, baclofen) > 2


def test_a_share_of_the_leak_is_relative_to_what_is_open_at_rest() -> None:
    resting = load_table("receptors")["girk"]["share"].value
    assert girk_factor(2 * resting) == pytest.approx(3)


def test_a_parameter_set_in_which_no_girk_is_open_is_refused() -> None:
    with replaced_tables(tables_with({"receptors.girk.share": 0.0})), pytest.raises(ValueError, match=r"girk\.share=0"):
        girk_factor(0.1)


def test_one_factor_is_given_to_several_keys() -> None:
    assert spread("receptors", ("ampa.all", "nmda.all"), 1.1) == {"receptors.ampa.all": 1.1, "receptors.nmda.all": 1.1}
