import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.recordings.neo import from_neo, to_neo
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError

RATE = 2000.0
SAMPLES = 20_000
MUSCLES = ["right_scm", "right_fdi"]


def test_block_holds_signals_with_units_and_names(simulated: Callable[..., xr.DataTree]) -> None:
    pytest.importorskip("neo")
    tree = simulated()
    emg, eeg = to_neo(tree).segments[0].analogsignals
    assert emg.name == "emg" and eeg.name == "eeg" and str(emg.dimensionality) == "V"
    assert emg.array_annotations["channel_names"].tolist() == MUSCLES
    assert eeg.array_annotations["channel_names"].tolist() == ["left_hand", "cz", "right_hand"]
    assert float(emg.sampling_rate.rescale("Hz")) == pytest.approx(RATE) and float(emg.t_start) == 0
    np.testing.assert_array_equal(emg.magnitude.T, tree["emg"]["voltage"])
    np.testing.assert_array_equal(eeg.magnitude.T, tree["eeg"]["potential"])


def test_block_holds_one_train_a_cell_also_of_silent_ones(simulated: Callable[..., xr.DataTree]) -> None:
    pytest.importorskip("neo")
    tree = simulated()
    trains = to_neo(tree).segments[0].spiketrains
    assert len(trains) == 7 and len(trains[0]) == 0 and all(float(train.t_stop) == 10 for train in trains)
    for cell, train in enumerate(trains):
        expected = tree["spikes"]["time"].values[tree["spikes"]["unit"].values == cell]
        np.testing.assert_array_equal(train.rescale("s").magnitude, expected)
    assert trains[4].annotations["muscle"] == "right_fdi" and trains[4].annotations["motor_unit"] == 1
    assert trains[4].annotations["population"] == "right_fdi_mn" and trains[4].annotations["unit"] == 4


def test_block_holds_chosen_populations_only(simulated: Callable[..., xr.DataTree], patient: np.ndarray) -> None:
    pytest.importorskip("neo")
    trains = to_neo(simulated(), ["right_fdi_mn"]).segments[0].spiketrains
    assert [train.annotations["unit"] for train in trains] == [3, 4, 5, 6]
    assert len(to_neo(simulated(), []).segments[0].spiketrains) == 0
    for tree in (simulated(), from_signals(patient, RATE, MUSCLES)):
        with pytest.raises(ValueError, match="no population 'right_x'"):
            to_neo(tree, ["right_x"])


def test_block_holds_stimuli_bursts_and_provenance(simulated: Callable[..., xr.DataTree]) -> None:
    pytest.importorskip("neo")
    tree = simulated()
    block = to_neo(tree)
    (event,), (epoch,) = block.segments[0].events, block.segments[0].epochs
    np.testing.assert_array_equal(event.times.rescale("s").magnitude, [1, 1, 3])
    assert event.labels.tolist() == ["median_right", "median_left", "median_right"]
    np.testing.assert_allclose(epoch.times.rescale("s").magnitude, tree["bursts"]["onset"])
    np.testing.assert_allclose(epoch.durations.rescale("ms").magnitude, tree["bursts"]["duration"])
    assert epoch.labels.tolist() == tree["bursts"]["muscle"].values.tolist() and len(epoch) == 18
    assert block.annotations["version"] == "1" and block.annotations["duration"] == 10


def test_silence_makes_a_block_with_silent_cells_and_no_epochs(simulated: Callable[..., xr.DataTree]) -> None:
    pytest.importorskip("neo")
    tree = simulated(spikes=0)
    tree["bursts"] = xr.DataTree(tree["bursts"].to_dataset().isel(burst=slice(0)))
    segment = to_neo(tree).segments[0]
    assert [len(train) for train in segment.spiketrains] == [0] * 7 and len(segment.epochs[0]) == 0


