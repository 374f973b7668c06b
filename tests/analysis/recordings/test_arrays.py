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
    assert person["eeg"]["electrode"].values.tolist() == ["c3", "cz", "c4"]
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
    counts = (patient * 1e7).astype(np.int16)
    assert from_signals(counts, RATE, MUSCLES)["emg"]["voltage"].dtype == np.float64


def test_without_eeg_and_stimuli_there_is_no_eeg_and_no_event(patient: np.ndarray) -> None:
    tree = from_signals(patient, RATE, MUSCLES)
    assert "eeg" not in tree.children and tree["stimuli"].sizes["event"] == 0


def test_stimuli_of_several_sites_come_in_order_of_time(patient: np.ndarray) -> None:
    tree = from_signals(patient, RATE, MUSCLES, stimuli={"wrist": [1.0, 4.0], "ankle": [1.0, 2.0]})
    assert tree["stimuli"]["time"].values.tolist() == [1, 1, 2, 4]
    assert tree["stimuli"]["site"].values.tolist() == ["wrist", "ankle", "ankle", "wrist"]


def test_silent_channel_is_one_without_bursts_and_not_clipped(patient: np.ndarray) -> None:
    emg = patient
    emg[1] = 0
    result = add_events(from_signals(emg, RATE, MUSCLES))
    assert set(result["bursts"]["muscle"].values) == {"right_scm"}


def clipped(share: float, low: float = -1.0) -> np.ndarray:
    """Noise of which the given share rests at the rail."""
    trace = 100e-6 * np.random.default_rng(0).standard_normal(SAMPLES)
    trace[1000 : 1000 + round(share * SAMPLES)] = 4e-3
    return np.maximum(trace, low)


def test_few_clipped_samples_as_of_a_stimulus_artefact_are_allowed() -> None:
    assert from_signals(clipped(0.0009), RATE, ["right_fdi"])["emg"].sizes["time"] == SAMPLES


@pytest.mark.parametrize(
    "trace",
    [clipped(0.002), clipped(0.0, low=-60e-6), clipped(0.9), np.full(SAMPLES, 5e-3)],
    ids=["above", "below", "mostly", "always"],
)
def test_clipped_signal_is_refused(trace: np.ndarray, patient: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"right_fdi.*clipped"):
        from_signals(trace, RATE, ["right_fdi"])
    with pytest.raises(ValueError, match=r"c3.*clipped"):
        from_signals(patient, RATE, MUSCLES, trace, ["c3"])


BROKEN = np.where(np.arange(SAMPLES) == 7, np.nan, NOISE)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"emg": BROKEN}, "1 samples that are no numbers"),
        ({"eeg": BROKEN, "electrodes": ["c3", "c4"]}, "scalp potential of 'c3' has 1 samples"),
        ({"rate": 499.0}, "at least 500 Hz"),
        ({"rate": float("nan")}, "at least 500 Hz"),
        ({"rate": float("inf")}, "at least 500 Hz"),
        ({"emg": NOISE.T}, "need \\(2, time\\)"),
        ({"emg": np.zeros((2, 1))}, "need \\(2, time\\)"),
        ({"muscles": ["right_fdi"]}, "need \\(1, time\\)"),
        ({"muscles": ["right_fdi", "right_fdi"]}, "different names"),
        ({"muscles": "right_fdi"}, "different names"),
        ({"eeg": NOISE}, "belong together"),
        ({"electrodes": ["c3"]}, "belong together"),
        ({"eeg": NOISE[:, ::2], "electrodes": ["c3", "c4"]}, "10000 samples of EEG but 20000 of EMG"),
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
