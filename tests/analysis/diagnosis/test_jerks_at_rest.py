"""Jerks at rest are measured as they were made: bursts, rhythm, order, spread, and the EEG before them."""

import numpy as np
import pytest
import xarray as xr
from made_examination import BODY, JERKS, MUSCLES, RATE, from_signals, record, with_eeg

from disinhibition.analysis.diagnosis.examination_features import examination_features, jerk_rate, measure_examination
from disinhibition.analysis.recordings.cleaning import Filters
from disinhibition.analysis.summary import add_events


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


def test_few_jerks_have_neither_duration_nor_rhythm() -> None:
    found = examination_features({"rest": record(8, {"right_fdi": np.array([2.0, 4.0, 6.0])})}, BODY)
    assert found.burst_ms is None and found.iji is None
    assert found.order == (("right_fdi", 0.0),)


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


def test_spike_waves_over_one_hemisphere_alone_are_unknown_and_not_absent() -> None:
    onsets = np.arange(1.0, 40.0, 1.5)
    rng = np.random.default_rng(8)
    tree = record(42, {"right_fdi": onsets})
    signals = 1e-5 * rng.standard_normal((1, tree["emg"].sizes["time"]))
    time = {"electrode": ["left_hand"], "time": tree["emg"]["time"].values}
    tree["eeg"] = xr.DataTree(xr.Dataset({"potential": (("electrode", "time"), signals)}, time))
    assert examination_features({"rest": tree}, BODY).spike_wave is None


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


def test_gaps_change_neither_duration_nor_rhythm_of_jerks() -> None:
    emg = record(46, {"right_fdi": JERKS})["emg"]["voltage"].values.copy()
    emg[:, 20_050:24_050] = np.nan
    found = examination_features({"rest": add_events(from_signals(emg, RATE, MUSCLES))}, BODY)
    assert found.burst_ms == pytest.approx(30, abs=3)
    assert (found.iji, found.cv_iji) == (pytest.approx(1.1, abs=0.01), pytest.approx(0, abs=0.01))
    gone = add_events(from_signals(emg, RATE, MUSCLES))
    assert jerk_rate(gone) == pytest.approx(len([t for t in JERKS if not 9.99 < t < 12.03]) / 44, rel=0.02)
