from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.summary import add_events

RATE = 2000.0
SAMPLES = 20_000
MUSCLES = ["right_scm", "right_fdi"]
NOISE = 3e-6 * np.random.default_rng(0).standard_normal((2, SAMPLES))


def test_recording_from_a_person_has_the_form_of_a_simulated_one(
    simulated: Callable[..., xr.DataTree], patient: np.ndarray, scalp: np.ndarray
) -> None:
    person = from_signals(patient, RATE, MUSCLES, scalp, ["c3", "cz", "c4"], [1.0, 3.0])
    model = simulated()
    assert person.attrs == {"duration": 10.0, "runaway": 0}
    assert person["emg"]["voltage"].dims == ("muscle", "time") and person["emg"]["voltage"].attrs["units"] == "V"
    assert person["eeg"]["potential"].dims == ("electrode", "time")
    assert person["eeg"]["electrode"].values.tolist() == ["left_hand", "cz", "right_hand"]
    assert person["eeg"]["label"].values.tolist() == ["c3", "cz", "c4"]
    for name, variable in model["stimuli"].data_vars.items():
        mine = person["stimuli"][name]
        assert mine.dims == variable.dims and mine.attrs == variable.attrs and mine.dtype.kind == variable.dtype.kind
    assert person["stimuli"]["time"].values.tolist() == [1, 3] and person["stimuli"]["site"].values.tolist() == ["", ""]
    xr.testing.assert_equal(person["emg"]["time"], model["field"]["time"])


def test_same_examination_runs_on_a_person_and_finds_the_jerks(patient: np.ndarray) -> None:
    result = add_events(from_signals(patient, RATE, MUSCLES))
    statistics = result["statistics"].to_dataset()
    assert statistics["jerk_rate"].item() == pytest.approx(0.9)
    assert statistics["burst_duration"].item() == pytest.approx(30, abs=1)
    assert statistics["first_muscle"].item() == "right_scm" and statistics["muscles_involved"].item() == 2
    assert "population_rate" not in statistics and statistics["status"].item() == "ok"


def test_recording_from_a_person_survives_a_file(tmp_path: Path, patient: np.ndarray) -> None:
    result = add_events(from_signals(patient, RATE, MUSCLES, stimuli={"wrist": [2.0]}))
    result.to_netcdf(tmp_path / "person.nc", engine="h5netcdf")
    with xr.open_datatree(tmp_path / "person.nc", engine="h5netcdf") as read:
        xr.testing.assert_equal(read.load(), result)


def test_one_channel_is_enough_in_either_shape(patient: np.ndarray) -> None:
    flat, square = (from_signals(emg, RATE, ["right_scm"]) for emg in (patient[0], patient[:1]))
    xr.testing.assert_identical(flat, square)
    assert add_events(flat)["statistics"]["burst_count"].item() == 9


def test_signals_keep_their_precision_and_counts_of_a_converter_become_numbers(patient: np.ndarray) -> None:
    assert from_signals(patient.astype(np.float32), RATE, MUSCLES)["emg"]["voltage"].dtype == np.float32
    counts = np.zeros((2, SAMPLES), dtype=np.int16)
    counts[:, ::3] = 1  # V, far above what a body makes, but a number
    tree = from_signals(counts * 0, RATE, MUSCLES)
    assert tree["emg"]["voltage"].dtype == np.float64 and tree["left_out"].sizes["entry"] == 2


def test_without_eeg_and_stimuli_there_is_no_eeg_and_no_event(patient: np.ndarray) -> None:
    tree = from_signals(patient, RATE, MUSCLES)
    assert "eeg" not in tree.children and tree["stimuli"].sizes["event"] == 0


def test_stimuli_of_several_sites_come_in_order_of_time(patient: np.ndarray) -> None:
    tree = from_signals(patient, RATE, MUSCLES, stimuli={"wrist": [1.0, 4.0], "ankle": [1.0, 2.0]})
    assert tree["stimuli"]["time"].values.tolist() == [1, 1, 2, 4]
    assert tree["stimuli"]["site"].values.tolist() == ["wrist", "ankle", "ankle", "wrist"]


def test_channel_of_zeros_was_not_recorded_and_is_none_without_bursts(patient: np.ndarray) -> None:
    emg = patient.copy()
    emg[1] = 0
    result = add_events(from_signals(emg, RATE, MUSCLES))
    assert result["emg"]["muscle"].values.tolist() == ["right_scm"]
    assert result["left_out"]["channel"].values.tolist() == ["right_fdi"]
    assert result["left_out"]["reason"].values.tolist() == ["zeros for 10 of 10 s"]


