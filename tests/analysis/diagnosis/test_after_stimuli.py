"""Answers to volleys and sounds that were made are found, and what was not stimulated or recorded says so."""

import numpy as np
import pytest
from made_examination import BODY, one_channel, record, with_eeg

from disinhibition.analysis.diagnosis.examination_features import examination_features, measure_examination
from disinhibition.analysis.diagnosis.features import Features


def test_reflex_after_volleys_is_a_c_reflex_and_touch_the_best_stimulus() -> None:
    volleys = np.arange(1.0, 40.0, 1.2)
    found = examination_features(
        {
            "median_nerve": record(42, {"right_fdi": volleys + 0.045}, stimuli=volleys),
            "startle": record(42, stimuli=volleys),
        },
        BODY,
    )
    assert found.c_reflex == pytest.approx(1, abs=0.05)
    assert found.c_reflex_latency == pytest.approx(45, abs=2)
    assert found.best_stimulus == "limb"


def test_startle_has_latency_difference_and_habituation() -> None:
    sounds = np.arange(1.0, 40.0, 4.0)
    found = examination_features(
        {"startle": record(42, {"right_scm": sounds + 0.06, "right_fdi": sounds + 0.09}, stimuli=sounds)}, BODY
    )
    assert found.stim_latency == pytest.approx(60, abs=2)
    assert found.hand_minus_scm == pytest.approx(30, abs=2)
    assert found.habituation == pytest.approx(1, abs=0.4)


def test_no_answer_to_any_stimulus_is_an_answer() -> None:
    sounds = np.arange(1.0, 40.0, 4.0)
    silent = record(42, stimuli=sounds)
    found = examination_features({"startle": silent, "median_nerve": silent}, BODY)
    assert found.best_stimulus == "none"
    assert found.stim_latency is None and found.habituation is None


@pytest.mark.parametrize(
    ("given", "muscle", "why"),
    [
        ("median_nerve", "right_fdi", "a nerve of a limb alone was stimulated"),
        ("startle", "right_scm", "sounds alone were given"),
        ("startle", "", "sounds alone were given"),
    ],
)
def test_of_one_kind_of_stimuli_nobody_knows_whether_it_works_best(given: str, muscle: str, why: str) -> None:
    stimuli = np.arange(1.0, 40.0, 1.2)
    answers = {muscle: stimuli + 0.06} if muscle else {}
    found = measure_examination({given: record(42, answers, stimuli=stimuli)}, BODY)
    assert found.features.best_stimulus is None and found.reasons["best_stimulus"].startswith(why)


def test_a_recording_without_stimuli_does_not_say_that_none_is_effective() -> None:
    none_given = record(10, stimuli=np.zeros(0))
    assert examination_features({"startle": none_given}, BODY).best_stimulus is None


def test_one_channel_of_the_hand_measures_what_a_hand_tells_and_no_more() -> None:
    volleys = np.arange(1.0, 40.0, 1.2)
    hand = one_channel("right_fdi", record(42, {"right_fdi": volleys + 0.045}, stimuli=volleys))
    rest = one_channel("right_fdi", record(42, {"right_fdi": volleys + 0.045}))  # the same, and nobody gave a stimulus
    found = examination_features({"rest": rest, "median_nerve": hand, "startle": hand, "posture": hand}, BODY)
    assert found.c_reflex == pytest.approx(1, abs=0.05) and found.best_stimulus in ("limb", "sound")
    assert found.stim_latency is None and found.hand_minus_scm is None
    assert found.order is None and found.coactiv is None  # what was not recorded may have jerked


def test_channel_of_neither_hand_nor_neck_has_no_reflex() -> None:
    volleys = np.arange(1.0, 20.0, 1.2)
    leg = one_channel("right_soleus", record(22, stimuli=volleys))
    assert examination_features({"median_nerve": leg, "startle": leg, "posture": leg}, BODY) == Features()


def test_steps_without_a_stimulus_measure_no_answer_and_say_why() -> None:
    for given in (record(20), record(20).drop_nodes("stimuli")):
        found = measure_examination({"median_nerve": given, "startle": given}, BODY)
        assert found.features == Features()
        for name in ("c_reflex", "sep_gain", "stim_latency", "hand_minus_scm", "habituation"):
            assert found.reasons[name] == "no stimulus is marked in this step", name


def test_evoked_potential_without_its_electrode_says_who_lacks_it() -> None:
    volleys = np.arange(1.0, 70.0, 1.1)
    patient = record(72, {"right_fdi": volleys + 0.045}, stimuli=volleys)
    both, one = with_eeg(patient, ["C3", "C4"], volleys), with_eeg(patient, ["Cz"], volleys)
    for mine, theirs, words in ((one, both, "patient: no electrode"), (both, one, "healthy: no electrode"),
                                (both, patient, "healthy: no EEG")):  # fmt: skip
        found = measure_examination({"median_nerve": mine}, BODY, {"median_nerve": theirs})
        assert found.features.sep_gain is None and words in found.reasons["sep_gain"]
        assert found.features.c_reflex == pytest.approx(1, abs=0.05)


def test_volleys_as_dense_as_for_an_evoked_potential_measure_no_reflex_and_say_why() -> None:
    volleys = np.arange(1.0, 40.0, 0.33)
    recording = with_eeg(record(42, stimuli=volleys), ["C3"], volleys)
    found = measure_examination({"median_nerve": recording}, BODY, {"median_nerve": recording})
    assert found.features.c_reflex is None and "0.33 s apart" in found.reasons["c_reflex"]
    assert "sep_gain" in found.reasons and "no response" in found.reasons["sep_gain"]


def test_stimuli_at_the_edge_are_dropped_and_counted() -> None:
    sounds = np.r_[0.01, np.arange(1.0, 40.0, 4.0), 41.95]
    found = measure_examination({"startle": record(42, {"right_scm": sounds[1:-1] + 0.06}, stimuli=sounds)}, BODY)
    assert found.features.stim_latency == pytest.approx(60, abs=2) and found.features.habituation
    assert found.reasons["startle stimuli"].startswith("2 of 12 stimuli left out")


def test_volleys_without_an_eeg_say_why_there_is_no_evoked_potential() -> None:
    volleys = np.arange(1.0, 40.0, 1.1)
    found = measure_examination({"median_nerve": record(42, {"right_fdi": volleys + 0.045}, stimuli=volleys)}, BODY)
    assert found.features.sep_gain is None and found.reasons["sep_gain"] == "no EEG was recorded"
