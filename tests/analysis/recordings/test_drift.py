"""Offset and drift are taken off, and nothing of a burst is left beside it."""

import numpy as np
import pytest
from scipy.signal import butter, csd, sosfiltfilt, welch

from disinhibition.analysis.emg.bursts import find_bursts
from disinhibition.analysis.recordings.drift import without_drift

RATE, SECONDS = 1000, 60
TIME = np.arange(RATE * SECONDS) / RATE


def bursts(length: float, height: float = 60.0) -> np.ndarray:
    rng = np.random.default_rng(0)
    trace = 3e-6 * rng.standard_normal(TIME.size)
    samples = int(length * RATE)
    for start in range(RATE, (SECONDS - 1) * RATE, RATE):
        trace[start : start + samples] += height * 3e-6 * rng.standard_normal(samples)
    return trace


@pytest.mark.parametrize("length", [0.01, 0.03, 0.1, 0.3])
def test_bursts_keep_their_length_where_a_linear_filter_makes_them_longer(length: float) -> None:
    trace = bursts(length)
    found = find_bursts(without_drift(trace + 1e-3, RATE, 20.0), RATE)
    assert found.sizes["burst"] == 58
    assert float(found["duration"].median()) == pytest.approx(1e3 * length, abs=1)
    linear = sosfiltfilt(butter(2, 20.0, "highpass", fs=RATE, output="sos"), trace)
    if length == 0.03:
        assert float(find_bursts(linear, RATE)["duration"].median()) > 40


def test_over_an_even_signal_it_is_a_filter_of_zero_phase_that_halves_its_frequency() -> None:
    noise = np.random.default_rng(0).standard_normal(TIME.size)
    frequency, cross = csd(noise, without_drift(noise, RATE, 20.0), RATE, nperseg=1000)
    gain = cross / welch(noise, RATE, nperseg=1000)[1]
    for one, left in ((2.0, 0.01), (20.0, 0.5), (60.0, 1.0)):
        here = gain[np.abs(frequency - one) <= 1.0].mean()
        assert abs(here) == pytest.approx(left, abs=0.05) and abs(here.imag) < 0.05


def test_a_gap_stays_and_its_edges_have_no_step() -> None:
    trace = 3e-6 * np.random.default_rng(0).standard_normal(TIME.size)
    drift = 1e-3 + 5e-4 * np.sin(2 * np.pi * 0.5 * TIME)
    trace[10_000:10_300] = np.nan
    found = without_drift(trace + drift, RATE, 20.0)
    np.testing.assert_array_equal(np.isnan(found), np.isnan(trace))
    for edge in (slice(9960, 10_000), slice(10_300, 10_340), slice(0, 40), slice(-40, None)):
        assert np.std(found[edge]) < 6e-6 and abs(np.mean(found[edge])) < 3e-6


def test_nothing_recorded_and_silence_stay_so() -> None:
    assert np.isnan(without_drift(np.full(1000, np.nan), RATE, 20.0)).all()
    assert not without_drift(np.zeros(1000), RATE, 20.0).any()
