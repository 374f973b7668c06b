import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.rhythm import interjerk, onsets_of, train_interval


def test_regular_jerks_have_their_interval_and_no_variation():
    rhythm = interjerk(np.arange(0, 20, 0.5))
    assert rhythm.interval == pytest.approx(0.5) and rhythm.count == 39
    assert rhythm.cv == pytest.approx(0, abs=1e-9) and rhythm.cv2 == pytest.approx(0, abs=1e-9)


def test_alternating_intervals_have_the_cv_and_cv2_of_the_formula():
    rhythm = interjerk(np.cumsum([1.0, 3.0] * 500))
    assert rhythm.cv2 == pytest.approx(1.0)
    assert rhythm.cv == pytest.approx(0.5, rel=0.01)


def test_few_intervals_use_the_median_and_the_sample_sd():
    rhythm = interjerk(np.array([0.0, 1.0, 4.0, 5.0]))
    assert rhythm.interval == 1.0 and rhythm.cv == pytest.approx(np.sqrt(4 / 3) / (5 / 3))


def test_random_jerks_have_a_cv_of_one():
    rhythm = interjerk(np.cumsum(np.random.default_rng(0).exponential(1.0, 20_000)))
    assert rhythm.cv == pytest.approx(1.0, abs=0.03) and rhythm.cv2 == pytest.approx(1.0, abs=0.03)


def test_slow_change_of_rate_raises_cv_but_not_cv2():
    rhythm = interjerk(np.cumsum(np.geomspace(0.1, 10, 500)))
    assert rhythm.cv > 1 and rhythm.cv2 < 0.02


@pytest.mark.parametrize(("onsets", "count", "interval"), [([], 0, np.nan), ([1.0], 0, np.nan), ([1.0, 3.0], 1, 2.0)])
def test_too_few_jerks_have_a_count_and_no_cv(onsets, count, interval):
    rhythm = interjerk(np.array(onsets))
    assert rhythm.count == count and np.isnan(rhythm.cv) and np.isnan(rhythm.cv2)
    np.testing.assert_equal(rhythm.interval, interval)


def test_cv_is_withheld_below_the_asked_minimum():
    onsets = np.cumsum(np.random.default_rng(1).uniform(0.5, 1.5, 30))
    assert np.isnan(interjerk(onsets, minimum=30).cv) and interjerk(onsets, minimum=30).count == 29
    assert interjerk(onsets, minimum=29).cv > 0


def test_order_of_onsets_does_not_matter():
    assert interjerk(np.array([3.0, 1.0, 2.0, 5.0])) == interjerk(np.array([1.0, 2.0, 3.0, 5.0]))


def test_onsets_of_a_muscle_are_its_first_burst_in_each_jerk():
    bursts = xr.Dataset(
        {
            "onset": ("burst", [1.0, 1.02, 1.01, 2.0, 3.0]),
            "muscle": ("burst", ["fdi", "fdi", "scm", "scm", "fdi"]),
            "jerk": ("burst", [0, 0, 0, 1, 2]),
        }
    )
    assert onsets_of("fdi", bursts).tolist() == [1.0, 3.0]
    assert onsets_of("soleus", bursts).size == 0


def test_interval_of_a_train_is_that_within_one_muscle_and_one_jerk():
    bursts = xr.Dataset(
        {
            "onset": ("burst", [1.0, 1.05, 1.01, 1.11, 2.0, 2.9]),
            "muscle": ("burst", ["fdi", "fdi", "scm", "fdi", "fdi", "fdi"]),
            "jerk": ("burst", [0, 0, 0, 0, 1, 2]),
        }
    )
    assert train_interval(bursts) == pytest.approx(0.055)
    assert np.isnan(train_interval(bursts.isel(burst=[0, 2, 4, 5])))
    assert np.isnan(train_interval(bursts.isel(burst=[])))
