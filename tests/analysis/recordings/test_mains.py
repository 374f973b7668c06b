"""Hum of the mains is found where it is, nowhere else, and taken off without ringing."""

import numpy as np
import pytest

from disinhibition.analysis.recordings.mains import mains_frequency, mains_hum

RATE = 1000.0
TIME = np.arange(60_000) / RATE


def noise(seed: int = 0) -> np.ndarray:
    return 3e-6 * np.random.default_rng(seed).standard_normal(TIME.size)


def jerks(seed: int = 0, every: int = 1000) -> np.ndarray:
    trace = noise(seed)
    for start in range(500, 59_000, every):
        trace[start : start + 30] += 1e-4 * np.random.default_rng(start + seed).standard_normal(30)
    return trace


@pytest.mark.parametrize("true", [49.9, 50.0, 50.04, 60.02])
def test_hum_is_found_and_taken_off_with_its_harmonics(true: float) -> None:
    hum = 20e-6 * np.sin(2 * np.pi * true * TIME + 1) + 5e-6 * np.sin(2 * np.pi * 3 * true * TIME)
    trace = jerks() + hum
    mains = mains_frequency(trace, RATE)
    assert mains == round(true, -1)
    assert np.std(mains_hum(trace, RATE, mains) - hum) < 1e-6


def test_hum_whose_size_changes_is_followed() -> None:
    hum = (10e-6 + 8e-6 * np.sin(2 * np.pi * TIME / 40)) * np.sin(2 * np.pi * 50 * TIME)
    assert np.std(mains_hum(noise() + hum, RATE, 50.0) - hum) < 1e-6


def test_noise_jerks_and_stimuli_at_a_fixed_rate_are_no_hum() -> None:
    for seed in range(30):
        assert np.isnan(mains_frequency(noise(seed), RATE)) and np.isnan(mains_frequency(jerks(seed, 200), RATE))
    pulses = noise()
    for every in (1000, 500, 200):
        pulses[::every] += 1e-4
        assert np.isnan(mains_frequency(pulses, RATE))


def test_a_gap_has_no_hum_and_leaves_that_beside_it() -> None:
    hum = 20e-6 * np.sin(2 * np.pi * 50 * TIME)
    trace = jerks() + hum
    trace[20_000:21_500] = np.nan
    error = (mains_hum(trace, RATE, 50.0) - hum)[np.isfinite(trace)]
    assert np.abs(error).max() < 4e-6


def test_short_recordings_are_left_alone() -> None:
    assert np.isnan(mains_frequency(np.sin(2 * np.pi * 50 * TIME[:9000]), RATE))
    assert not mains_hum(noise()[:4000], RATE, 50.0).any()
