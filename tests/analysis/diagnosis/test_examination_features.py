"""From the steps of an examination to features: what rest, posture and cuts say together, and what cannot be read."""

import numpy as np
import pytest
from made_examination import BODY, JERKS, MUSCLES, RATE, from_signals, record

from disinhibition.analysis.diagnosis.examination_features import examination_features, jerk_rate, measure_examination
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.summary import add_events


def test_silence_says_nothing() -> None:
    assert examination_features({"rest": record(10)}, BODY) == Features()
    assert examination_features({}, BODY) == Features()
    assert jerk_rate(record(10)) == 0


@pytest.mark.parametrize(("left", "survives", "abolished"), [(JERKS, True, False), (JERKS[:0], False, True)])
def test_cut_stops_jerks_or_does_not(left: np.ndarray, survives: bool, abolished: bool) -> None:
    after = record(46, {"right_fdi": left, "right_masseter": JERKS})
    recordings = {"rest": record(46, {"right_fdi": JERKS}), "transection": after, "m1_removal": record(46)}
    found = examination_features(recordings, BODY)
    assert (found.survives_transection, found.abolished_by_transection) == (survives, abolished)
    assert found.survives_m1_removal is False


def test_jerks_of_a_posture_are_those_outside_the_arm_that_holds_it() -> None:
    posture = record(20, {"right_scm": np.arange(0.5, 19, 0.5)}, tonic="right_fdi")
    rest = record(20, {"right_scm": np.arange(0.5, 19, 1.0)})
    found = examination_features({"rest": rest, "posture": posture}, BODY)
    assert found.action_gain == pytest.approx(2, abs=0.15)
    assert (
        examination_features({"rest": record(10), "posture": record(20, tonic="right_fdi")}, BODY).action_gain is None
    )


def test_recording_without_events_is_one_clear_line() -> None:
    emg = 2e-6 * np.random.default_rng(1).standard_normal(round(5 * RATE))
    with pytest.raises(ValueError, match="'rest' has no bursts") as error:
        examination_features({"rest": from_signals(emg, RATE, ["right_fdi"])}, BODY)
    assert "\n" not in str(error.value)


def test_an_unknown_muscle_is_named_and_changes_nothing() -> None:
    recording = record(46, {"right_fdi": JERKS, "right_soleus": JERKS + 0.02})
    emg = recording["emg"]["voltage"].values
    strange = add_events(from_signals(np.r_[emg, emg[-1:]], RATE, [*MUSCLES, "EMG12"]))
    found = measure_examination({"rest": strange}, BODY)
    assert found.features == examination_features({"rest": add_events(from_signals(emg, RATE, MUSCLES))}, BODY)
    assert found.reasons["EMG12"] == f"not measured; the body of the examination has {', '.join(BODY.position)}"


@pytest.mark.parametrize(
    ("muscles", "said"),
    [
        (["left_fdi"], "the recorded muscle (left_fdi) contracts in posture"),
        (["left_fdi", "left_wrist_extensor"], "both recorded muscles contract in posture"),
        (["left_fdi", "left_triceps", "left_wrist_extensor"], "all 3 recorded muscles contract in posture"),
    ],
)
def test_where_every_recorded_muscle_contracts_in_posture_the_reason_counts_no_jerks(
    muscles: list[str], said: str
) -> None:
    rng = np.random.default_rng(0)
    steps = {}
    for name in ("rest", "posture"):
        voltage = 2e-6 * rng.standard_normal((len(muscles), round(20 * RATE)))
        for begin in np.arange(0.5, 19, 1.0):
            first = round(begin * RATE)
            voltage[:, first : first + round(0.03 * RATE)] *= 100
        steps[name] = add_events(from_signals(voltage, RATE, muscles))
    assert steps["rest"]["jerks"].sizes["jerk"] > 10
    reason = measure_examination(steps, BODY).reasons["action_gain"]
    assert reason.startswith(f"{said}, and no other was recorded")
    assert "0 jerks" not in reason
