"""Units held back after a volley: trains whose pause is known."""

import numpy as np
import pytest

from disinhibition.analysis.suppression import suppression

STIMULI = 1.0 + 0.5 * np.arange(100)
RESPONSE, END = (0.012, 0.024), 0.100


def pool(pause: tuple[float, float] | None) -> tuple[np.ndarray, np.ndarray]:
    """Twenty Poisson units at 10 Hz, silent in a stretch after every stimulus."""
    rng = np.random.default_rng(1)
    time = np.sort(rng.uniform(0, 52, 10_400))
    unit = rng.integers(0, 20, time.size)
    if pause:
        after = (time - 1.0) % 0.5
        kept = (after < pause[0]) | (after >= pause[1]) | (time < 1)
        time, unit = time[kept], unit[kept]
    return time, unit


def test_known_pause_is_measured_to_a_window() -> None:
    assert suppression(*pool((0.030, 0.060)), STIMULI, RESPONSE, END) == pytest.approx(30, abs=5)


def test_units_that_are_never_held_back_give_0() -> None:
    assert suppression(*pool(None), STIMULI, RESPONSE, END) <= 3


def test_pause_after_their_own_answer_does_not_count() -> None:
    """Half of the units answer every volley and are then silent; the others fire on."""
    time, unit = pool(None)
    after = (time - 1.0) % 0.5
    answering = unit < 10
    kept = ~(answering & (after >= RESPONSE[0]) & (after < END))
    answers = np.repeat(STIMULI + 0.015, 10)
    time = np.concatenate([time[kept], answers])
    unit = np.concatenate([unit[kept], np.tile(np.arange(10), STIMULI.size)])
    order = np.argsort(time, kind="stable")
    assert suppression(time[order], unit[order], STIMULI, RESPONSE, END) <= 5


def test_silence_is_not_measurable() -> None:
    assert np.isnan(suppression(np.zeros(0), np.zeros(0, int), STIMULI, RESPONSE, END))


def test_no_stimulus_is_not_measurable() -> None:
    assert np.isnan(suppression(*pool(None), np.zeros(0), RESPONSE, END))


def test_response_window_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        suppression(*pool(None), STIMULI, (0.03, 0.02), END)
