"""The state in which a run begins."""

import numpy as np
import pytest

from disinhibition.models.engine.noise import gaussian
from disinhibition.models.parameters.random_streams import NoiseStream


def test_membranes_begin_between_rest_and_reset_and_vesicles_are_full(values_of, right_membranes) -> None:
    values = values_of()
    low, high = right_membranes.rest, np.maximum(right_membranes.rest, right_membranes.reset)
    assert (values["cells.v"] >= low).all() and (values["cells.v"] <= high).all()
    assert values["cells.v"].std() > 0
    assert (values["cells.vesicles"] == 1).all()


def test_noise_begins_in_its_stationary_state(values_of) -> None:
    noise = values_of()["cells.noise_state"]
    assert noise.mean() == pytest.approx(0, abs=0.05) and noise.std() == pytest.approx(1, abs=0.05)


def test_cells_of_a_population_begin_with_one_fluctuation(values_of, right_side) -> None:
    fluctuation = values_of()["cells.fluctuation"]
    first = fluctuation[right_side.starts[:-1]]
    np.testing.assert_array_equal(fluctuation, first[right_side.population_of])
    assert np.unique(first).size == first.size


def test_membranes_are_scattered_about_the_middle_between_rest_and_reset(values_of, right_membranes) -> None:
    way = right_membranes.reset - right_membranes.rest
    kept = way > 0
    scatter = (values_of()["cells.v"] - right_membranes.rest)[kept] / way[kept]
    assert scatter.mean() == pytest.approx(0.5, abs=0.02) and scatter.std() == pytest.approx(0.15, abs=0.02)
    assert scatter.min() >= 0 and scatter.max() <= 0.9
    resting = values_of()["cells.v"][~kept]
    np.testing.assert_array_equal(resting, right_membranes.rest[~kept])


def test_adaptation_begins_where_it_settles_half_way_to_threshold(values_of, right_membranes) -> None:
    half = right_membranes.rest + (right_membranes.threshold - right_membranes.rest) / 2
    settled = right_membranes.adaptation * (half - right_membranes.rest)
    np.testing.assert_allclose(values_of()["cells.w"], settled, rtol=1e-12, atol=1e-24)


def test_potential_and_noise_of_a_unit_are_independent_draws(values_of, right_membranes) -> None:
    values, way = values_of(), right_membranes.reset - right_membranes.rest
    kept = way > 0
    scatter = (values["cells.v"] - right_membranes.rest)[kept] / way[kept]
    assert abs(np.corrcoef(scatter, values["cells.noise_state"][kept])[0, 1]) < 0.06


def test_the_draw_of_a_unit_moves_its_potential_towards_threshold(values_of, right_side, right_membranes) -> None:
    """The draw is that of the unit in a stream of its own, and a larger one is a higher potential."""
    draw = gaussian(np.arange(right_side.size), np.zeros(1), NoiseStream.INITIAL_POTENTIAL, 1)
    way = right_membranes.reset - right_membranes.rest
    kept = way > 0
    scatter = (values_of()["cells.v"] - right_membranes.rest)[kept] / way[kept]
    np.testing.assert_allclose(scatter, np.clip(0.5 + 0.15 * np.ravel(draw)[kept], 0, 0.9), atol=1e-9)
