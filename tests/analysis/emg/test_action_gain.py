"""Jerk rates of two recordings beside each other."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.emg.action_gain import action_gain


def bursts(onset: np.ndarray, muscle: str = "right_scm") -> xr.Dataset:
    values = {"onset": onset, "duration": np.full(onset.size, 30.0), "muscle": np.full(onset.size, muscle)}
    return xr.Dataset({name: ("burst", value) for name, value in values.items()})


def test_gain_is_the_ratio_of_rates_whatever_the_durations() -> None:
    found = action_gain(bursts(np.arange(20.0)), bursts(np.arange(0, 20, 0.5)), (20.0, 20.0))
    assert found.gain == pytest.approx(2) and (found.rest, found.action) == (20, 40)
    assert found.low < 1.2 and found.high > 3.4 and found.reason == ""
    assert action_gain(bursts(np.arange(20.0)), bursts(np.arange(20.0)), (40.0, 20.0)).gain == pytest.approx(2)


def test_contracting_muscles_make_no_jerks_and_do_not_chain_those_of_others() -> None:
    both = xr.concat([bursts(np.arange(0.5, 20)), bursts(np.arange(0.0, 20, 0.05), "right_fdi")], "burst")
    rest = bursts(np.arange(0.5, 20))
    assert action_gain(rest, both, (20.0, 20.0), ["right_fdi"]).gain == pytest.approx(1)
    assert action_gain(rest, both, (20.0, 20.0)).action == 1


def test_quiet_rest_has_no_end_and_quiet_action_none() -> None:
    some, none = bursts(np.arange(12.0)), bursts(np.zeros(0))
    assert action_gain(none, some, (20.0, 20.0)).gain == np.inf and action_gain(none, some, (20.0, 20.0)).low > 2
    assert action_gain(some, none, (20.0, 20.0)).gain == 0


@pytest.mark.parametrize("count", [0, 1, 4])
def test_few_jerks_say_nothing(count: int) -> None:
    found = action_gain(bursts(np.arange(float(count))), bursts(np.arange(float(count))), (20.0, 20.0))
    assert np.isnan(found.gain) and found.reason == f"{2 * count} jerks in both recordings, 10 needed"


def test_too_few_jerks_beside_those_of_contracting_muscles_say_whose_do_not_count() -> None:
    hand = bursts(np.arange(19.0), "right_fdi")
    found = action_gain(hand, hand, (20.0, 20.0), ["right_fdi", "right_biceps"])
    assert found.reason == (
        "0 jerks of muscles that do not contract (as right_biceps, right_fdi do) in both recordings, 10 needed"
    )


def test_recording_without_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="no rate"):
        action_gain(bursts(np.arange(9.0)), bursts(np.arange(9.0)), (20.0, 0.0))
