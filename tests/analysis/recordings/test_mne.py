"""Recordings of mne: from memory, cropped, and from a file of a clinical amplifier."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.mne import from_mne
from disinhibition.analysis.summary import add_events

mne = pytest.importorskip("mne")
RATE = 1000.0
CHANNELS = {"FDI re": "emg", "SCM re": "emg", "C3": "eeg", "force": "misc"}
MUSCLES, ELECTRODES = {"SCM re": "right_scm", "FDI re": "right_fdi"}, {"C3": "left_hand"}


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
    found = from_mne(raw(), MUSCLES, ELECTRODES, {"shock": "wrist"})
    values = signals()
    made = from_signals(values[[1, 0]], RATE, list(MUSCLES.values()), values[2], ["left_hand"], {"wrist": [1.5, 3.0]})
    xr.testing.assert_allclose(found, made, rtol=1e-9)
    assert add_events(found)["jerks"].sizes["jerk"] == 10


@pytest.mark.parametrize("dated", [True, False])
def test_time_begins_with_the_first_sample_of_what_was_cut_out(dated: bool) -> None:
    found = from_mne(raw(dated=dated).crop(1.0, 5.0), MUSCLES, sites={"shock": "wrist"})
    assert found["stimuli"]["time"].values.tolist() == pytest.approx([0.5, 2.0])
    assert float(found["emg"]["time"][0]) == 0 and "eeg" not in found.children
    np.testing.assert_allclose(found["emg"]["voltage"].sel(muscle="right_fdi"), signals()[0, 1000:5001])


def test_file_of_mne_is_read_by_its_path(tmp_path: Path) -> None:
    raw().save(tmp_path / "patient_raw.fif", verbose="error")
    for path in (tmp_path / "patient_raw.fif", str(tmp_path / "patient_raw.fif")):
        found = from_mne(path, MUSCLES, ELECTRODES, {"shock": "wrist"})
        np.testing.assert_allclose(found["emg"]["voltage"].sel(muscle="right_scm"), signals()[1], rtol=1e-5, atol=1e-10)
        assert found["stimuli"]["site"].values.tolist() == ["wrist", "wrist"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"muscles": {"FDI li": "left_fdi"}}, "no channel is called 'FDI li'; there are FDI re, SCM re, C3, force"),
        ({"muscles": {"force": "right_fdi"}}, "'force' holds no voltage"),
        ({"sites": {"tap": "knee"}}, "no annotation is called 'tap'; there are BAD, shock"),
        ({"raw": raw(rate=250.0)}, "at least 500 Hz"),
        ({"muscles": {}}, "give a list of different names|names"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        from_mne(**{"raw": raw(), "muscles": MUSCLES, **given})
    assert "\n" not in str(error.value)


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mne", None)
    with pytest.raises(ModuleNotFoundError, match=r"^mne is not installed; pip install disinhibition\[interop\]$"):
        from_mne("patient.edf", MUSCLES)