def test_block_of_a_recording_comes_back_the_same(patient: np.ndarray, scalp: np.ndarray) -> None:
    pytest.importorskip("neo")
    electrodes = ["c3", "cz", "c4"]
    tree = from_signals(patient, RATE, MUSCLES, scalp, electrodes, {"wrist": [1.0, 3.0]})
    back = from_neo(to_neo(tree).segments[0], sites={"wrist": "wrist"}, filters=UNFILTERED)
    assert back["eeg"]["electrode"].values.tolist() == ["left_hand", "cz", "right_hand"]
    for group, name in (("emg", "voltage"), ("eeg", "potential")):
        np.testing.assert_allclose(back[group][name], tree[group][name], rtol=1e-12)
        xr.testing.assert_equal(back[group]["time"], tree[group]["time"])
    xr.testing.assert_equal(back["stimuli"].to_dataset(), tree["stimuli"].to_dataset())


def brainvision(folder: Path, emg: np.ndarray, eeg: np.ndarray) -> Path:
    """A file as a clinical amplifier writes it: EMG and EEG in units of 0.1 uV, two kinds of markers."""
    channels = np.vstack([emg, eeg[:1]])
    (channels / 1e-7).round().astype("<i2").T.tofile(folder / "patient.eeg")
    names = ("SCM re", "FDI re", "C3")
    lines = "\n".join(f"Ch{i}={name},,0.1,µV" for i, name in enumerate(names, 1))
    header = f"""Brain Vision Data Exchange Header File Version 1.0
[Common Infos]
DataFile=patient.eeg
MarkerFile=patient.vmrk
DataFormat=BINARY
DataOrientation=MULTIPLEXED
NumberOfChannels=3
SamplingInterval=500
[Binary Infos]
BinaryFormat=INT_16
[Channel Infos]
{lines}
"""
    markers = """Brain Vision Data Exchange Marker File, Version 1.0
[Common Infos]
DataFile=patient.eeg
[Marker Infos]
Mk1=Stimulus,S  1,2001,1,0
Mk2=Response,R  9,3001,1,0
Mk3=Stimulus,S  1,6001,1,0
"""
    (folder / "patient.vhdr").write_text(header, encoding="utf-8")
    (folder / "patient.vmrk").write_text(markers, encoding="utf-8")
    return folder / "patient.vhdr"


@pytest.mark.parametrize("lazy", [False, True])
def test_file_of_a_clinical_amplifier_is_read_through_neo(
    tmp_path: Path, lazy: bool, patient: np.ndarray, scalp: np.ndarray
) -> None:
    neo = pytest.importorskip("neo")
    path = brainvision(tmp_path, patient, scalp)
    segment = neo.io.BrainVisionIO(str(path)).read_segment(lazy=lazy)
    table = {"FDI re": "right_fdi", "SCM re": "right_scm", "C3": "C3"}
    tree = from_neo(segment, table, {"S  1": "wrist"}, UNFILTERED)
    np.testing.assert_allclose(tree["emg"]["voltage"].sel(muscle=MUSCLES), patient, atol=0.6e-7)
    np.testing.assert_allclose(tree["eeg"]["potential"], scalp[:1], atol=0.6e-7)
    np.testing.assert_allclose(tree["stimuli"]["time"], [1, 3], atol=1e-3)
    assert tree["stimuli"]["site"].values.tolist() == ["wrist", "wrist"]
    assert add_events(tree)["jerks"].sizes["jerk"] == 9


def segment_of(*signals: Any) -> Any:
    neo = pytest.importorskip("neo")
    segment = neo.Segment()
    segment.analogsignals.extend(signals)
    segment.events.append(neo.Event(np.array([2.0, 1.5]), np.array(["b", "a"]), units="s"))
    return segment


def signal_of(name: str, units: str = "mV", rate: float = RATE, start: float = 0.0, samples: int = SAMPLES) -> Any:
    neo = pytest.importorskip("neo")
    import quantities as pq

    values = 3e-6 * np.random.default_rng(0).standard_normal((samples, 1))
    return neo.AnalogSignal(values, units=units, sampling_rate=rate * pq.Hz, t_start=start * pq.s, name=name)


