"""Potentials of known shape are taken off an EMG, and a burst keeps its edges whatever fires beside it."""

import numpy as np
import pytest

from disinhibition.analysis.emg.bursts import find_bursts
from disinhibition.analysis.emg.unit_removal import without_units

RATE = 2000.0
TIME = np.arange(-32, 33) / RATE
POTENTIAL = -(TIME / 0.004) * np.exp(0.5 - (TIME / 0.004) ** 2 / 2)  # of 1 V
SHAPE = POTENTIAL[12:53] / np.sqrt((POTENTIAL[12:53] ** 2).sum())
NOISE = 2e-6


def firing(times: np.ndarray, seconds: float, size: float = 4e-5) -> np.ndarray:
    """Noise with one potential at each time (s)."""
    pulses = np.zeros(round(seconds * RATE))
    pulses[np.rint(times * RATE).astype(int)] = size
    return np.convolve(pulses, POTENTIAL, "same") + NOISE * np.random.default_rng(0).standard_normal(pulses.size)


def test_noise_is_left_of_a_train_whatever_the_sizes_of_its_potentials() -> None:
    times = np.arange(0.5, 19.5, 0.15)
    pulses = firing(times, 20.0)
    left = without_units(pulses, [SHAPE], NOISE)
    assert left.std() == pytest.approx(NOISE, rel=0.1) and np.abs(left).max() < 6 * NOISE
    assert without_units(3 * pulses, [SHAPE], 3 * NOISE).std() == pytest.approx(3 * NOISE, rel=0.1)


def test_noise_bursts_and_gaps_stay_as_they_are() -> None:
    rng = np.random.default_rng(1)
    trace = NOISE * rng.standard_normal(40_000)
    trace[8000:8400] += 1e-4 * rng.standard_normal(400)
    trace[20_000:22_000] = np.nan
    left = without_units(trace, [SHAPE], NOISE)
    np.testing.assert_array_equal(np.isnan(left), np.isnan(trace))
    assert np.nanmax(np.abs(left - trace)) < 5e-5 and np.nanmean(np.abs(left - trace) > NOISE) < 0.003


def test_nothing_is_taken_off_without_a_shape_or_of_less_than_one() -> None:
    trace = firing(np.array([0.5]), 1.0)
    np.testing.assert_array_equal(without_units(trace, [], NOISE), trace)
    np.testing.assert_array_equal(without_units(trace[:20], [SHAPE], NOISE), trace[:20])


@pytest.mark.parametrize("beside", [0.018, 0.025, 0.035])
def test_a_unit_that_fires_shortly_before_and_after_a_contraction_does_not_lengthen_it(beside: float) -> None:
    begin = np.arange(1.0, 59.0, 2.0)
    times = np.sort(np.r_[begin - beside, begin + 0.2 + beside, *(begin + 0.4 + 0.15 * i for i in range(8))])
    trace = firing(times, 60.0)
    rng = np.random.default_rng(2)
    for onset in begin:
        first = round(onset * RATE)
        trace[first : first + 400] += 1e-4 * rng.standard_normal(400)
    found = find_bursts(trace, RATE)
    assert found.sizes["burst"] == begin.size
    assert np.median(np.abs(found["onset"].values - begin)) < 0.003
    assert np.median(np.abs(found["duration"].values - 200)) < 10
    assert np.mean(np.abs(found["duration"].values - 200) < 10) > 0.8
