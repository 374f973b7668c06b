"""A value of an axis is the number that was meant, and equal values are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinhibition.experiments.config.design.coordinate_values import distinct, rounded


def test_a_value_is_the_number_that_was_meant() -> None:
    assert repr(rounded(0.1 + 0.05)) == "0.15"
    assert repr(rounded(-0.0)) == "0.0"
    assert rounded("0.1") == "0.1"
    assert rounded(3) == 3
    assert rounded(True) is True


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_changes_nothing(value: float) -> None:
    assert rounded(rounded(value)) == rounded(value)
    assert rounded(value) == pytest.approx(value, rel=1e-11, abs=0)


def test_what_is_there_already_is_left_out_where_it_comes_again() -> None:
    assert distinct([2, 1, 2.0, 1, True]) == [2, 1, True]
    assert distinct([{"a": 1, "b": ["x"]}, {"a": 1.0, "b": ["x"]}, {"a": 1, "b": ["y"]}]) == [
        {"a": 1, "b": ["x"]},
        {"a": 1, "b": ["y"]},
    ]
