"""From recordings with known jerks, reflexes and cuts to the features of the diagnosis."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.body import Body
from disinhibition.analysis.diagnosis.examination_features import examination_features, jerk_rate
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events

RATE = 2000.0
MUSCLES = ("right_masseter", "right_scm", "right_triceps", "right_wrist_extensor", "right_fdi", "right_soleus")
BODY = Body(
    position={"masseter": -0.045, "scm": 0.03, "triceps": 0.105, "wrist_extensor": 0.105, "fdi": 0.115, "soleus": 0.4},
    efferent={
        "masseter": 0.003, "scm": 0.003, "triceps": 0.007, "wrist_extensor": 0.008, "fdi": 0.014, "soleus": 0.017
    },
    segments={
        "masseter": (), "scm": ("C2", "C3"), "triceps": ("C7",), "wrist_extensor": ("C6", "C7"), "fdi": ("C8", "T1"),
        "soleus": ("S1",),
    },
    zone={"masseter": "face", "scm": "trunk", "triceps": "hand", "wrist_extensor": "hand", "fdi": "hand",
          "soleus": "foot"},
    limb={"masseter": "", "scm": "", "triceps": "arm", "wrist_extensor": "arm", "fdi": "arm", "soleus": "leg"},
    antagonists=(("triceps", "wrist_extensor"),),
)  # fmt: skip


def record(
    duration: float,
    bursts: dict[str, np.ndarray] | None = None,
    length: float = 0.03,
    stimuli: np.ndarray | None = None,
    tonic: str = "",
) -> xr.DataTree:
    """Noise of 2 uV with bursts of 200 uV of ``length`` s at the given onsets (s) of some muscles."""
    rng = np.random.default_rng(7)
    emg = 2e-6 * rng.standard_normal((len(MUSCLES), round(duration * RATE)))
    for name, onsets in (bursts or {}).items():
        for onset in onsets:
            first = round(onset * RATE)
            size = round(length * RATE)
            emg[MUSCLES.index(name), first : first + size] = 2e-4 * rng.standard_normal(size)
    if tonic:
        emg[MUSCLES.index(tonic)] = 1e-4 * rng.standard_normal(emg.shape[1])
    return add_events(from_signals(emg, RATE, MUSCLES, stimuli=stimuli), tonic=bool(tonic))


JERKS = np.arange(1.0, 45.0, 1.1)


def test_focal_jerks_are_measured_as_they_were_made() -> None:
    found = examination_features({"rest": record(46, {"right_fdi": JERKS})}, BODY)
    assert found.burst_ms == pytest.approx(30, abs=3)
    assert found.iji == pytest.approx(1.1, abs=0.01)
    assert found.cv_iji == pytest.approx(0, abs=0.01)
    assert found.order == (("right_fdi", 0.0),)
    assert (found.n_segments, found.contiguous, found.supra_fm) == (2, True, False)
    assert found.ba_shape is None and found.coactiv is None


def test_spread_up_and_down_has_order_velocity_and_face() -> None:
    delays = {
        "right_scm": 0.0,
        "right_masseter": 0.008,
        "right_triceps": 0.006,
        "right_fdi": 0.0127,
        "right_soleus": 0.0216,
    }
    found = examination_features({"rest": record(46, {name: JERKS + delay for name, delay in delays.items()})}, BODY)
    assert [name for name, _ in found.order or ()] == [
        "right_scm", "right_triceps", "right_masseter", "right_fdi", "right_soleus"
    ]  # fmt: skip
    assert found.supra_fm is True
    # Efferent times off, soleus fires 7.6 ms after SCM, 0.37 m above it
    assert found.v_down == pytest.approx(49, rel=0.25)
    assert found.span == pytest.approx(0.37, abs=0.01)
    assert found.order_w == pytest.approx(1, abs=0.15)


def test_antagonists_that_begin_together_have_no_onset_difference() -> None:
    together = {"right_triceps": JERKS, "right_wrist_extensor": JERKS + 0.002}
    assert examination_features({"rest": record(46, together)}, BODY).coactiv == pytest.approx(2, abs=1.5)


def test_silence_says_nothing() -> None:
    assert examination_features({"rest": record(10)}, BODY) == Features()
    assert examination_features({}, BODY) == Features()
    assert jerk_rate(record(10)) == 0


def test_few_jerks_have_neither_duration_nor_rhythm() -> None:
    found = examination_features({"rest": record(8, {"right_fdi": np.array([2.0, 4.0, 6.0])})}, BODY)
    assert found.burst_ms is None and found.iji is None
    assert found.order == (("right_fdi", 0.0),)


@pytest.mark.parametrize(("left", "survives", "abolished"), [(JERKS, True, False), (JERKS[:0], False, True)])
def test_cut_stops_jerks_or_does_not(left: np.ndarray, survives: bool, abolished: bool) -> None:
    after = record(46, {"right_fdi": left, "right_masseter": JERKS})
    recordings = {"rest": record(46, {"right_fdi": JERKS}), "transection": after, "m1_removal": record(46)}
    found = examination_features(recordings, BODY)
    assert (found.survives_transection, found.abolished_by_transection) == (survives, abolished)
    assert found.survives_m1_removal is False


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
    assert found.best_stimulus == "sound"


def test_no_answer_to_any_stimulus_is_an_answer() -> None:
    sounds = np.arange(1.0, 40.0, 4.0)
    found = examination_features({"startle": record(42, stimuli=sounds)}, BODY)
    assert found.best_stimulus == "none"
    assert found.stim_latency is None and found.habituation is None


def test_contraction_without_pauses_has_none() -> None:
    assert examination_features({"posture": record(20, tonic="right_fdi")}, BODY).silence_ms == 0


def test_bursts_of_one_root_are_one_territory_and_those_of_a_limb_are_not() -> None:
    focal = examination_features({"rest": record(20, {"right_fdi": JERKS[:15]})}, BODY)
    assert focal.one_territory is True and focal.single_unit is False
    spread = record(20, {"right_fdi": JERKS[:15], "right_wrist_extensor": JERKS[:15]})
    assert examination_features({"rest": spread}, BODY).one_territory is False


def test_bursts_that_look_alike_are_of_one_unit() -> None:
    recording = record(20)
    emg = recording["emg"]["voltage"].values.copy()
    for onset in JERKS[:15]:
        first = round(onset * RATE)
        emg[4, first : first + 30] += 3e-4 * np.sin(np.linspace(0, 3 * np.pi, 30)) * np.hanning(30)
    found = examination_features({"rest": add_events(from_signals(emg, RATE, MUSCLES))}, BODY)
    assert found.single_unit is True and found.one_territory is True


def test_jerks_of_a_posture_are_those_outside_the_arm_that_holds_it() -> None:
    posture = record(20, {"right_scm": np.arange(0.5, 19, 0.5)}, tonic="right_fdi")
    rest = record(20, {"right_scm": np.arange(0.5, 19, 1.0)})
    found = examination_features({"rest": rest, "posture": posture}, BODY)
    assert found.action_gain == pytest.approx(2, abs=0.15)
    assert (
        examination_features({"rest": record(10), "posture": record(20, tonic="right_fdi")}, BODY).action_gain is None
    )


def test_coherence_of_arm_muscles_needs_a_healthy_one_beside_it() -> None:
    posture = record(20, tonic="right_fdi")
    jerky = record(20, {name: np.arange(0.5, 19, 0.3) for name in ("right_wrist_extensor", "right_fdi")})
    assert examination_features({"posture": jerky}, BODY).imc_exaggerated is None
    assert examination_features({"posture": jerky}, BODY, {"posture": posture}).imc_exaggerated is True
    assert examination_features({"posture": posture}, BODY, {"posture": posture}).imc_exaggerated is False


def test_arm_muscles_of_which_one_gave_no_signal_leave_the_question_open_unless_another_answers_it() -> None:
    def without(name: str, tree: xr.DataTree) -> xr.DataTree:
        tree = tree.copy(deep=True)
        tree["emg"]["voltage"].loc[{"muscle": name}] = 0.0
        return tree

    posture = record(20, tonic="right_fdi")
    jerky = record(20, {name: np.arange(0.5, 19, 0.3) for name in ("right_wrist_extensor", "right_fdi")})
    quiet, loud = (without("right_triceps", one) for one in (posture, jerky))
    assert examination_features({"posture": quiet}, BODY, {"posture": posture}).imc_exaggerated is None
    assert examination_features({"posture": loud}, BODY, {"posture": posture}).imc_exaggerated is True


def test_a_recording_without_stimuli_does_not_say_that_none_is_effective() -> None:
    none_given = record(10, stimuli=np.zeros(0))
    assert examination_features({"startle": none_given}, BODY).best_stimulus is None


def test_spike_waves_over_one_hemisphere_alone_are_unknown_and_not_absent() -> None:
    onsets = np.arange(1.0, 40.0, 1.5)
    rng = np.random.default_rng(8)
    tree = record(42, {"right_fdi": onsets})
    signals = 1e-5 * rng.standard_normal((1, tree["emg"].sizes["time"]))
    time = {"electrode": ["left_hand"], "time": tree["emg"]["time"].values}
    tree["eeg"] = xr.DataTree(xr.Dataset({"potential": (("electrode", "time"), signals)}, time))
    assert examination_features({"rest": tree}, BODY).spike_wave is None


def test_coherence_with_the_eeg_counts_where_it_exceeds_that_of_the_healthy() -> None:
    def posture(shared: float, seed: int) -> xr.DataTree:
        rng = np.random.default_rng(seed)
        drive, own = rng.standard_normal((2, round(45 * RATE)))
        emg = 2e-6 * rng.standard_normal((len(MUSCLES), drive.size))
        emg[4] = 1e-4 * rng.standard_normal(drive.size) * np.exp(0.5 * drive)
        eeg = 1e-5 * (shared * drive + (1 - shared) * own)[None]
        return add_events(from_signals(emg, RATE, MUSCLES, eeg, ["left_hand"]), tonic=True)

    strong, weak, again = posture(0.8, 1), posture(0.3, 2), posture(0.8, 3)
    assert examination_features({"posture": strong}, BODY).cmc_peaks
    assert examination_features({"posture": strong}, BODY, {"posture": weak}).cmc_peaks
    assert examination_features({"posture": strong}, BODY, {"posture": again}).cmc_peaks == ()


def test_spike_waves_and_a_fall_of_beta_before_jerks_are_found() -> None:
    onsets = np.arange(4.5, 108.0, 4.5)
    recording = record(110, {"right_fdi": onsets})
    rng = np.random.default_rng(8)
    time = recording["emg"]["time"].values
    beta = 2e-5 * np.sin(2 * np.pi * 20 * time) + 2e-6 * rng.standard_normal((2, time.size))
    calm, spiky = beta.copy(), 2e-6 * rng.standard_normal((2, time.size))
    for onset in onsets:
        first = round(onset * RATE)
        calm[:, first - 2000 : first] /= 3
        spiky[:, first - 140 : first - 60] += 2e-4 * np.hanning(80)
        spiky[:, first : first + 500] += 2e-4 * np.hanning(500)
    emg, names = recording["emg"]["voltage"].values, ["left_hand", "right_hand"]
    found = [
        examination_features({"rest": add_events(from_signals(emg, RATE, MUSCLES, eeg, names))}, BODY)
        for eeg in (calm, spiky)
    ]
    assert [one.erd for one in found] == [True, False] and [one.spike_wave for one in found] == [False, True]


@pytest.mark.parametrize(("share", "shape"), [(0.9, "periodic-complex"), (0.0, "none")])
def test_a_wide_complex_before_periodic_jerks_is_a_shape_of_its_own(share: float, shape: str) -> None:
    onsets = np.arange(2.0, 66.0, 1.0) + 0.2 * np.random.default_rng(6).random(64)
    recording = record(68, {"right_fdi": onsets})
    eeg = 5e-6 * np.random.default_rng(7).standard_normal((2, recording["emg"].sizes["time"]))
    for onset in onsets:
        first = round((onset - 0.13) * RATE)
        eeg[:, first : first + round(0.13 * RATE)] += share * 5e-5 * np.hanning(round(0.13 * RATE))
    signals = from_signals(recording["emg"]["voltage"].values, RATE, MUSCLES, eeg, ["left_hand", "right_hand"])
    found = examination_features({"rest": add_events(signals)}, BODY)
    assert found.ba_shape == shape and found.ba_limb == "arm"


def with_slow_potential(count: int, height: float) -> xr.DataTree:
    """Jerks of the right hand 3.2 s apart and ramps of 1.2 s before them at Cz and, half as large, over both hands."""
    onsets = 4.0 + 3.2 * np.arange(count)
    recording = record(float(onsets[-1]) + 1.5, {"right_fdi": onsets})
    eeg = 1e-5 * np.random.default_rng(9).standard_normal((3, recording["emg"].sizes["time"]))
    for onset in onsets:
        first = round(onset * RATE)
        eeg[:, first - 2400 : first] += height * np.array([[0.5], [0.5], [1.0]]) * np.linspace(0, 1, 2400)
    emg = recording["emg"]["voltage"].values
    return add_events(from_signals(emg, RATE, MUSCLES, eeg, ["left_hand", "right_hand", "cz"]))


def test_a_slow_potential_before_jerks_is_found_and_the_end_of_it_is_no_wave_with_a_lead() -> None:
    found = examination_features({"rest": with_slow_potential(52, -2e-5)}, BODY)
    assert (found.readiness, found.ba_shape, found.ba_lead, found.ba_limb) == (True, "slow", None, "arm")
    # Too few for the short window
    calm = examination_features({"rest": with_slow_potential(42, 0.0)}, BODY)
    assert (calm.readiness, calm.ba_shape) == (False, None)


def test_where_a_slow_potential_cannot_be_measured_the_short_window_stands_and_says_nothing_of_it() -> None:
    dense = record(60, {"right_fdi": np.arange(1.0, 59.0, 1.1)})
    eeg = 1e-5 * np.random.default_rng(9).standard_normal((2, dense["emg"].sizes["time"]))
    recording = from_signals(dense["emg"]["voltage"].values, RATE, MUSCLES, eeg, ["left_hand", "right_hand"])
    found = examination_features({"rest": add_events(recording)}, BODY)
    assert (found.readiness, found.ba_shape) == (None, "none")


def one_channel(muscle: str, recording: xr.DataTree) -> xr.DataTree:
    """The recording as if only one muscle had an electrode."""
    voltage = recording["emg"].to_dataset()["voltage"].sel(muscle=[muscle])
    stimuli = recording["stimuli"].to_dataset()["time"].values
    return add_events(from_signals(voltage.values, RATE, [muscle], stimuli=stimuli))


def test_one_channel_of_the_hand_measures_what_a_hand_tells_and_no_more() -> None:
    volleys = np.arange(1.0, 40.0, 1.2)
    hand = one_channel("right_fdi", record(42, {"right_fdi": volleys + 0.045}, stimuli=volleys))
    found = examination_features({"rest": hand, "median_nerve": hand, "startle": hand, "posture": hand}, BODY)
    assert found.c_reflex == pytest.approx(1, abs=0.05) and found.best_stimulus in ("limb", "sound")
    assert found.stim_latency is None and found.hand_minus_scm is None
    assert found.order == (("right_fdi", 0.0),) and found.coactiv is None


def test_channel_of_neither_hand_nor_neck_has_no_reflex() -> None:
    volleys = np.arange(1.0, 20.0, 1.2)
    leg = one_channel("right_soleus", record(22, stimuli=volleys))
    assert examination_features({"median_nerve": leg, "startle": leg, "posture": leg}, BODY) == Features()


def test_volleys_without_a_time_measure_no_reflex() -> None:
    found = examination_features({"median_nerve": record(20)}, BODY)
    assert found.c_reflex is None


def test_recording_without_events_or_of_an_unknown_muscle_is_one_clear_line() -> None:
    emg = 2e-6 * np.random.default_rng(1).standard_normal(round(5 * RATE))
    bare_recording = from_signals(emg, RATE, ["right_fdi"])
    unknown = add_events(from_signals(emg, RATE, ["right_deltoid"]))
    for recording, message in ((bare_recording, "'rest' has no bursts"), (unknown, "'right_deltoid', unknown")):
        with pytest.raises(ValueError, match=message) as error:
            examination_features({"rest": recording}, BODY)
        assert "\n" not in str(error.value)
