"""Recordings of mne: from memory, cropped, and from a file of a clinical amplifier."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.recordings.mne import from_mne
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError

mne = pytest.importorskip("mne")
RATE = 1000.0
CHANNELS = {"FDI re": "emg", "SCM re": "emg", "C3": "eeg", "force": "misc"}
MUSCLES = {"SCM re": "right_scm", "FDI re": "right_fdi"}
TABLE = {**MUSCLES, "C3": "left_hand"}


def signals() -> np.ndarray:
    """Ten seconds of noise, bursts in FDI every second."""
    rng = np.random.default_rng(5)
    values = np.array([[2e-6], [2e-6], [10e-6], [1.0]]) * rng.standard_normal((4, 10_000))
    for first in range(500, 10_000, 1000):
        values[0, first : first + 40] += 2e-4 * rng.standard_normal(40)
    return values


def raw(rate: float = RATE, dated: bool = True) -> Any:
    found = mne.io.RawArray(signals(), mne.create_info(list(CHANNELS), rate, list(CHANNELS.values())), verbose="error")
    if dated:
        found.set_meas_date(1.6e9)
    return found.set_annotations(mne.Annotations([3.0, 1.5, 4.0], 0, ["shock", "shock", "BAD"]))


def test_raw_becomes_the_recording_that_its_arrays_make() -> None:
    found = from_mne(raw(), TABLE, {"shock": "wrist"}, UNFILTERED)
    values = signals()
    stimuli = {"wrist": [1.5, 3.0]}
    made = from_signals(values[[1, 0]], RATE, [*MUSCLES.values()], values[2], ["left_hand"], stimuli, UNFILTERED)
    for group in ("emg", "eeg"):
        xr.testing.assert_allclose(
            found[group].to_dataset().drop_vars("label"), made[group].to_dataset().drop_vars("label"), rtol=1e-9
        )
    xr.testing.assert_equal(found["stimuli"].to_dataset(), made["stimuli"].to_dataset())
    assert add_events(found)["jerks"].sizes["jerk"] == 10


@pytest.mark.parametrize("dated", [True, False])
def test_time_begins_with_the_first_sample_of_what_was_cut_out(dated: bool) -> None:
    found = from_mne(raw(dated=dated).crop(1.0, 5.0), MUSCLES, {"shock": "wrist"}, UNFILTERED)
    assert found["stimuli"]["time"].values.tolist() == pytest.approx([0.5, 2.0])
    assert float(found["emg"]["time"][0]) == 0 and "eeg" not in found.children
    np.testing.assert_allclose(found["emg"]["voltage"].sel(muscle="right_fdi"), signals()[0, 1000:5001])


def test_file_of_mne_is_read_by_its_path(tmp_path: Path) -> None:
    raw().save(tmp_path / "patient_raw.fif", verbose="error")
    for path in (tmp_path / "patient_raw.fif", str(tmp_path / "patient_raw.fif")):
        found = from_mne(path, TABLE, {"shock": "wrist"}, UNFILTERED)
        np.testing.assert_allclose(found["emg"]["voltage"].sel(muscle="right_scm"), signals()[1], rtol=1e-5, atol=1e-10)
        assert found["stimuli"]["site"].values.tolist() == ["wrist", "wrist"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"channels": {"FDI li": "left_fdi"}}, "no channel is called 'FDI li'; there are FDI re, SCM re, C3, force"),
        ({"channels": {"force": "right_fdi"}}, "'force' holds no voltage"),
        ({"sites": {"tap": "knee"}}, "no event is called 'tap'; there are shock"),
        ({"channels": {}}, "no channel is to be measured"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message) as error:
        from_mne(**{"raw": raw(), "channels": MUSCLES, **given})
    assert "\n" not in str(error.value)


def test_without_a_table_names_and_types_say_what_a_channel_is() -> None:
    found = from_mne(raw())
    assert found["emg"]["muscle"].values.tolist() == ["right_fdi", "right_scm"]
    assert found["eeg"]["electrode"].values.tolist() == ["left_hand"]
    assert found["eeg"]["label"].values.tolist() == ["C3"]


def test_bad_channels_and_stretches_are_honoured() -> None:
    marked = raw()
    marked.info["bads"] = ["SCM re"]
    marked.set_annotations(mne.Annotations([2.0, 5.0], [0.5, 0], ["BAD_movement", "shock"]))
    found = from_mne(marked, TABLE, {"shock": "wrist"})
    assert found["left_out"]["channel"].values.tolist() == ["right_scm"]
    assert found["left_out"]["reason"].values.tolist() == ["marked as bad in the file"]
    missing = found["missing"].to_dataset()
    assert missing["channel"].values.tolist() == ["right_fdi", "left_hand"]
    assert missing["begin"].values.tolist() == [2, 2] and missing["end"].values.tolist() == [2.5, 2.5]
    assert set(missing["reason"].values) == {"marked as BAD_movement"}
    assert np.isnan(found["emg"]["voltage"].sel(time=slice(2.0, 2.499))).all()
    assert np.isfinite(found["emg"]["voltage"].sel(time=slice(2.5, None))).all()


def test_the_rate_at_which_a_channel_was_recorded_counts_and_not_that_of_the_file(tmp_path: Path) -> None:
    edfio = pytest.importorskip("edfio")
    slow, fast = (1e6 * 3e-6 * np.random.default_rng(0).standard_normal(rate * 10) for rate in (200, 1000))
    signals = [edfio.EdfSignal(slow, 200, label="FDI re", physical_dimension="uV"),
               edfio.EdfSignal(fast, 1000, label="SCM re", physical_dimension="uV")]  # fmt: skip
    edfio.Edf(signals).write(tmp_path / "two_rates.edf")
    found = from_mne(tmp_path / "two_rates.edf", MUSCLES)
    assert found["emg"]["muscle"].values.tolist() == ["right_scm"]
    assert found["left_out"]["reason"].values.tolist() == ["recorded at 200 Hz, at least 500 Hz needed"]


def test_a_trigger_channel_gives_stimuli() -> None:
    pulses = np.zeros((1, 10_000))
    pulses[0, [1000, 1001, 4000]] = 5.0
    both = mne.io.RawArray(
        np.concatenate([signals()[:1], pulses]), mne.create_info(["FDI re", "STI"], RATE, ["emg", "stim"]),
        verbose="error",
    )  # fmt: skip
    table = {"FDI re": "right_fdi", "STI": {"name": "shocks", "kind": "trigger"}}
    found = from_mne(both, table, {"shocks": "wrist"})
    assert found["stimuli"]["time"].values.tolist() == [1, 4]
    assert found["stimuli"]["site"].values.tolist() == ["wrist", "wrist"]


def test_a_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.edf").write_bytes(b"")
    (tmp_path / "text.edf").write_text("hello")
    for name, words in (("missing.edf", "no file"), ("empty.edf", "damaged header"), ("text.edf", "damaged")):
        with pytest.raises(UserError, match=words) as error:
            from_mne(tmp_path / name, MUSCLES)
        assert name in str(error.value) and "\n" not in str(error.value)


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mne", None)
    with pytest.raises(ModuleNotFoundError, match=r"^mne is not installed; pip install disinhibition\[interop\]$"):
        from_mne("patient.edf", MUSCLES)
