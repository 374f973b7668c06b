import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.nwb import to_nwb
from disinhibition.analysis.summary import add_events

RATE = 2000.0
SAMPLES = 20_000
MUSCLES = ["right_scm", "right_fdi"]


@pytest.mark.parametrize("kind", ["simulated", "silent", "person", "alone"])
def test_nwb_file_is_valid(
    kind: str, tmp_path: Path, simulated: Callable[..., xr.DataTree], patient: np.ndarray, scalp: np.ndarray
) -> None:
    pynwb = pytest.importorskip("pynwb")
    tree = {
        "simulated": simulated,
        "silent": lambda: simulated(spikes=0),
        "person": lambda: add_events(from_signals(patient, RATE, MUSCLES, scalp, ["c3", "cz", "c4"], [1.0])),
        "alone": lambda: from_signals(np.zeros((1, 1000)), RATE, ["right_fdi"]),
    }[kind]()
    to_nwb(tree, tmp_path / "recording.nwb")
    with pynwb.NWBHDF5IO(tmp_path / "recording.nwb", "r") as reader:
        assert pynwb.validate(io=reader) == []


def test_nwb_file_holds_what_the_tree_holds(tmp_path: Path, simulated: Callable[..., xr.DataTree]) -> None:
    pynwb = pytest.importorskip("pynwb")
    tree = simulated()
    to_nwb(tree, tmp_path / "recording.nwb")
    with pynwb.NWBHDF5IO(tmp_path / "recording.nwb", "r") as reader:
        file = reader.read()
        assert json.loads(file.notes) == {"duration": 10, "runaway": 0, "version": "1"}
        for group, name, dim in (("emg", "voltage", "muscle"), ("eeg", "potential", "electrode")):
            series = file.acquisition[group]
            np.testing.assert_array_equal(series.data[:].T, tree[group][name])
            assert series.unit == "volts" and series.rate == pytest.approx(RATE)
            assert series.electrodes.to_dataframe()["location"].tolist() == tree[group][dim].values.tolist()
        units = file.units.to_dataframe()
        assert units["population"].tolist() == ["right_m1_hand_pt"] * 3 + ["right_fdi_mn"] * 4
        for cell, times in enumerate(units["spike_times"]):
            expected = tree["spikes"]["time"].values[tree["spikes"]["unit"].values == cell]
            np.testing.assert_array_equal(times, expected)
        stimuli, bursts = (file.intervals[name].to_dataframe() for name in ("stimuli", "bursts"))
        assert stimuli["start_time"].tolist() == [1, 1, 3] and stimuli["site"].tolist()[1] == "median_left"
        np.testing.assert_allclose(bursts["start_time"], tree["bursts"]["onset"])
        np.testing.assert_allclose(1e3 * (bursts["stop_time"] - bursts["start_time"]), tree["bursts"]["duration"])
        assert bursts["muscle"].tolist() == tree["bursts"]["muscle"].values.tolist()


def test_same_recording_has_the_same_nwb_identifier_and_another_has_another(
    tmp_path: Path, patient: np.ndarray
) -> None:
    pynwb = pytest.importorskip("pynwb")
    found = []
    for i, factor in enumerate((1.0, 1.0, 1.1)):
        to_nwb(from_signals(patient * factor, RATE, MUSCLES), tmp_path / f"{i}.nwb")
        with pynwb.NWBHDF5IO(tmp_path / f"{i}.nwb", "r") as reader:
            found.append(reader.read().identifier)
    assert found[0] == found[1] != found[2]


def test_missing_package_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, simulated: Callable[..., xr.DataTree], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pynwb", None)
    with pytest.raises(ModuleNotFoundError, match=r"^pynwb is not installed; pip install disinhibition\[interop\]$"):
        to_nwb(simulated(), tmp_path / "x.nwb")
