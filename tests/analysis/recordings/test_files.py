"""Any file that holds a recording is read by the ending of its name, and others are refused in one line."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.edf import native_rates, to_edf
from disinhibition.analysis.recordings.files import read_recording
from disinhibition.analysis.recordings.nwb import to_nwb
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError

RATE = 2000.0


def test_edf_nwb_and_netcdf_hold_the_same_recording(tmp_path: Path, patient: np.ndarray, scalp: np.ndarray) -> None:
    pytest.importorskip("mne")
    pytest.importorskip("edfio")
    pytest.importorskip("pynwb")
    tree = from_signals(patient, RATE, ["right_scm", "right_fdi"], scalp, ["C3", "Cz", "C4"], {"wrist": [1.0, 3.0]})
    tree.to_netcdf(tmp_path / "p.nc", engine="h5netcdf")
    to_nwb(tree, tmp_path / "p.nwb")
    to_edf(tree, tmp_path / "p.edf")
    for name in ("p.nc", "p.nwb", "p.edf"):
        found = read_recording(tmp_path / name, sites={"wrist": "wrist"})
        assert found["emg"]["muscle"].values.tolist() == ["right_scm", "right_fdi"], name
        assert found["eeg"]["electrode"].values.tolist() == ["left_hand", "cz", "right_hand"], name
        assert found["stimuli"]["time"].values.tolist() == pytest.approx([1, 3]), name
        assert add_events(found)["statistics"]["burst_duration"].item() == pytest.approx(30, abs=1), name
        np.testing.assert_allclose(found["emg"]["voltage"], tree["emg"]["voltage"], atol=2e-6)
    assert native_rates(tmp_path / "p.edf") == dict.fromkeys(["SCM R", "FDI R", "C3", "cz", "C4"], RATE)
    xr.testing.assert_equal(read_recording(tmp_path / "p.nc")["emg"].to_dataset(), tree["emg"].to_dataset())


def test_c3d_is_read_through_ezc3d(tmp_path: Path, patient: np.ndarray) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    file = ezc3d.c3d()
    file["parameters"]["POINT"]["RATE"]["value"] = [200]
    file["parameters"]["POINT"]["LABELS"]["value"] = ["knee"]
    file["data"]["points"] = np.zeros((4, 1, 2000))
    file["parameters"]["ANALOG"]["RATE"]["value"] = [RATE]
    file["parameters"]["ANALOG"]["LABELS"]["value"] = ["FDI R", "Force"]
    file["parameters"]["ANALOG"]["UNITS"]["value"] = ["mV", "N"]
    file["data"]["analogs"] = np.array([1e3 * patient[0], np.ones(patient.shape[1])])[None]
    file.write(str(tmp_path / "gait.c3d"))
    tree = add_events(read_recording(tmp_path / "gait.c3d"))
    assert tree["emg"]["muscle"].values.tolist() == ["right_fdi"] and tree["bursts"].sizes["burst"] == 9
    with pytest.raises(UserError, match="channel 'Force' is in 'N', which is no voltage"):
        read_recording(tmp_path / "gait.c3d", {"Force": "right_fdi"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.edf", None, "there is no file"),
        ("empty.edf", b"", "is empty"),
        ("noise.edf", b"\x00\x01" * 5000, "cannot be read by mne|damaged"),
        ("noise.nwb", b"\x00\x01" * 500, "cannot be read as NWB"),
        ("noise.nc", b"\x00\x01" * 500, "cannot be read"),
        ("noise.vhdr", b"hello", "cannot be read by mne"),
        ("letter.docx", b"hello", "is no recording that is known here"),
    ],
)
def test_other_files_are_one_line_with_their_name(name: str, content: bytes | None, message: str, tmp_path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=message) as error:
        read_recording(tmp_path / name)
    assert name in str(error.value) and "\n" not in str(error.value)


def test_a_file_of_results_is_no_recording(tmp_path: Path) -> None:
    xr.Dataset({"burst_ms": 30.0}).to_netcdf(tmp_path / "examination.nc", engine="h5netcdf")
    with pytest.raises(UserError, match="is no recording; it has no group 'emg'"):
        read_recording(tmp_path / "examination.nc")


@pytest.mark.parametrize("name", ["p.edf", "p.csv", "p.nc"])
def test_a_folder_that_is_named_like_a_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(UserError, match=f"{name} is a folder; name the file in it"):
        read_recording(tmp_path / name)
