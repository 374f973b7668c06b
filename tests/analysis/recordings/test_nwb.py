import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.nwb import START, from_nwb, to_nwb
from disinhibition.analysis.recordings.step import cut_step
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError

RATE = 2000.0
SAMPLES = 20_000
MUSCLES = ["right_scm", "right_fdi"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["simulated", "silent", "person", "alone"])
def test_nwb_file_is_valid(
    kind: str, tmp_path: Path, simulated: Callable[..., xr.DataTree], patient: np.ndarray, scalp: np.ndarray
) -> None:
    pynwb = pytest.importorskip("pynwb")
    tree = {
        "simulated": simulated,
        "silent": lambda: simulated(spikes=0),
        "person": lambda: add_events(from_signals(patient, RATE, MUSCLES, scalp, ["c3", "cz", "c4"], [1.0])),
        "alone": lambda: from_signals(patient[:1], RATE, ["right_fdi"]),
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
        assert json.loads(file.notes)["disinhibition"]["attrs"] == {"duration": 10, "runaway": 0, "version": "1"}
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


@pytest.mark.parametrize("kind", ["simulated", "silent", "person", "gaps"])
def test_nwb_file_comes_back_equal(
    kind: str, tmp_path: Path, simulated: Callable[..., xr.DataTree], patient: np.ndarray, scalp: np.ndarray
) -> None:
    pytest.importorskip("pynwb")
    gaps = patient.copy()
    gaps[0, 5000:6000] = np.nan
    tree = {
        "simulated": simulated,
        "silent": lambda: simulated(spikes=0),
        "person": lambda: from_signals(patient, RATE, ["EMG1", "FDI R"], scalp, ["c3", "cz", "o1"], {"wrist": [1.0]}),
        "gaps": lambda: add_events(from_signals(gaps, RATE, MUSCLES, np.zeros((1, SAMPLES)), ["c3"])),
    }[kind]()
    to_nwb(tree, tmp_path / "recording.nwb")
    back = from_nwb(tmp_path / "recording.nwb")
    assert set(back.children) == set(tree.children) - {"field"} and back.attrs == tree.attrs
    for group in back.children:
        xr.testing.assert_identical(back[group].to_dataset(), tree[group].to_dataset())
        for name, variable in tree[group].to_dataset().variables.items():
            assert back[group].to_dataset()[name].dtype == variable.dtype, f"{group}/{name}"


def test_a_step_of_a_longer_recording_comes_back_on_its_clock_to_the_last_bit(
    tmp_path: Path, patient: np.ndarray
) -> None:
    for rate, begin, end in ((2000.0, 3.0, 9.0), (1000.0, 12.345, 18.0)):
        step = cut_step(from_signals(patient, rate, ["right_scm", "right_fdi"]), begin, end)
        to_nwb(step, tmp_path / "step.nwb")
        back = from_nwb(tmp_path / "step.nwb")
        xr.testing.assert_identical(back["emg"].to_dataset(), step["emg"].to_dataset())


def test_file_of_another_program_enters_by_the_door(tmp_path: Path, patient: np.ndarray) -> None:
    pynwb = pytest.importorskip("pynwb")
    file = pynwb.NWBFile(session_description="x", identifier="y", session_start_time=START)
    place = file.create_electrode_group(name="g", description="d", location="arm", device=file.create_device("amp"))
    for name in ("FDI re", "SCM re"):
        file.add_electrode(location=name, group=place)
    series = pynwb.ecephys.ElectricalSeries(
        name="surface", data=1e6 * (patient[::-1].T + 1e-3), rate=RATE, conversion=1e-6,
        electrodes=file.create_electrode_table_region(region=[0, 1], description="both"),
    )  # fmt: skip
    file.add_acquisition(series)
    shocks = pynwb.epoch.TimeIntervals(name="shocks", description="stimuli")
    shocks.add_interval(start_time=2.0, stop_time=2.0)
    file.add_time_intervals(shocks)
    with pynwb.NWBHDF5IO(tmp_path / "other.nwb", "w") as writer:
        writer.write(file)
    tree = add_events(from_nwb(tmp_path / "other.nwb", sites={"shocks": "wrist"}))
    assert tree["emg"]["muscle"].values.tolist() == ["right_fdi", "right_scm"] and tree["jerks"].sizes["jerk"] == 9
    np.testing.assert_allclose(tree["emg"]["offset"], 1e-3, atol=1e-6)
    assert tree["stimuli"]["site"].values.tolist() == ["wrist"] and tree["stimuli"]["time"].values.tolist() == [2]


def test_what_is_no_nwb_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("pynwb")
    (tmp_path / "text.nwb").write_text("hello")
    for name, words in (("missing.nwb", "there is no file"), ("text.nwb", "cannot be read as NWB")):
        with pytest.raises(UserError, match=words) as error:
            from_nwb(tmp_path / name)
        assert "\n" not in str(error.value)


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
