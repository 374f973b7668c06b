"""Points of a study: every combination, side by side, one at a time, sampled, or out of a table."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from SALib.analyze import morris as analyze_morris
from SALib.analyze import sobol as analyze

from disinhibition.experiments.config.design import (
    crossed,
    distinct,
    grid,
    latin_hypercube,
    morris,
    one_at_a_time,
    read_table,
    rounded,
    sobol,
    zipped,
)


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


def test_one_at_a_time_has_the_base_once_and_moves_one_axis() -> None:
    points = one_at_a_time({"gain": [1, 0.5, 0], "seed": [1, 2]}, {"gain": 1, "seed": 1})
    assert points == [{"gain": 1, "seed": 1}, {"gain": 0.5, "seed": 1}, {"gain": 0, "seed": 1}, {"gain": 1, "seed": 2}]


def test_a_latin_hypercube_has_one_point_in_every_part_of_every_range() -> None:
    points = latin_hypercube({"gain": (0.0, 1.0), "chloride": (-80.0, -60.0)}, 16, 3)
    for axis, low, width in (("gain", 0, 1), ("chloride", -80, 20)):
        assert sorted(int((point[axis] - low) / width * 16) for point in points) == list(range(16))


def test_a_seed_of_the_design_is_the_same_design_everywhere() -> None:
    for draw in (latin_hypercube, sobol, morris):
        assert draw({"a": (0, 1), "b": (0, 1)}, 4, 1) == draw({"a": (0, 1), "b": (0, 1)}, 4, 1)
        assert draw({"a": (0, 1), "b": (0, 1)}, 4, 1) != draw({"a": (0, 1), "b": (0, 1)}, 4, 2)


def test_a_sobol_design_gives_the_indices_of_a_function_that_is_known() -> None:
    ranges = {"a": (-1.0, 1.0), "b": (-1.0, 1.0), "c": (0.0, 1.0)}
    points = sobol(ranges, 512, 0)
    assert len(points) == 512 * (3 + 2)
    problem = {"num_vars": 3, "names": list(ranges), "bounds": [list(edges) for edges in ranges.values()]}
    found = analyze.analyze(
        problem, np.array([2 * p["a"] + p["b"] for p in points]), calc_second_order=False, seed=1, num_resamples=10
    )
    # Variances of 2 a and b are 4 : 1, and c does nothing
    assert found["S1"] == pytest.approx([0.8, 0.2, 0], abs=0.03)
    assert found["ST"] == pytest.approx([0.8, 0.2, 0], abs=0.03)


def test_more_blocks_of_a_design_begin_with_those_there_were() -> None:
    three = dict.fromkeys("abc", (0.0, 1.0))
    assert sobol(three, 8, 1)[: 4 * 5] == sobol(three, 4, 1)
    assert morris(three, 8, 1)[: 4 * 4] == morris(three, 4, 1)


def test_a_morris_design_gives_the_slopes_of_a_sum_and_holds_no_point_twice() -> None:
    ranges = {"a": (0.0, 1.0), "b": (0.0, 1.0), "chloride": (-80.0, -60.0)}
    points = morris(ranges, 6, 0)
    assert len(points) == 6 * 4 == len(distinct(points))
    assert sorted({point["chloride"] for point in points}) == pytest.approx([-80, -73.333333, -66.666667, -60])
    problem = {"num_vars": 3, "names": list(ranges), "bounds": [list(edges) for edges in ranges.values()]}
    where = np.array([list(point.values()) for point in points])
    values = 2 * where[:, 0] - where[:, 1]
    found = analyze_morris.analyze(problem, where, values, num_levels=4, num_resamples=10, seed=1)
    np.testing.assert_allclose(found["mu"], [2, -1, 0], atol=1e-9)
    np.testing.assert_allclose(found["sigma"], 0, atol=1e-9)


def test_more_trajectories_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="4 levels of 2 axes have room for"):
        morris({"a": (0, 1), "b": (0, 1)}, 6, 0)


def test_a_sobol_design_of_no_power_of_2_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="such as 64 or 128"):
        sobol({"a": (0, 1)}, 100, 0)


@pytest.mark.parametrize("draw", [sobol, morris])
def test_a_design_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch, draw: Callable) -> None:
    monkeypatch.setitem(sys.modules, f"SALib.sample.{draw.__name__}", None)
    with pytest.raises(ValueError, match=r"design=\w+ needs SALib: pip install 'disinhibition\[sweeps\]'"):
        draw({"a": (0, 1)}, 4, 0)


def test_a_table_is_its_lines(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("\ufeffgain, protocol,seed\n0.15000000000000002,rest,1\n\n1,'tap',2\n")
    assert read_table(tmp_path / "points.csv") == [
        {"gain": 0.15, "protocol": "rest", "seed": 1},
        {"gain": 1, "protocol": "'tap'", "seed": 2},
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no points"),
        ("gain,seed\n", "has no points"),
        ("gain,gain\n1,2\n", "'gain' twice"),
        ("gain,seed\n1,2\n1\n", "line 3: 1 value for 2 columns"),
    ],
)
def test_a_file_that_is_no_table_says_where(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "points.csv").write_text(text)
    with pytest.raises(ValueError, match=says):
        read_table(tmp_path / "points.csv")


def test_a_design_is_repeated_whole_for_every_seed() -> None:
    points = crossed([{"gain": 0.5}, {"gain": 1}], {"seed": [1, 2]})
    assert [(point["gain"], point["seed"]) for point in points] == [(0.5, 1), (1, 1), (0.5, 2), (1, 2)]


def test_what_is_there_already_is_left_out_where_it_comes_again() -> None:
    assert distinct([2, 1, 2.0, 1, True]) == [2, 1, True]
    assert distinct([{"a": 1, "b": ["x"]}, {"a": 1.0, "b": ["x"]}, {"a": 1, "b": ["y"]}]) == [
        {"a": 1, "b": ["x"]},
        {"a": 1, "b": ["y"]},
    ]
