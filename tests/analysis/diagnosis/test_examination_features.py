"""From recordings with known jerks, reflexes and cuts to the features of the diagnosis."""

from functools import cache, partial

import numpy as np
import pytest
import xarray as xr
from scipy.ndimage import uniform_filter1d

from disinhibition.analysis.body import Body
from disinhibition.analysis.diagnosis.examination_features import examination_features, jerk_rate, measure_examination
from disinhibition.analysis.diagnosis.features import Features
from disinhibition.analysis.recordings import arrays
from disinhibition.analysis.recordings.cleaning import Filters
from disinhibition.analysis.summary import add_events

RATE = 2000.0
# What is made here has neither hum nor drift of the electrodes to be taken off
from_signals = partial(arrays.from_signals, filters=Filters(emg_high_pass=None, notch=None))
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
    onsets = tuple((name, tuple(times)) for name, times in (bursts or {}).items())
    return recorded(duration, onsets, length, None if stimuli is None else tuple(stimuli), tonic)


@cache
def recorded(
    duration: float,
    bursts: tuple[tuple[str, tuple[float, ...]], ...],
    length: float,
    stimuli: tuple[float, ...] | None,
    tonic: str,
) -> xr.DataTree:
    """The same recording for every test that asks for it; no test changes it."""
    rng = np.random.default_rng(7)
    emg = 2e-6 * rng.standard_normal((len(MUSCLES), round(duration * RATE)))
    for name, onsets in bursts:
        for onset in onsets:
            first = round(onset * RATE)
            size = round(length * RATE)
            emg[MUSCLES.index(name), first : first + size] = 2e-4 * rng.standard_normal(size)
    if tonic:
        emg[MUSCLES.index(tonic)] = 1e-4 * rng.standard_normal(emg.shape[1])
    return add_events(from_signals(emg, RATE, MUSCLES, stimuli=stimuli), contracting=[tonic] if tonic else [])


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
        return add_events(from_signals(emg, RATE, MUSCLES, eeg, ["left_hand"]), contracting=["right_fdi"])

    strong, weak, again = posture(0.8, 1), posture(0.3, 2), posture(0.8, 3)
    alone = measure_examination({"posture": strong}, BODY)
    assert alone.features.cmc_peaks is None and alone.reasons["cmc_peaks"].startswith("no healthy subject was recorded")
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


def with_slow_potential(count: int, height: float, high_pass: float | None = None) -> xr.DataTree:
    """Jerks of the right hand 3.2 s apart and ramps of 1.2 s before them at Cz and, half as large, over both hands."""
    onsets = 4.0 + 3.2 * np.arange(count)
    recording = record(float(onsets[-1]) + 1.5, {"right_fdi": onsets})
    eeg = 1e-5 * np.random.default_rng(9).standard_normal((3, recording["emg"].sizes["time"]))
    for onset in onsets:
        first = round(onset * RATE)
        eeg[:, first - 2400 : first] += height * np.array([[0.5], [0.5], [1.0]]) * np.linspace(0, 1, 2400)
    emg = recording["emg"]["voltage"].values
    names = ["left_hand", "right_hand", "cz"]
    return add_events(
        from_signals(
            emg, RATE, MUSCLES, eeg, names, filters=Filters(emg_high_pass=None, eeg_high_pass=high_pass, notch=None)
        )
    )


def test_a_slow_potential_before_jerks_is_found_and_the_end_of_it_is_no_wave_with_a_lead() -> None:
    found = examination_features({"rest": with_slow_potential(52, -2e-5)}, BODY)
    assert (found.readiness, found.ba_shape, found.ba_lead, found.ba_limb) == (True, "slow", None, "arm")
    # Too few for the short window
    calm = examination_features({"rest": with_slow_potential(42, 0.0)}, BODY)
    assert (calm.readiness, calm.ba_shape) == (False, None)


def test_a_filter_that_takes_slow_potentials_leaves_them_unknown_and_says_so() -> None:
    found = measure_examination({"rest": with_slow_potential(52, -2e-5, 0.5)}, BODY)
    assert found.features.readiness is None
    assert found.reasons["readiness"] == "the EEG is without what is slower than 0.5 Hz; 0.05 Hz or less needed"


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


