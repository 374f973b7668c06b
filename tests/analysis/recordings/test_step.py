"""A step of a recording keeps the clock of the whole."""

import numpy as np

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.step import cut_step
from disinhibition.analysis.summary import add_events

RATE = 1000.0


def recorded() -> np.ndarray:
    """20 s of noise with a burst each second, and a gap from 9.5 to 10.5 s."""
    rng = np.random.default_rng(0)
    emg = 3e-6 * rng.standard_normal(20_000)
    for second in range(1, 20):
        emg[second * 1000 : second * 1000 + 30] += 2e-4 * rng.standard_normal(30)
    emg[9500:10_500] = 0
    return emg[None]


def test_a_step_has_the_times_of_the_recording() -> None:
    step = cut_step(from_signals(recorded(), RATE, ["right_fdi"], stimuli=[3.0, 12.0]), 10.0, 20.0)
    assert step["emg"]["time"].values[[0, -1]].tolist() == [10.0, 19.999]
    assert step["stimuli"]["time"].values.tolist() == [12.0]
    assert step.attrs["duration"] == 10.0
    assert step["missing"]["begin"].values.tolist() == [10.0] and step["missing"]["end"].values.tolist() == [10.5]


def test_jerks_of_a_step_are_those_of_the_whole_recording() -> None:
    tree = from_signals(recorded(), RATE, ["right_fdi"])
    whole = add_events(tree)["jerks"]["onset"].values
    step = add_events(cut_step(tree, 10.0, 20.0))["jerks"]["onset"].values
    assert step.size == 9
    np.testing.assert_allclose(step, whole[whole >= 10.0], atol=0.003)


def test_the_half_seconds_after_stimuli_are_left_out_of_the_rate_of_a_later_step() -> None:
    tree = from_signals(recorded(), RATE, ["right_fdi"], stimuli=[13.3, 15.3])
    found = add_events(cut_step(tree, 11.0, 20.0))["statistics"]
    assert float(found["jerk_rate"]) == 9 / (9 - 2 * 0.5)
