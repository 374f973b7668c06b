"""How a band is made of the points, and when a statistic has none."""

import numpy as np
import pytest

SPREAD = np.array([9.0, 11.0] * 6)  # mean 10, SD 1.04


def test_band_is_symmetric_and_holds_a_point_four_spreads_away_but_not_one_seven_away(regenerate):
    found = regenerate.band(SPREAD, 0.0)
    assert found["mean"] - found["low"] == pytest.approx(found["high"] - found["mean"])
    assert 10 + 4 * found["sd"] < found["high"] < 10 + 7 * found["sd"]


def test_band_is_one_step_wide_to_either_side_where_all_points_agree(regenerate):
    found = regenerate.band([23.5] * 12, 0.5)
    assert (found["low"], found["high"]) == (23.0, 24.0)


def test_statistic_that_one_point_lacks_has_no_band(regenerate):
    values = [1.0] * 11 + [np.nan]
    assert regenerate.no_band("reciprocal.latency_soleus", values, regenerate.band(values, 0.5)) == (
        "not measurable in 1 of 12 points"
    )


def test_probability_has_no_band_that_would_hold_them_all(regenerate):
    wide, narrow = [0.0, 1.0] * 6, [0.9, 1.0] * 6
    name = "startle.probability_scm"
    assert regenerate.no_band(name, wide, regenerate.band(wide, 0.1)) == "every probability would lie inside"
    assert regenerate.no_band(name, narrow, regenerate.band(narrow, 0.1)) == ""


def test_every_step_belongs_to_a_statistic(regenerate, measured):
    words = {name.partition(".")[2].partition("_")[0] for name in measured.units()}
    assert set(measured.STEPS) <= words
