"""Measurements are of the side that was stimulated or shows more, and not of what was not recorded."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.diagnosis.decision import diagnose
from disinhibition.analysis.diagnosis.examination_features import examination_features, measure_examination
from disinhibition.analysis.diagnosis.further_findings import further_findings
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events
from disinhibition.experiments.examine.model_body import model_body

RATE = 1000
BODY = model_body()
HANDS = ("right_fdi", "left_fdi")
VOLLEYS = np.arange(1.0, 58.0, 1.5)


def noise(muscles: tuple[str, ...], seconds: int = 60) -> np.ndarray:
    return 3e-6 * np.random.default_rng(0).standard_normal((len(muscles), seconds * RATE))


def burst(trace: np.ndarray, onset: float) -> None:
    first = round(onset * RATE)
    trace[first : first + 30] += 1e-4 * np.random.default_rng(first).standard_normal(30)


def volleys(answers: str, site: str, muscles: tuple[str, ...] = HANDS) -> xr.DataTree:
    """Hands of which one answers each volley after 45 ms."""
    emg = noise(muscles)
    for volley in VOLLEYS:
        burst(emg[muscles.index(answers)], volley + 0.045)
    return add_events(from_signals(emg, RATE, muscles, stimuli={site: VOLLEYS}))


@pytest.mark.parametrize("site", ["left_wrist", "wrist"])
def test_a_left_hand_that_answers_is_a_c_reflex_with_the_right_one_silent(site: str) -> None:
    found = examination_features({"median_nerve": volleys("left_fdi", site)}, BODY)
    assert found.c_reflex == 1.0
    assert found.c_reflex_latency == pytest.approx(45, abs=3)


def test_both_hands_are_reported_where_no_side_is_named() -> None:
    found = further_findings({"median_nerve": volleys("left_fdi", "wrist")}, BODY)
    assert (float(found["c_reflex_left_fdi"]), float(found["c_reflex_right_fdi"])) == (1.0, 0.0)


def test_a_hand_of_the_other_side_is_no_answer_and_no_missing_reflex() -> None:
    measured = measure_examination({"median_nerve": volleys("right_fdi", "left_wrist", ("right_fdi",))}, BODY)
    assert measured.features.c_reflex is None
    assert measured.reasons["c_reflex"] == "no fdi was recorded on the side of a stimulated nerve"


def test_pauses_are_those_of_the_hand_that_holds_and_both_are_reported() -> None:
    emg = noise(HANDS)
    emg[1] = 1e-4 * np.random.default_rng(1).standard_normal(emg.shape[1])
    for second in range(1, 59, 2):
        emg[1, second * RATE : second * RATE + 120] *= 0.03
    posture = {"posture": add_events(from_signals(emg, RATE, HANDS), contracting=["left_fdi"])}
    assert examination_features(posture, BODY).silence_ms == pytest.approx(120, abs=10)
    found = further_findings(posture, BODY)
    assert float(found["silence_ms_left_fdi"]) == pytest.approx(120, abs=10) and "silence_ms_right_fdi" not in found


@pytest.mark.parametrize(
    "muscles", [("right_fdi",), HANDS, ("right_scm", "right_trapezius"), ("right_orbicularis_oculi",)]
)
def test_one_part_of_the_body_says_nothing_of_spread(muscles: tuple[str, ...]) -> None:
    emg = noise(muscles)
    for onset in (10.0, 20.0):
        burst(emg[0], onset)
    measured = measure_examination({"rest": add_events(from_signals(emg, RATE, muscles))}, BODY)
    found = measured.features
    assert (found.order, found.n_segments, found.contiguous, found.one_territory) == (None,) * 4
    assert "alone were recorded" in measured.reasons["n_segments"]
    diagnosis = diagnose(found)
    assert diagnosis.best == "" and diagnosis.certainty == "uncertain"
    assert "few_segments" in diagnosis.missing


def test_muscles_of_three_parts_say_that_jerks_stay_in_one() -> None:
    muscles = ("right_scm", "right_fdi", "right_soleus")
    emg = noise(muscles)
    for onset in (10.0, 20.0):
        burst(emg[1], onset)
    found = examination_features({"rest": add_events(from_signals(emg, RATE, muscles))}, BODY)
    assert found.n_segments == 2 and found.order == (("right_fdi", 0.0),)


def test_a_muscle_without_a_side_is_not_taken_as_one_of_a_side() -> None:
    muscles = ("fdi", "left_biceps", "left_scm", "left_soleus")
    emg = noise(muscles)
    for onset in np.arange(1.0, 58.0):
        burst(emg[0], onset)
    eeg = 5e-6 * np.random.default_rng(2).standard_normal((2, emg.shape[1]))
    tree = add_events(from_signals(emg, RATE, muscles, eeg=eeg, electrodes=["left_hand", "right_hand"]))
    measured = measure_examination({"rest": tree}, BODY)
    assert measured.reasons["ba_shape"] == "the side of 'fdi' is not known"
