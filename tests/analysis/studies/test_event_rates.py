"""Intervals of counted events, and their ratios."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.event_rates import log_rate_ratio, rate_interval


def test_interval_of_ten_events_and_of_none_is_garwoods() -> None:
    low, high = rate_interval(xr.DataArray([1.0, 0.0, np.nan]), 10.0)
    np.testing.assert_allclose(low, [0.4795, 0, np.nan], atol=1e-4)
    np.testing.assert_allclose(high, [1.8390, 0.3689, np.nan], atol=1e-4)


def test_interval_holds_the_mean_of_95_percent_of_poisson_counts() -> None:
    count = np.random.default_rng(1).poisson(7, 4000)
    low, high = rate_interval(xr.DataArray(count / 10), 10.0)
    assert 0.95 <= float(((low <= 0.7) & (high >= 0.7)).mean()) <= 0.99


def test_half_the_events_are_ln_2_less_and_none_has_a_logarithm() -> None:
    found = log_rate_ratio(xr.DataArray([500.0, 1000.0, 0.0]), xr.DataArray(1000.0), 1.0, 1.0)
    np.testing.assert_allclose(found["change"][:2], [-np.log(2), 0], atol=1e-3)
    assert found["change"][2] == pytest.approx(np.log(0.5 / 1000.5))
    assert (found["low"] < found["change"]).all() and (found["change"] < found["high"]).all()
    assert float(found["high"][0]) < 0 < float(found["high"][1])


def test_a_point_that_was_observed_for_less_has_the_same_change_and_a_wider_interval() -> None:
    rate = xr.DataArray([50.0, 50.0], dims="point")
    found = log_rate_ratio(rate, xr.DataArray(100.0), xr.DataArray([40.0, 20.0], dims="point"), 40.0)
    np.testing.assert_allclose(found["change"], np.log(0.5), atol=0.001)
    width = (found["high"] - found["low"]).values
    assert width[1] == pytest.approx(width[0] * np.sqrt((1 / 1000 + 1 / 4000) / (1 / 2000 + 1 / 4000)), rel=0.01)
