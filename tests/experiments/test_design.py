"""Points of a study: every combination, or side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinhibition.experiments.design import grid, rounded, zipped


def test_a_grid_has_every_combination_with_the_last_axis_fastest() -> None:
    points = grid({"circuit": ["cortex", "spinal"], "seed": [1, 2]})
    assert [tuple(point.values()) for point in points] == [("cortex", 1), ("cortex", 2), ("spinal", 1), ("spinal", 2)]


def test_axes_side_by_side_have_as_many_points_as_values() -> None:
    assert zipped({"gain": [0.5, 1.0], "seed": [1, 2]}) == [{"gain": 0.5, "seed": 1}, {"gain": 1.0, "seed": 2}]


def test_axes_of_different_lengths_do_not_go_side_by_side() -> None:
    with pytest.raises(ValueError, match="'seed': 1"):
        zipped({"gain": [0.5, 1.0], "seed": [1]})


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
