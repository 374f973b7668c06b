"""Silent period of the averaged EMG: contractions of few units whose silence is known."""

import numpy as np
import pytest

from disinhibition.analysis.emg.averaged_silence import mean_silent_period

RATE = 2000.0
STIMULI = 1.0 + np.arange(20.0)
RESPONSE = (0.020, 0.030)  # s after the stimulus


def contraction(silent_until: float = 0.0, units_per_second: float = 300) -> np.ndarray:
    """Potentials of 4 ms at random times, none from the response to ``silent_until`` s after a stimulus."""
    rng = np.random.default_rng(1)
    emg = 3e-6 * rng.standard_normal(round(22 * RATE))
    times = rng.uniform(0, 21.9, round(22 * units_per_second))
    after = (times - 1.0) % 1.0
    if silent_until:
        times = times[(times < 1) | (after < RESPONSE[0]) | (after >= silent_until)]
    for time in times:
        start = round(time * RATE)
        emg[start : start + 8] += rng.choice([-80e-6, 80e-6]) * np.hanning(8)
    if silent_until:
        for stimulus in STIMULI:
            emg[round((stimulus + RESPONSE[0]) * RATE) : round((stimulus + RESPONSE[1]) * RATE)] += 500e-6
    return emg


@pytest.mark.parametrize("until", [0.080, 0.150, 0.250])
def test_known_silence_is_measured_to_10_ms(until):
    found = mean_silent_period(contraction(until), RATE, STIMULI)
    assert found["measurable"]
    assert found["total"].item() == pytest.approx(1e3 * until, abs=10)
    assert found["duration"].item() == pytest.approx(1e3 * (until - RESPONSE[1]), abs=20)


def test_steady_contraction_has_no_silence():
    found = mean_silent_period(contraction(), RATE, STIMULI)
    assert found["total"].item() == found["duration"].item() == 0


def test_an_emg_that_does_not_return_has_no_duration():
    assert np.isnan(mean_silent_period(contraction(0.9), RATE, STIMULI)["duration"].item())


@pytest.mark.parametrize(("emg", "stimuli", "reason"), [
    (3e-6 * np.random.default_rng(1).standard_normal(44_000), STIMULI, "no contraction"),
    (contraction(), np.zeros(0), "no stimuli"),
])  # fmt: skip
def test_what_cannot_be_measured_says_why(emg, stimuli, reason):
    found = mean_silent_period(emg, RATE, stimuli)
    assert not found["measurable"] and reason in found["reason"].item()
    assert np.isnan(found["duration"].item())


def test_a_stimulus_near_the_end_is_left_out():
    emg = contraction(0.150)[: round(20.3 * RATE)]
    found = mean_silent_period(emg, RATE, STIMULI)
    assert found["total"].item() == pytest.approx(150, abs=10)
