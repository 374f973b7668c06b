import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.signals.intervals import widening
from disinhibition.analysis.studies.bootstrap import (
    RESAMPLES,
    bootstrap,
    bootstrap_interval,
    drawn_repeats,
    mean_of_known,
    with_repeats,
)


def test_every_dimension_that_is_no_axis_becomes_repeats() -> None:
    values = xr.DataArray(np.arange(12.0).reshape(2, 3, 2), dims=("seed", "dose", "wiring_seed"))
    found = with_repeats(values, ["dose"])
    assert found.dims == ("dose", "repeat") and sorted(found[0].values) == [0, 1, 6, 7]
    assert with_repeats(values[0, :, 0], ["dose"]).sizes == {"dose": 3, "repeat": 1}
    with pytest.raises(ValueError, match="no dimension gain; there are seed, dose, wiring_seed"):
        with_repeats(values, ["gain"])


def test_fewer_than_five_repeats_have_no_draw_and_no_interval() -> None:
    assert list(drawn_repeats(4)) == []
    assert np.isnan(bootstrap_interval(bootstrap(lambda x: x.mean(axis=-1), np.ones((3, 4))), 4)).all()
    assert len(list(drawn_repeats(5))) == RESAMPLES


def test_interval_of_a_mean_is_two_standard_errors_wide_to_either_side() -> None:
    values = np.random.default_rng(0).standard_normal((1, 100))
    low, high = bootstrap_interval(bootstrap(lambda x: x.mean(axis=-1), values, 4000), 100)[:, 0]
    assert (high - low) / 2 == pytest.approx(1.96 * values.std() / 10, rel=0.05)


def test_an_interval_lies_within_what_the_values_can_be_and_keeps_its_skew() -> None:
    found = np.array([[0.1, 0.2, 0.2, 0.2, 0.9]]).T
    low, high = bootstrap_interval(found, 5)[:, 0]
    assert 0.2 - low == pytest.approx(widening(5) * 0.09) and high - 0.2 == pytest.approx(widening(5) * 0.63)
    assert bootstrap_interval(found, 5, 0.1, 1.0)[:, 0].tolist() == [0.1, 1.0]


def test_a_value_missing_in_most_draws_has_no_interval() -> None:
    found = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, 4.0]])
    ends = bootstrap_interval(found, 5)
    assert np.isfinite(ends[:, 0]).all() and np.isnan(ends[:, 1]).all()


def test_mean_of_known_leaves_out_what_is_missing_and_stays_silent(recwarn: pytest.WarningsRecorder) -> None:
    values = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])
    np.testing.assert_array_equal(mean_of_known(values), [2.0, np.nan])
    np.testing.assert_array_equal(mean_of_known(values, axis=0), [1.0, np.nan, 3.0])
    assert not recwarn.list
