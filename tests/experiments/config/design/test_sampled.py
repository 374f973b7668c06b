"""Points spread over ranges give what is known of a function that is known."""

import sys
from collections.abc import Callable

import numpy as np
import pytest
from SALib.analyze import morris as analyze_morris
from SALib.analyze import sobol as analyze

from disinhibition.experiments.config.design.coordinate_values import distinct
from disinhibition.experiments.config.design.sampled import latin_hypercube, morris, sobol


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
