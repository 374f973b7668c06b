"""Shares of jerks by the muscles they prefer."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.jerk_pattern import jerk_pattern
from disinhibition.analysis.emg.jerks import group_jerks


def _bursts(*events: tuple[float, str]) -> tuple[xr.Dataset, xr.Dataset]:
    onset, muscle = zip(*events, strict=True) if events else ((), ())
    bursts = xr.Dataset(
        {
            "onset": ("burst", np.array(onset, float)),
            "duration": ("burst", np.full(len(onset), 20.0)),
            "muscle": ("burst", np.array(muscle, dtype=str)),
        }
    )
    jerks, jerk = group_jerks(bursts)
    bursts["jerk"] = ("burst", jerk)
    return bursts, jerks


def _pattern(*events):
    return jerk_pattern(*_bursts(*events))


def test_jerk_that_begins_in_the_neck_and_reaches_the_face_is_counted_as_both():
    pattern = _pattern((1.0, "right_scm"), (1.004, "right_masseter"), (2.0, "left_fdi"))
    assert pattern["neck_first"] == 0.5
    assert pattern["cranial"] == 0.5
    assert pattern["many_count"] == 1
    assert pattern["lag_masseter"] == pytest.approx(4)
    assert pattern["lag_fdi"] == 0


def test_neck_muscles_alone_are_not_cranial():
    assert _pattern((1.0, "right_scm"), (1.01, "right_trapezius"))["cranial"] == 0


def test_silence_has_no_shares_and_no_events():
    pattern = _pattern()
    assert np.isnan([pattern["neck_first"], pattern["cranial"], pattern["many"]]).all()
    assert pattern["many_count"] == 0
