"""Bursts above a known noise: their durations carry no bias, blips are none, and short pauses are closed."""

import numpy as np
import pytest

from disinhibition.analysis.emg.activity import Activity
from disinhibition.analysis.emg.edges import WINDOW
from disinhibition.analysis.emg.known_noise import above_known_noise
from disinhibition.analysis.signals.epochs import moving_rms

RATE = 2000.0
SAMPLES = 20_000
NOISE = 3e-6  # V
GAP = 10  # samples


def found(emg: np.ndarray, noise: float = NOISE) -> Activity:
    """Bursts of a trace whose noise is white: its moving RMS has a known mean and SD."""
    window = round(WINDOW * RATE)
    rest = noise, noise / np.sqrt(2 * window)
    return above_known_noise(emg, moving_rms(emg, window), RATE, rest, GAP)


def noise(seed: int = 0) -> np.ndarray:
    return NOISE * np.random.default_rng(seed).standard_normal(SAMPLES)


def with_bursts(seconds: list[float], length: float, amplitude: float = 2e-4) -> np.ndarray:
    """Bursts of noise of some length in s."""
    emg, rng = noise(), np.random.default_rng(1)
    for second in seconds:
        first, samples = round(second * RATE), round(length * RATE)
        emg[first : first + samples] += amplitude * rng.choice([-1.0, 1.0], samples)
    return emg


@pytest.mark.parametrize("length", [0.010, 0.030, 0.200])
@pytest.mark.parametrize("amplitude", [2e-5, 2e-4])
def test_onset_and_duration_carry_no_bias_of_the_window(length: float, amplitude: float) -> None:
    begin = [1.0, 3.0, 5.0, 7.0]
    bursts = found(with_bursts(begin, length, amplitude))
    np.testing.assert_allclose(bursts.onset / RATE, begin, atol=0.002)
    np.testing.assert_allclose((bursts.end - bursts.onset) / RATE, length, atol=0.003)


def test_what_is_shorter_than_a_burst_is_none() -> None:
    assert found(with_bursts([1.0, 3.0], 0.004)).onset.size == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_noise_itself_and_silence_have_no_bursts(seed: int) -> None:
    assert found(noise(seed)).onset.size == 0
    assert found(np.zeros(SAMPLES), 0.0).onset.size == 0


def test_pauses_shorter_than_a_gap_are_closed_and_longer_ones_are_not() -> None:
    pause = (WINDOW * RATE + np.array([GAP // 2, 3 * GAP])) / RATE  # the window fills the rest of it
    for seconds, count in zip(pause, (1, 2), strict=True):
        assert found(with_bursts([1.0, 1.030 + seconds], 0.030)).onset.size == count


def test_a_burst_over_the_whole_trace_begins_and_ends_with_it() -> None:
    emg = with_bursts([0.0], SAMPLES / RATE)
    bursts = found(emg)
    assert (bursts.onset.tolist(), bursts.end.tolist()) == ([0.0], [float(SAMPLES)])


def test_a_burst_that_a_missing_stretch_cuts_off_is_left_out() -> None:
    emg = with_bursts([1.0, 3.0], 0.100)
    emg[round(1.05 * RATE) : round(1.5 * RATE)] = np.nan
    np.testing.assert_allclose(found(emg).onset / RATE, [3.0], atol=0.002)


def test_a_trace_without_any_noise_has_the_bursts_that_stay_above_its_rounding() -> None:
    emg = with_bursts([1.0], 0.030) - noise()
    rounding = 1e-12 * noise()
    bursts = found(np.where(np.abs(emg) > 1e-5, emg, rounding), 0.0)
    np.testing.assert_allclose(bursts.onset / RATE, [1.0], atol=0.002)