def test_one_channel_signals_are_called_by_their_name_and_time_begins_with_the_first_sample() -> None:
    segment = segment_of(signal_of("left", start=1.0), signal_of("right", start=1.0))
    sites = {"a": "wrist", "b": "wrist"}
    tree = from_neo(segment, {"right": "right_fdi", "left": "left_fdi"}, sites, UNFILTERED)
    assert tree["emg"]["muscle"].values.tolist() == ["right_fdi", "left_fdi"]
    sample = 3e-6 * np.random.default_rng(0).standard_normal()
    np.testing.assert_allclose(tree["emg"]["voltage"][0, 0], sample / 1e3)
    assert float(tree["emg"]["time"][0]) == 0 and tree["stimuli"]["time"].values.tolist() == [0.5, 1.0]


def test_a_slower_channel_is_brought_to_the_rate_of_the_fastest_and_known_by_its_own() -> None:
    segment = segment_of(signal_of("fdi"), signal_of("scm", rate=1000.0, samples=SAMPLES // 2))
    tree = from_neo(segment, {"fdi": "right_fdi", "scm": "right_scm"})
    assert tree["emg"]["native_rate"].values.tolist() == [2000, 1000] and tree["emg"].sizes["time"] == SAMPLES
    assert float(tree["emg"]["time"][1]) == pytest.approx(1 / 2000)


def test_emg_and_eeg_keep_clocks_of_their_own() -> None:
    segment = segment_of(signal_of("fdi"), signal_of("C3", rate=1000.0, samples=SAMPLES // 2))
    tree = from_neo(segment)
    assert tree["emg"].sizes["time"] == SAMPLES and tree["eeg"].sizes["time"] == SAMPLES // 2
    assert float(tree["eeg"]["time"][-1]) == pytest.approx(9.999)


def test_a_channel_recorded_too_slowly_is_left_out_with_its_reason() -> None:
    tree = from_neo(segment_of(signal_of("fdi"), signal_of("scm", rate=250.0, samples=SAMPLES // 8)))
    assert tree["emg"]["muscle"].values.tolist() == ["fdi"]
    assert tree["left_out"]["channel"].values.tolist() == ["scm"]
    assert tree["left_out"]["reason"].values.tolist() == ["recorded at 250 Hz, at least 500 Hz needed"]


@pytest.mark.parametrize(
    ("signals", "sites", "message"),
    [
        ([{"name": "x"}], None, "no channel is called 'fdi'; there are x"),
        ([{"name": "fdi"}, {"name": "fdi"}], None, "no channel is called 'fdi'; there are fdi-0, fdi-1"),
        ([], None, "no channel is called 'fdi'; there are none"),
        ([{"name": "fdi", "units": "kg"}], None, "no voltage"),
        ([{"name": "fdi"}, {"name": "scm", "start": 1.0}], None, "'scm' begins at 1 s, but 'fdi' at 0 s"),
        ([{"name": "fdi"}, {"name": "scm", "samples": 100}], None, "'right_scm' .channel 'scm'. ends at 0.05 s, but"),
        ([{"name": "fdi"}], {"c": "wrist"}, "no event is called 'c'; there are a, b"),
    ],
)
def test_segments_that_do_not_fit_are_one_clear_line(
    signals: list[dict[str, Any]], sites: dict[str, str] | None, message: str
) -> None:
    segment = segment_of(*(signal_of(**options) for options in signals))
    muscles = {"fdi": "right_fdi", "scm": "right_scm"} if len(signals) > 1 else {"fdi": "right_fdi"}
    with pytest.raises(UserError, match=message) as error:
        from_neo(segment, muscles, sites)
    assert "\n" not in str(error.value)


def test_missing_package_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, simulated: Callable[..., xr.DataTree]
) -> None:
    monkeypatch.setitem(sys.modules, "neo", None)
    with pytest.raises(ModuleNotFoundError, match=r"^neo is not installed; pip install disinhibition\[interop\]$"):
        to_neo(simulated())
