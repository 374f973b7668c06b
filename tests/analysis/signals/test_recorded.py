"""What was not recorded is NaN and counts for nothing; the clock goes on."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.signals.recorded import (
    bridged,
    constant_where_recorded,
    first_recorded,
    interrupted,
    missing_of,
    missing_stretches,
    recorded_duration,
    recorded_seconds,
    seconds_with_any,
    uncut,
    whole_sweeps,
)

RATE = 1000.0


def voltage(gap: slice | None = slice(2000, 3000)) -> xr.DataArray:
    """Ten seconds of two muscles, the first with a gap of a second."""
    signal = np.random.default_rng(0).standard_normal((2, 10_000))
    if gap is not None:
        signal[0, gap] = np.nan
    time = 5 + np.arange(10_000) / RATE
    return xr.DataArray(signal, {"muscle": ["right_scm", "right_fdi"], "time": time}, ("muscle", "time"))


def test_recorded_time_is_that_of_each_channel() -> None:
    assert recorded_seconds(voltage()) == pytest.approx([9, 10])
    assert seconds_with_any(voltage()) == pytest.approx(10)
    both = voltage()
    both[1, 2500:4000] = np.nan
    assert seconds_with_any(both) == pytest.approx(9.5)


def test_duration_of_a_recording_without_gaps_is_its_attribute_to_the_bit() -> None:
    tree = xr.DataTree.from_dict(
        {"/": xr.Dataset(attrs={"duration": 9.999}), "emg": xr.Dataset({"voltage": voltage(None)})}
    )
    assert recorded_duration(tree) == 9.999
    tree["emg"]["voltage"].values[:, :5000] = np.nan
    assert recorded_duration(tree) == pytest.approx(5)


def test_missing_stretches_keep_the_clock() -> None:
    assert missing_of(voltage(), "right_scm").tolist() == [[pytest.approx(7), pytest.approx(8)]]
    assert missing_of(voltage(), "right_fdi").shape == (0, 2) == missing_of(voltage(), "left_fdi").shape
    assert missing_stretches(np.array([np.nan, 1.0, np.nan]), 1.0).tolist() == [[0, 1], [2, 3]]


def test_a_span_is_interrupted_by_what_lies_in_it_and_not_by_what_touches_it() -> None:
    missing = np.array([[2.0, 3.0], [5.0, 6.0]])
    begin, end = np.array([0.0, 1.0, 2.5, 3.0, 4.0, 6.0]), np.array([2.0, 4.0, 2.6, 5.0, 5.5, 9.0])
    assert interrupted(begin, end, missing).tolist() == [False, True, True, False, True, False]
    assert not interrupted(begin, end, np.zeros((0, 2))).any()


def test_sweeps_and_runs_at_a_gap_are_told_apart() -> None:
    trace = voltage().values[0]
    assert whole_sweeps(trace[None], np.array([1900, 1901, 2999, 3000]), 100).tolist() == [True, False, False, True]
    first, last = np.array([1900, 1900, 3000, 3001, 9000]), np.array([1999, 2000, 3100, 3100, 10_000])
    assert uncut(trace, first, last)[0].tolist() == [1900, 3001, 9000]


def test_bridge_is_straight_and_leaves_what_was_recorded() -> None:
    trace = voltage().values[0]
    filled = bridged(trace)
    recorded = np.isfinite(trace)
    np.testing.assert_array_equal(filled[recorded], trace[recorded])
    assert np.ptp(np.diff(filled[1999:3001])) < 1e-12
    assert bridged(np.full(5, np.nan)).tolist() == [0] * 5
    assert bridged(filled) is filled


def test_constant_and_first_value_are_those_of_what_was_recorded() -> None:
    signals = np.array([[np.nan, 2.0, 2.0], [np.nan, 2.0, 3.0], [np.nan] * 3])
    assert constant_where_recorded(signals).tolist() == [True, False, True]
    np.testing.assert_array_equal(first_recorded(signals), [[2.0], [2.0], [np.nan]])
    assert constant_where_recorded(np.zeros((2, 0))).all()
