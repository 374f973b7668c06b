import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.signals.checks import check_samples, sampling


def trace(time: np.ndarray, values: np.ndarray | None = None) -> xr.DataArray:
    return xr.DataArray(np.zeros(time.size) if values is None else values, dims="time", coords={"time": time})


def test_rate_and_origin_are_read_from_the_times():
    rate, origin = sampling(trace(2.5 + np.arange(100) / 2000))
    assert rate == pytest.approx(2000) and origin == 2.5


def test_a_recording_at_exactly_500_hz_is_accepted():
    assert sampling(trace(0.1 + np.arange(7) / 500))[0] == pytest.approx(500)


@pytest.mark.parametrize(
    ("recording", "message"),
    [
        (trace(np.zeros(1)), "at least two"),
        (trace(np.array([0.0, 1e-3, 3e-3])), "evenly"),
        (trace(np.array([2e-3, 1e-3, 0.0])), "evenly"),
        (trace(np.arange(5) / 250), "at least 500 Hz"),
        (trace(np.arange(3) / 1000, np.array([0.0, np.nan, np.inf])), "1 infinite sample;"),
    ],
    ids=["one sample", "uneven", "backwards", "slow", "nan"],
)
def test_bad_recording_is_one_clear_line(recording, message):
    with pytest.raises(ValueError, match=message) as error:
        sampling(recording)
    assert "\n" not in str(error.value)


def test_a_rate_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="at least 500 Hz"):
        check_samples(np.zeros(3), np.nan)
