"""Units held back after a volley: trains whose pause is known."""

import numpy as np
import pytest

from disinhibition.analysis.reflexes.motor_unit_suppression import suppression_duration

STIMULI = 1.0 + 0.5 * np.arange(100)
END = 0.100


def pool(pause: tuple[float, float] | None) -> np.ndarray:
    """Spikes of twenty Poisson units at 10 Hz, silent in a stretch after every stimulus."""
    time = np.sort(np.random.default_rng(1).uniform(0, 52, 10_400))
    if pause:
        after = (time - 1.0) % 0.5
        time = time[(after < pause[0]) | (after >= pause[1]) | (time < 1)]
    return time


@pytest.mark.parametrize("pause", [(0.010, 0.020), (0.030, 0.060)])
def test_known_pause_is_measured_to_a_window(pause) -> None:
    assert suppression_duration(pool(pause), STIMULI, END).duration == pytest.approx(1e3 * (pause[1] - pause[0]), abs=5)


def test_units_that_are_never_held_back_give_0() -> None:
    found = suppression_duration(pool(None), STIMULI, END)
    assert found.duration <= 3 and found.reason == ""


def test_silence_is_not_measurable() -> None:
    found = suppression_duration(np.zeros(0), STIMULI, END)
    assert np.isnan(found.duration) and found.reason == "0 discharges before the stimuli, 50 needed"


def test_no_stimulus_is_not_measurable() -> None:
    assert np.isnan(suppression_duration(pool(None), np.zeros(0), END).duration)


def test_an_end_within_the_first_window_is_refused() -> None:
    with pytest.raises(ValueError, match="counted for more than"):
        suppression_duration(pool(None), STIMULI, 0.004)
