"""Signals at another rate keep their times and their gaps."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.signals.resampling import on_one_clock, resampled


@pytest.mark.parametrize("wanted", [250.0, 500.0, 2000.0, 1500.0])
def test_a_slow_wave_stays_where_it_is(wanted: float) -> None:
    wave = lambda rate: np.sin(2 * np.pi * 7 * np.arange(int(10 * rate)) / rate)  # noqa: E731
    found = resampled(wave(1000.0), 1000.0, wanted)
    np.testing.assert_allclose(found[100:-100], wave(wanted)[100:-100], atol=2e-3)


def test_a_gap_stays_where_it_is() -> None:
    trace = np.ones(10_000)
    trace[3003:4501] = np.nan
    found = resampled(trace, 10_000.0, 2000.0)
    assert found.size == 2000
    missing = np.flatnonzero(np.isnan(found))
    assert abs(missing[0] - 3003 / 5) <= 1 and abs(missing[-1] - 4500 / 5) <= 1
    np.testing.assert_allclose(found[np.isfinite(found)], 1.0, atol=1e-6)


def test_two_clocks_become_the_slower_one_and_one_clock_stays() -> None:
    def signal(rate: int, seconds: float = 10.0) -> xr.DataArray:
        time = np.arange(int(seconds * rate)) / rate
        return xr.DataArray(np.sin(2 * np.pi * 5 * time)[None], {"row": ["a"], "time": time}, ("row", "time"))

    slow, fast = on_one_clock(signal(500), signal(2000))
    np.testing.assert_array_equal(slow["time"], fast["time"])
    np.testing.assert_allclose(slow.values[0, 50:-50], fast.values[0, 50:-50], atol=2e-3)
    one, other = signal(500), signal(500)
    assert all(found is given for found, given in zip(on_one_clock(one, other), (one, other), strict=True))
