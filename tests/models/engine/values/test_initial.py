"""The state in which a run begins."""

import numpy as np
import pytest


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