def clipped(share: float, low: float = -1.0) -> np.ndarray:
    """Noise of which the given share rests at the rail."""
    trace = 100e-6 * np.random.default_rng(0).standard_normal(SAMPLES)
    trace[1000 : 1000 + round(share * SAMPLES)] = 4e-3
    return np.maximum(trace, low)


def test_few_clipped_samples_as_of_a_stimulus_artefact_are_allowed() -> None:
    voltage = from_signals(clipped(0.0009), RATE, ["right_fdi"])["emg"]["voltage"]
    assert voltage.sizes["time"] == SAMPLES and np.isfinite(voltage).all()


@pytest.mark.parametrize(
    ("trace", "reason"),
    [
        (clipped(0.0, low=-60e-6), "saturated for 10 of 10 s"),
        (clipped(0.95), "held at one value for 9.5 of 10 s"),
        (np.full(SAMPLES, 5e-3), "held at one value for 10 of 10 s"),
    ],
    ids=["below", "mostly", "always"],
)
def test_clipped_signal_is_left_out_with_its_reason(trace: np.ndarray, reason: str, patient: np.ndarray) -> None:
    tree = from_signals(np.array([patient[0], trace]), RATE, MUSCLES, trace, ["c3"])
    assert tree["emg"]["muscle"].values.tolist() == ["right_scm"] and "eeg" not in tree.children
    assert tree["left_out"]["kind"].values.tolist() == ["emg", "eeg"]
    assert tree["left_out"]["reason"].values.tolist() == [reason, reason]


def test_a_clipped_stretch_is_missing_and_the_rest_is_kept() -> None:
    tree = from_signals(clipped(0.004), RATE, ["right_fdi"])
    missing = tree["missing"].to_dataset()
    assert missing["begin"].values.tolist() == [0.5] and missing["end"].values.tolist() == [pytest.approx(0.54)]
    assert missing["reason"].values.tolist() == ["held at one value"]
    assert np.isnan(tree["emg"]["voltage"]).sum() == 80


WORDS = np.full((2, SAMPLES), "x")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"emg": WORDS}, "EMG holds what is no number"),
        ({"eeg": WORDS, "electrodes": ["c3", "c4"]}, "EEG holds what is no number"),
        ({"rate": 0.0}, "EMG has a rate of 0 Hz"),
        ({"rate": float("nan")}, "a rate of nan Hz"),
        ({"rate": float("inf")}, "a rate of inf Hz"),
        ({"muscles": ["FDI R", "right_fdi"]}, "EMG of 'right_fdi' .channel 'FDI R'. occurs twice"),
        ({"emg": NOISE * 1e6}, "EMG of 'right_scm' spans .* V, but no muscle or scalp reaches 0.1 V"),
        ({"emg": NOISE.T}, "go with \\(2, time\\)"),
        ({"emg": np.zeros((2, 1))}, "go with \\(2, time\\)"),
        ({"muscles": ["right_fdi"]}, "go with \\(1, time\\)"),
        ({"muscles": ["right_fdi", "right_fdi"]}, "different names"),
        ({"muscles": "right_fdi"}, "different names"),
        ({"eeg": NOISE}, "belong together"),
        ({"electrodes": ["c3"]}, "belong together"),
        (
            {"eeg": NOISE[:, ::2], "electrodes": ["c3", "c4"]},
            "EEG of 'left_hand' .channel 'c3'. ends at 5 s, but EMG of 'right_scm' at 10 s",
        ),
        ({"stimuli": [3.0, 1.0]}, "not in order"),
        ({"stimuli": [1.0, 1.0]}, "hold 1 s twice"),
        ({"stimuli": {"wrist": [2.0, 2.0]}}, "of 'wrist' hold 2 s twice"),
        ({"stimuli": [11.0]}, "from 0 to 10 s"),
        ({"stimuli": [-1.0]}, "from 0 to 10 s"),
        ({"stimuli": [np.nan]}, "from 0 to 10 s"),
    ],
)
def test_bad_recordings_are_one_clear_line(arguments: dict[str, Any], message: str, patient: np.ndarray) -> None:
    given = {"emg": patient, "rate": RATE, "muscles": MUSCLES, **arguments}
    with pytest.raises(ValueError, match=message) as error:
        from_signals(**given)
    assert "\n" not in str(error.value)
