"""Numbers of the report that no rule of the diagnosis asks for."""

import numpy as np
import pytest
from made_examination import BODY as WITH_ARM

from disinhibition.analysis.body import Body
from disinhibition.analysis.diagnosis.further_findings import further_findings
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events

RATE, SECONDS = 2000.0, 62.0
MUSCLES = ["right_fdi", "right_scm"]
VOLLEYS = np.arange(1.0, 60.0, 1.1)
BODY = Body({"fdi": 0.1, "scm": 0.0}, {"fdi": 0.015, "scm": 0.004}, {"fdi": ("C8",), "scm": ("C2",)},
            {"fdi": "hand", "scm": "trunk"}, {"fdi": "arm", "scm": ""}, ())  # fmt: skip


def recording(onsets: np.ndarray, muscle: int = 0, stimuli: np.ndarray | None = None, wave: float = 0.0):
    """Bursts of one muscle at these times, and a wave of the EEG after every stimulus: troughs at 20 and 33, a crest
    at 25 ms."""
    rng = np.random.default_rng(1)
    emg = 2e-6 * rng.standard_normal((2, round(SECONDS * RATE)))
    eeg = 1e-6 * rng.standard_normal((1, emg.shape[1]))
    for onset in onsets:
        first = round(onset * RATE)
        emg[muscle, first : first + 60] = 2e-4 * rng.standard_normal(60)
    lag = np.arange(0, 0.06, 1 / RATE)
    peaks = sum(sign * np.exp(-0.5 * ((lag - at) / 0.0018) ** 2) for sign, at in ((-1, 0.02), (1, 0.026), (-1, 0.033)))
    for stimulus in [] if stimuli is None else stimuli:
        first = round(stimulus * RATE)
        eeg[0, first : first + lag.size] += wave * peaks
    return add_events(from_signals(emg, RATE, MUSCLES, eeg, ["left_hand"], stimuli))


def test_rate_and_rhythm_of_regular_jerks_are_found() -> None:
    found = further_findings({"rest": recording(np.arange(0.5, 61, 0.5))}, BODY)
    assert float(found["jerk_rate"]) == pytest.approx(2, abs=0.05)
    assert bool(found["rhythmic"]) and float(found["rhythm_frequency"]) == pytest.approx(2, abs=0.1)
    assert found["rhythm_frequency"].attrs["units"] == "Hz"


def test_irregular_jerks_have_no_frequency_and_few_no_rhythm() -> None:
    times = np.cumsum(np.random.default_rng(2).uniform(0.1, 1.4, 78))
    found = further_findings({"rest": recording(times[times < 61])}, BODY)
    assert not bool(found["rhythmic"]) and np.isnan(found["rhythm_frequency"])
    few = further_findings({"rest": recording(np.array([3.0, 5.0]))}, BODY)
    assert set(few) == {"jerk_rate"} and float(few["jerk_rate"]) == pytest.approx(2 / SECONDS)
    assert float(further_findings({"rest": recording(np.zeros(0))}, BODY)["jerk_rate"]) == 0


def test_peaks_of_the_evoked_potential_and_share_of_startles_are_found() -> None:
    volleys = recording(np.zeros(0), stimuli=VOLLEYS, wave=5e-6)
    sounds = np.arange(1.0, 60.0, 4.0)
    startle = recording(sounds[::3] + 0.06, muscle=1, stimuli=sounds)
    found = further_findings({"median_nerve": volleys, "startle": startle}, BODY)
    assert [float(found[name]) for name in ("n20", "p25", "n33")] == pytest.approx([20, 26, 33], abs=1)
    assert float(found["p25_n33"]) == pytest.approx(10e-6, rel=0.15) and found["p25_n33"].attrs["units"] == "V"
    assert float(found["startle_probability"]) == pytest.approx(1 / 3)
    assert "jerk_rate" not in found


def test_largest_coherence_of_a_contraction_is_found() -> None:
    held = recording(np.arange(0.5, 61, 0.03))
    assert 0 < float(further_findings({"posture": held}, BODY)["cmc"]) < 0.3


def test_without_a_muscle_that_could_be_read_the_rate_of_jerks_is_unknown() -> None:
    eeg = 1e-6 * np.random.default_rng(1).standard_normal((1, 20_000))
    lost = add_events(from_signals(np.full((2, 20_000), np.nan), RATE, MUSCLES, eeg, ["left_hand"]))
    assert np.isnan(further_findings({"rest": lost}, BODY)["jerk_rate"])
    assert np.isnan(lost["statistics"]["jerk_rate"])
    no_muscle = lost.copy()
    no_muscle["emg"] = lost["emg"].to_dataset().isel(muscle=slice(0))
    assert np.isnan(further_findings({"rest": no_muscle}, BODY)["jerk_rate"])


def test_a_tremor_of_the_arm_in_posture_is_a_row_of_its_own_and_a_steady_contraction_is_none() -> None:
    rng = np.random.default_rng(0)
    time = np.arange(round(30 * RATE)) / RATE
    bursts = np.clip(np.sin(2 * np.pi * 6 * time), 0, None), np.clip(-np.sin(2 * np.pi * 6 * time), 0, None)
    steady = 1e-4 * rng.standard_normal((3, time.size))
    muscles = ["right_fdi", "right_wrist_extensor", "right_soleus"]
    shaking = np.r_[bursts * steady[:2], np.zeros((1, time.size))] + 2e-6 * rng.standard_normal((3, time.size))
    found = further_findings({"posture": add_events(from_signals(shaking, RATE, muscles))}, WITH_ARM)
    assert found["posture_muscle"].values.tolist() == muscles[:2]
    assert found["tremor_frequency"].values.tolist() == [6, 6] and abs(found["tremor_phase"].values[1]) > 170
    held = further_findings({"posture": add_events(from_signals(steady, RATE, muscles))}, WITH_ARM)
    assert held["tremor_frequency"].isnull().all() and held["tremor_frequency"].attrs["absent"] == "no tremor"
    assert "tremor_phase" not in held
