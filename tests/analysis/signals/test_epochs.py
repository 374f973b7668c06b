import numpy as np
import pytest

from disinhibition.analysis.signals.epochs import cut, moving_rms, positions, runs


def test_positions_are_the_nearest_samples():
    assert positions(np.array([0.1, 0.20024, 0.20026]), 2000.0, 1000, 0.1, 0.1).tolist() == [200, 400, 401]
    assert positions(np.zeros(0), 2000.0, 0, 0.1, 0.1).size == 0


@pytest.mark.parametrize(
    ("times", "message"),
    [([0.2, 0.1], "increase"), ([0.2, 0.2], "increase"), ([np.nan], "increase"), ([0.05], "0.05 s"), ([0.45], "lacks")],
)
def test_bad_stimulus_times_are_one_clear_line(times, message):
    with pytest.raises(ValueError, match=message) as error:
        positions(np.array(times), 2000.0, 1000, 0.1, 0.1)
    assert "\n" not in str(error.value)


def test_cut_gives_one_stretch_per_position_and_channel():
    stretches = cut(np.arange(20).reshape(2, 10), np.array([3, 6]), -1, 2)
    assert stretches.tolist() == [[[2, 3, 4], [5, 6, 7]], [[12, 13, 14], [15, 16, 17]]]


def test_runs_at_the_edges_and_none_at_all_are_found():
    first, last = runs(np.array([1, 1, 0, 1, 0, 0, 1], dtype=bool))
    assert first.tolist() == [0, 3, 6] and last.tolist() == [2, 4, 7]
    assert runs(np.zeros(0, dtype=bool))[0].size == 0


def test_moving_rms_of_a_constant_is_its_size_and_of_nothing_nothing():
    np.testing.assert_allclose(moving_rms(np.full((2, 50), -3.0), 10), 3.0)
    assert moving_rms(np.zeros((2, 0)), 10).shape == (2, 0)
