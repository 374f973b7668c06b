"""Channels of which something was left out say so in an examination."""

import numpy as np

from disinhibition.analysis.body import Body
from disinhibition.analysis.diagnosis.channel_notes import channel_notes
from disinhibition.analysis.diagnosis.examination_features import measure_examination
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events
from disinhibition.experiments.examine.model_body import model_body

RATE = 2000.0
BODY: Body = model_body()
POTENTIAL = 1e-4 * np.diff(np.exp(-0.5 * ((np.arange(26) - 12) / 3) ** 2), n=2)


def recording(unit: bool) -> np.ndarray:
    """60 s with 29 jerks of 40 ms, V, and a motor unit that fires at 7 Hz beside them."""
    rng = np.random.default_rng(0)
    emg = 1e-6 * rng.standard_normal(round(60 * RATE))
    for second in range(1, 59, 2):
        emg[round(second * RATE) : round(second * RATE) + 80] += 1e-4 * rng.standard_normal(80)
    for second in np.arange(0.3, 59, 1 / 7) if unit else ():
        first = round(second * RATE)
        emg[first : first + POTENTIAL.size] += 4 * POTENTIAL
    return emg


def test_a_unit_beside_jerks_is_named_with_its_muscle_and_changes_neither_their_number_nor_length() -> None:
    alone, mixed = (add_events(from_signals(recording(unit), RATE, ["right_fdi"])) for unit in (False, True))
    assert alone["jerks"].sizes["jerk"] == mixed["jerks"].sizes["jerk"] == 29
    measured = measure_examination({"rest": mixed}, BODY)
    assert "potentials of single motor units" in measured.reasons["rest right_fdi"]
    assert abs(measured.features.burst_ms - 40) < 5
    assert "rest right_fdi" not in measure_examination({"rest": alone}, BODY).reasons


def test_a_channel_that_was_left_out_says_why() -> None:
    rng = np.random.default_rng(1)
    emg = np.stack([3e-6 * rng.standard_normal(4000), 1e-6 * rng.integers(-1, 2, 4000)])
    tree = add_events(from_signals(emg, RATE, ["right_fdi", "left_fdi"]))
    assert "too coarse" in channel_notes("rest", tree)["left_fdi"]