def test_jerks_of_a_part_without_an_electrode_are_unknown_and_say_so() -> None:
    bursts = {"right_fdi": JERKS, "right_scm": JERKS - 0.02}
    whole = measure_examination({"rest": record(46, bursts)}, BODY)
    assert whole.features.unrecorded == ("trunk",)
    assert whole.reasons["jerks of the trunk"] == "no muscle of the trunk was recorded"
    some = record(46, bursts)["emg"]["voltage"].sel(muscle=["right_masseter", "right_scm", "right_fdi"])
    partly = add_events(from_signals(some.values, RATE, some["muscle"].values.tolist()))
    found = measure_examination({"rest": partly}, BODY)
    assert found.features.unrecorded == ("trunk", "leg") and found.features.order is not None
    assert "unrecorded" not in found.reasons


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
    assert found.reasons["EMG12"] == "no muscle that the body of the examination knows"


def with_eeg(recording: xr.DataTree, electrodes: list[str], stimuli: np.ndarray | None = None) -> xr.DataTree:
    """The recording with noise at some electrodes."""
    emg = recording["emg"]["voltage"].values
    eeg = 1e-5 * np.random.default_rng(9).standard_normal((len(electrodes), emg.shape[1]))
    return add_events(from_signals(emg, RATE, MUSCLES, eeg, electrodes, stimuli))


@pytest.mark.parametrize("electrodes", [["cz"], ["C3", "C4", "Cz"], ["F3", "O2"], ["right_foot"]])
@pytest.mark.parametrize("muscle", ["right_fdi", "right_soleus", "right_masseter"])
def test_electrodes_that_are_missing_leave_their_measures_out_and_say_why(electrodes: list[str], muscle: str) -> None:
    found = measure_examination({"rest": with_eeg(record(46, {muscle: JERKS}), electrodes)}, BODY)
    over = {"right_fdi": ("left_hand", "C3"), "right_soleus": ("left_foot", "C1")}.get(muscle, ("left_face", "C5"))
    if over[1] in electrodes:
        assert "erd" not in found.reasons or "electrode" not in found.reasons["erd"]
        return
    assert (
        found.features.erd is None and f"no electrode over the cortex of {muscle} ({over[0]})" in found.reasons["erd"]
    )
    assert found.features.ba_shape is None and found.reasons["ba_shape"]


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
    assert found.features.stim_latency == pytest.approx(60, abs=2) and found.features.best_stimulus == "sound"
    assert found.reasons["startle stimuli"].startswith("2 of 12 stimuli left out")


def test_gaps_change_neither_duration_nor_rhythm_of_jerks() -> None:
    emg = record(46, {"right_fdi": JERKS})["emg"]["voltage"].values.copy()
    emg[:, 20_050:24_050] = np.nan
    found = examination_features({"rest": add_events(from_signals(emg, RATE, MUSCLES))}, BODY)
    assert found.burst_ms == pytest.approx(30, abs=3)
    assert (found.iji, found.cv_iji) == (pytest.approx(1.1, abs=0.01), pytest.approx(0, abs=0.01))
    gone = add_events(from_signals(emg, RATE, MUSCLES))
    assert jerk_rate(gone) == pytest.approx(len([t for t in JERKS if not 9.99 < t < 12.03]) / 44, rel=0.02)


def test_emg_and_eeg_of_different_rates_are_coherent_all_the_same() -> None:
    rng = np.random.default_rng(5)
    common = rng.standard_normal(40 * 2000)
    emg = 1e-4 * rng.standard_normal((len(MUSCLES), common.size)) * (1 + 0.5 * uniform_filter1d(common, 80) * 9)
    eeg = 1e-5 * uniform_filter1d(common, 80)[::2] * 9 + 3e-6 * rng.standard_normal(common.size // 2)
    posture = add_events(from_signals(emg, 2000.0, MUSCLES, eeg, ["C3"], eeg_rate=1000.0), contracting=MUSCLES)
    shuffled = add_events(from_signals(emg, 2000.0, MUSCLES, eeg[::-1], ["C3"], eeg_rate=1000.0), contracting=MUSCLES)
    assert examination_features({"posture": posture}, BODY, {"posture": shuffled}).cmc_peaks
    other = add_events(from_signals(emg, 1995.0, MUSCLES, eeg, ["C3"], eeg_rate=997.5), contracting=MUSCLES)
    found = measure_examination({"posture": posture}, BODY, {"posture": other})
    assert found.features.cmc_peaks is None and "rates whose spectra cannot be compared" in found.reasons["cmc_peaks"]
