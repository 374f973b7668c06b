"""Points out of values: every combination, side by side, one at a time."""

import pytest

from disinhibition.experiments.config.design.designs import crossed, grid, one_at_a_time, zipped


def test_a_grid_has_every_combination_with_the_last_axis_fastest() -> None:
    points = grid({"circuit": ["cortex", "spinal"], "seed": [1, 2]})
    assert [tuple(point.values()) for point in points] == [("cortex", 1), ("cortex", 2), ("spinal", 1), ("spinal", 2)]


def test_axes_side_by_side_have_as_many_points_as_values() -> None:
    assert zipped({"gain": [0.5, 1.0], "seed": [1, 2]}) == [{"gain": 0.5, "seed": 1}, {"gain": 1.0, "seed": 2}]


def test_axes_of_different_lengths_do_not_go_side_by_side() -> None:
    with pytest.raises(ValueError, match="'gain' has 2 values, 'seed' has 1 value"):
        zipped({"gain": [0.5, 1.0], "seed": [1]})


def test_one_at_a_time_has_the_base_once_and_moves_one_axis() -> None:
    points = one_at_a_time({"gain": [1, 0.5, 0], "seed": [1, 2]}, {"gain": 1, "seed": 1})
    assert points == [{"gain": 1, "seed": 1}, {"gain": 0.5, "seed": 1}, {"gain": 0, "seed": 1}, {"gain": 1, "seed": 2}]


def test_a_design_is_repeated_whole_for_every_seed() -> None:
    points = crossed([{"gain": 0.5}, {"gain": 1}], {"seed": [1, 2]})
    assert [(point["gain"], point["seed"]) for point in points] == [(0.5, 1), (1, 1), (0.5, 2), (1, 2)]
