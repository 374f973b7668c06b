"""Headers of EDF files give the rates of their channels, and a recording that is written as EDF keeps what it holds."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.recordings.edf import cut_off, native_rates, to_edf
from disinhibition.analysis.recordings.files import read_recording
from disinhibition.errors import UserError

edfio = pytest.importorskip("edfio")
RATE = 1000.0
NOISE = 1e-5 * np.random.default_rng(0).standard_normal((2, 10_500))


def written(path: Path, *signals: tuple[str, int]) -> Path:
    """An EDF file of 10 s with channels of some labels and rates."""
    rng = np.random.default_rng(0)
    made = [edfio.EdfSignal(rng.standard_normal(10 * rate), rate, label=label) for label, rate in signals]
    edfio.Edf(made).write(path)
    return path


def test_each_channel_has_its_own_rate(tmp_path: Path) -> None:
    path = written(tmp_path / "a.edf", ("EEG C3", 200), ("EMG 1", 1000), ("STI", 50))
    assert native_rates(path) == {"EEG C3": 200.0, "EMG 1": 1000.0, "STI": 50.0}


def test_names_that_occur_twice_are_counted(tmp_path: Path) -> None:
    assert native_rates(written(tmp_path / "a.edf", ("EMG", 200), ("EMG", 400))) == {"EMG-0": 200.0, "EMG-1": 400.0}


def test_annotations_are_no_channel(tmp_path: Path) -> None:
    to_edf(from_signals(NOISE, RATE, ["right_fdi", "left_fdi"], stimuli={"wrist": [1.0]}), tmp_path / "a.edf")
    assert list(native_rates(tmp_path / "a.edf")) == ["FDI R", "FDI L"]


@pytest.mark.parametrize("content", [b"", b"hello", b"0" * 244 + b"no count     "])
def test_a_damaged_header_is_one_line_with_the_file(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.edf").write_bytes(content)
    with pytest.raises(UserError, match=r"a\.edf has a damaged header .*; is it an EDF file\?"):
        native_rates(tmp_path / "a.edf")


def test_signals_stimuli_and_clock_come_back(tmp_path: Path) -> None:
    pytest.importorskip("mne")
    tree = from_signals(
        NOISE, RATE, ["right_fdi", "left_scm"], 2 * NOISE[:1], ["C3"], {"sound": [2.0], "wrist": [1.5]}, UNFILTERED
    )
    to_edf(tree, tmp_path / "a.edf")
    sites = {"sound": "sound", "wrist": "wrist"}
    back = read_recording(tmp_path / "a.edf", sites=sites, filters=UNFILTERED)
    assert back["emg"]["muscle"].values.tolist() == ["right_fdi", "left_scm"]
    assert back["eeg"]["electrode"].values.tolist() == ["left_hand"]
    assert back["stimuli"]["time"].values.tolist() == pytest.approx([1.5, 2.0])
    assert back["stimuli"]["site"].values.tolist() == ["wrist", "sound"]
    step = float(np.ptp(NOISE)) / 65_535  # of 16 bits
    mine = tree["emg"]["voltage"].values
    # The last sample is the first of those that fill the record up
    np.testing.assert_allclose(back["emg"]["voltage"].values[:, : mine.shape[1] - 1], mine[:, :-1], atol=step)


def test_a_record_that_is_not_full_goes_on_with_its_last_sample(tmp_path: Path) -> None:
    pytest.importorskip("mne")
    to_edf(from_signals(NOISE, RATE, ["right_fdi", "left_scm"], filters=UNFILTERED), tmp_path / "a.edf")
    back = read_recording(tmp_path / "a.edf", filters=UNFILTERED)
    assert back.attrs["duration"] == 11.0  # of 10.5
    missing = back["missing"].to_dataset()
    assert missing["begin"].values == pytest.approx([10.5, 10.5], abs=0.0011)


def test_a_silent_channel_and_what_was_not_recorded_can_be_written(tmp_path: Path) -> None:
    emg = NOISE.copy()
    emg[0] = 0.0
    emg[1, 2000:3000] = np.nan
    to_edf(from_signals(emg, RATE, ["right_fdi", "left_scm"], filters=UNFILTERED), tmp_path / "a.edf")
    assert set(native_rates(tmp_path / "a.edf")) <= {"FDI R", "SCM L"}


def test_a_recording_of_the_model_can_be_written(tmp_path: Path, simulated) -> None:
    tree: xr.DataTree = simulated()
    to_edf(tree, tmp_path / "a.edf")
    assert len(native_rates(tmp_path / "a.edf")) == tree["emg"].sizes["muscle"] + tree["eeg"].sizes["electrode"]


def test_a_file_that_is_shorter_than_its_header_says_is_cut_off(tmp_path: Path) -> None:
    pytest.importorskip("edfio")
    path = tmp_path / "p.edf"
    to_edf(from_signals(3e-6 * np.random.default_rng(0).standard_normal((2, 4000)), 1000.0, ["FDI R", "SCM R"]), path)
    content = path.read_bytes()
    assert cut_off(path) == ""
    path.write_bytes(content[:-1])
    assert cut_off(path) == "the file is cut off: its header announces 4 s, and it holds 3 s"
    path.write_bytes(content[:236] + b"-1      " + content[244:-1])  # a recording whose length nobody wrote down
    assert cut_off(path) == ""
    path.rename(tmp_path / "p.bdf")  # samples of 3 bytes
    (tmp_path / "p.bdf").write_bytes(content)
    assert cut_off(tmp_path / "p.bdf").endswith("announces 4 s, and it holds 2 s")
