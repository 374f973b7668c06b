import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.recordings.interop import from_neo, from_signals, to_neo, to_nwb
from disinhibition.analysis.summary import add_events
from disinhibition.models.signals.recording import Recording, to_tree

RATE = 2000.0
SAMPLES = 20_000
MUSCLES = ["right_scm", "right_fdi"]
ONSETS = np.arange(0.5, 9.5, 1.0)


def patient(noise: float = 3e-6) -> np.ndarray:
    """(muscle, time) V: 10 s of noise with nine bursts of 30 ms, the second muscle 12 ms after the first."""
    rng = np.random.default_rng(0)
    emg = noise * rng.standard_normal((2, SAMPLES))
    for i, delay in enumerate((0.0, 0.012)):
        for onset in ONSETS + delay:
            part = slice(round(onset * RATE), round((onset + 0.03) * RATE))
            emg[i, part] += 200e-6 * rng.standard_normal(part.stop - part.start)
    return emg


def scalp() -> np.ndarray:
    return 10e-6 * np.random.default_rng(1).standard_normal((3, SAMPLES))


def simulated(spikes: int = 300) -> xr.DataTree:
    """A tree as ``simulate`` gives it: populations of 3 and 4 cells, the second of motoneurons; cell 0 is silent."""
    rng = np.random.default_rng(2)
    recording = Recording(
        duration=10.0,
        spike_time=np.sort(rng.uniform(0, 10, spikes)),
        spike_unit=rng.integers(1, 7, spikes).astype(np.int32),
        population=("right_m1_hand_pt", "right_fdi_mn"),
        region=("cortex", "spinal"),
        cell_class=("pt", "motoneuron"),
        side=("right", "right"),
        size=(3, 4),
        motoneurons={"right_fdi": np.arange(3, 7)},
        stimulus_time=np.array([1.0, 1.0, 3.0]),
        stimulus_site=("median_right", "median_left", "median_right"),
        field_current=np.zeros((1, 2, SAMPLES)),
        electrodes=("c3",),
        neuromuscular={},
        runaway=False,
        provenance={"version": "1"},
    )
    tree = to_tree(recording)
    person = from_signals(patient(), RATE, MUSCLES, scalp(), ["c3", "cz", "c4"])
    for name in ("emg", "eeg"):
        tree[name] = person[name]
    return add_events(tree)


def test_recording_from_a_person_has_the_form_of_a_simulated_one() -> None:
    person = from_signals(patient(), RATE, MUSCLES, scalp(), ["c3", "cz", "c4"], [1.0, 3.0])
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


def test_same_examination_runs_on_a_person_and_finds_the_jerks() -> None:
    result = add_events(from_signals(patient(), RATE, MUSCLES))
    statistics = result["statistics"].to_dataset()
    assert statistics["jerk_rate"].item() == pytest.approx(0.9)
    assert statistics["burst_duration"].item() == pytest.approx(30, abs=1)
    assert statistics["first_muscle"].item() == "right_scm" and statistics["muscles_involved"].item() == 2
    assert "population_rate" not in statistics and statistics["status"].item() == "ok"


def test_recording_from_a_person_survives_a_file(tmp_path: Path) -> None:
    result = add_events(from_signals(patient(), RATE, MUSCLES, stimuli={"wrist": [2.0]}))
    result.to_netcdf(tmp_path / "person.nc", engine="h5netcdf")
    with xr.open_datatree(tmp_path / "person.nc", engine="h5netcdf") as read:
        xr.testing.assert_equal(read.load(), result)


def test_one_channel_is_enough_in_either_shape() -> None:
    flat, square = (from_signals(emg, RATE, ["right_scm"]) for emg in (patient()[0], patient()[:1]))
    xr.testing.assert_identical(flat, square)
    assert add_events(flat)["statistics"]["burst_count"].item() == 9


def test_signals_keep_their_precision_and_counts_of_a_converter_become_numbers() -> None:
    assert from_signals(patient().astype(np.float32), RATE, MUSCLES)["emg"]["voltage"].dtype == np.float32
    counts = (patient() * 1e7).astype(np.int16)
    assert from_signals(counts, RATE, MUSCLES)["emg"]["voltage"].dtype == np.float64


def test_without_eeg_and_stimuli_there_is_no_eeg_and_no_event() -> None:
    tree = from_signals(patient(), RATE, MUSCLES)
    assert "eeg" not in tree.children and tree["stimuli"].sizes["event"] == 0


def test_stimuli_of_several_sites_come_in_order_of_time() -> None:
    tree = from_signals(patient(), RATE, MUSCLES, stimuli={"wrist": [1.0, 4.0], "ankle": [1.0, 2.0]})
    assert tree["stimuli"]["time"].values.tolist() == [1, 1, 2, 4]
    assert tree["stimuli"]["site"].values.tolist() == ["wrist", "ankle", "ankle", "wrist"]


def test_silent_channel_is_one_without_bursts_and_not_clipped() -> None:
    emg = patient()
    emg[1] = 0
    result = add_events(from_signals(emg, RATE, MUSCLES))
    assert set(result["bursts"]["muscle"].values) == {"right_scm"}


def clipped(share: float, low: float = -1.0) -> np.ndarray:
    """Noise of which the given share rests at the rail."""
    trace = patient(100e-6)[0]
    trace[1000 : 1000 + round(share * SAMPLES)] = 4e-3
    return np.maximum(trace, low)


def test_few_clipped_samples_as_of_a_stimulus_artefact_are_allowed() -> None:
    assert from_signals(clipped(0.0009), RATE, ["right_fdi"])["emg"].sizes["time"] == SAMPLES


@pytest.mark.parametrize(
    "trace",
    [clipped(0.002), clipped(0.0, low=-60e-6), clipped(0.9), np.full(SAMPLES, 5e-3)],
    ids=["above", "below", "mostly", "always"],
)
def test_clipped_signal_is_refused(trace: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"right_fdi.*clipped"):
        from_signals(trace, RATE, ["right_fdi"])
    with pytest.raises(ValueError, match=r"c3.*clipped"):
        from_signals(patient(), RATE, MUSCLES, trace, ["c3"])


BROKEN = np.where(np.arange(SAMPLES) == 7, np.nan, patient())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"emg": BROKEN}, "1 samples that are no numbers"),
        ({"eeg": BROKEN, "electrodes": ["c3", "c4"]}, "scalp potential of 'c3' has 1 samples"),
        ({"rate": 499.0}, "at least 500 Hz"),
        ({"rate": float("nan")}, "at least 500 Hz"),
        ({"rate": float("inf")}, "at least 500 Hz"),
        ({"emg": patient().T}, "need \\(2, time\\)"),
        ({"emg": np.zeros((2, 1))}, "need \\(2, time\\)"),
        ({"muscles": ["right_fdi"]}, "need \\(1, time\\)"),
        ({"muscles": ["right_fdi", "right_fdi"]}, "different names"),
        ({"muscles": "right_fdi"}, "different names"),
        ({"eeg": scalp()}, "belong together"),
        ({"electrodes": ["c3"]}, "belong together"),
        ({"eeg": scalp()[:, ::2], "electrodes": ["c3", "cz", "c4"]}, "10000 samples of EEG but 20000 of EMG"),
        ({"stimuli": [3.0, 1.0]}, "not in order"),
        ({"stimuli": [1.0, 1.0]}, "hold 1 s twice"),
        ({"stimuli": {"wrist": [2.0, 2.0]}}, "of 'wrist' hold 2 s twice"),
        ({"stimuli": [11.0]}, "from 0 to 10 s"),
        ({"stimuli": [-1.0]}, "from 0 to 10 s"),
        ({"stimuli": [np.nan]}, "from 0 to 10 s"),
    ],
)
def test_bad_recordings_are_one_clear_line(arguments: dict[str, Any], message: str) -> None:
    given = {"emg": patient(), "rate": RATE, "muscles": MUSCLES, **arguments}
    with pytest.raises(ValueError, match=message) as error:
        from_signals(**given)
    assert "\n" not in str(error.value)


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "neo", None)
    monkeypatch.setitem(sys.modules, "pynwb", None)
    calls = {"neo": lambda: to_neo(simulated()), "pynwb": lambda: to_nwb(simulated(), tmp_path / "x.nwb")}
    for name, call in calls.items():
        with pytest.raises(
            ModuleNotFoundError, match=rf"^{name} is not installed; pip install disinhibition\[interop\]$"
        ):
            call()


def test_block_holds_signals_with_units_and_names() -> None:
    pytest.importorskip("neo")
    tree = simulated()
    emg, eeg = to_neo(tree).segments[0].analogsignals
    assert emg.name == "emg" and eeg.name == "eeg" and str(emg.dimensionality) == "V"
    assert emg.array_annotations["channel_names"].tolist() == MUSCLES
    assert eeg.array_annotations["channel_names"].tolist() == ["c3", "cz", "c4"]
    assert float(emg.sampling_rate.rescale("Hz")) == pytest.approx(RATE) and float(emg.t_start) == 0
    np.testing.assert_array_equal(emg.magnitude.T, tree["emg"]["voltage"])
    np.testing.assert_array_equal(eeg.magnitude.T, tree["eeg"]["potential"])


def test_block_holds_one_train_a_cell_also_of_silent_ones() -> None:
    pytest.importorskip("neo")
    tree = simulated()
    trains = to_neo(tree).segments[0].spiketrains
    assert len(trains) == 7 and len(trains[0]) == 0 and all(float(train.t_stop) == 10 for train in trains)
    for cell, train in enumerate(trains):
        expected = tree["spikes"]["time"].values[tree["spikes"]["unit"].values == cell]
        np.testing.assert_array_equal(train.rescale("s").magnitude, expected)
    assert trains[4].annotations["muscle"] == "right_fdi" and trains[4].annotations["motor_unit"] == 1
    assert trains[4].annotations["population"] == "right_fdi_mn" and trains[4].annotations["unit"] == 4


def test_block_holds_chosen_populations_only() -> None:
    pytest.importorskip("neo")
    trains = to_neo(simulated(), ["right_fdi_mn"]).segments[0].spiketrains
    assert [train.annotations["unit"] for train in trains] == [3, 4, 5, 6]
    assert len(to_neo(simulated(), []).segments[0].spiketrains) == 0
    for tree in (simulated(), from_signals(patient(), RATE, MUSCLES)):
        with pytest.raises(ValueError, match="no population 'right_x'"):
            to_neo(tree, ["right_x"])


def test_block_holds_stimuli_bursts_and_provenance() -> None:
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


def test_silence_makes_a_block_with_silent_cells_and_no_epochs() -> None:
    pytest.importorskip("neo")
    tree = simulated(spikes=0)
    tree["bursts"] = xr.DataTree(tree["bursts"].to_dataset().isel(burst=slice(0)))
    segment = to_neo(tree).segments[0]
    assert [len(train) for train in segment.spiketrains] == [0] * 7 and len(segment.epochs[0]) == 0


def test_block_of_a_recording_comes_back_the_same() -> None:
    pytest.importorskip("neo")
    electrodes = ["c3", "cz", "c4"]
    tree = from_signals(patient(), RATE, MUSCLES, scalp(), electrodes, {"wrist": [1.0, 3.0]})
    same = {name: name for name in (*MUSCLES, *electrodes)}
    back = from_neo(
        to_neo(tree).segments[0], {m: same[m] for m in MUSCLES}, {e: same[e] for e in electrodes}, {"wrist": "wrist"}
    )
    xr.testing.assert_allclose(back, tree, rtol=1e-12)


def brainvision(folder: Path, emg: np.ndarray) -> Path:
    """A file as a clinical amplifier writes it: EMG and EEG in units of 0.1 uV, two kinds of markers."""
    channels = np.vstack([emg, scalp()[:1]])
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
def test_file_of_a_clinical_amplifier_is_read_through_neo(tmp_path: Path, lazy: bool) -> None:
    neo = pytest.importorskip("neo")
    path = brainvision(tmp_path, patient())
    segment = neo.io.BrainVisionIO(str(path)).read_segment(lazy=lazy)
    muscles = {"FDI re": "right_fdi", "SCM re": "right_scm"}
    tree = from_neo(segment, muscles, {"C3": "c3"}, {"S  1": "wrist"})
    np.testing.assert_allclose(tree["emg"]["voltage"].sel(muscle=MUSCLES), patient(), atol=0.6e-7)
    np.testing.assert_allclose(tree["eeg"]["potential"], scalp()[:1], atol=0.6e-7)
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

    values = patient()[0, :samples, None]
    return neo.AnalogSignal(values, units=units, sampling_rate=rate * pq.Hz, t_start=start * pq.s, name=name)


def test_one_channel_signals_are_called_by_their_name_and_time_begins_with_the_first_sample() -> None:
    segment = segment_of(signal_of("left", start=1.0), signal_of("right", start=1.0))
    tree = from_neo(segment, {"right": "right_fdi", "left": "left_fdi"}, sites={"a": "wrist", "b": "wrist"})
    assert tree["emg"]["muscle"].values.tolist() == ["right_fdi", "left_fdi"]
    np.testing.assert_allclose(tree["emg"]["voltage"][0], patient()[0] / 1e3)
    assert float(tree["emg"]["time"][0]) == 0 and tree["stimuli"]["time"].values.tolist() == [0.5, 1.0]


@pytest.mark.parametrize(
    ("signals", "sites", "message"),
    [
        ([{"name": "x"}], None, "0 channels are called 'fdi'; there are x"),
        ([{"name": "fdi"}, {"name": "fdi"}], None, "2 channels are called 'fdi'"),
        ([], None, "0 channels are called 'fdi'; there are none"),
        ([{"name": "fdi", "units": "kg"}], None, "no voltage"),
        ([{"name": "fdi"}, {"name": "scm", "rate": 1000.0}], None, "differ in rate, start or length"),
        ([{"name": "fdi"}, {"name": "scm", "start": 1.0}], None, "differ in rate, start or length"),
        ([{"name": "fdi"}, {"name": "scm", "samples": 100}], None, "differ in rate, start or length"),
        ([{"name": "fdi"}], {"c": "wrist"}, "no event is labelled 'c'; there are a, b"),
        ([{"name": "fdi", "rate": 250.0}], None, "at least 500 Hz"),
    ],
)
def test_segments_that_do_not_fit_are_one_clear_line(
    signals: list[dict[str, Any]], sites: dict[str, str] | None, message: str
) -> None:
    segment = segment_of(*(signal_of(**options) for options in signals))
    muscles = {"fdi": "right_fdi", "scm": "right_scm"} if len(signals) > 1 else {"fdi": "right_fdi"}
    with pytest.raises(ValueError, match=message) as error:
        from_neo(segment, muscles, sites=sites)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("kind", ["simulated", "silent", "person", "alone"])
def test_nwb_file_is_valid(kind: str, tmp_path: Path) -> None:
    pynwb = pytest.importorskip("pynwb")
    tree = {
        "simulated": simulated,
        "silent": lambda: simulated(spikes=0),
        "person": lambda: add_events(from_signals(patient(), RATE, MUSCLES, scalp(), ["c3", "cz", "c4"], [1.0])),
        "alone": lambda: from_signals(np.zeros((1, 1000)), RATE, ["right_fdi"]),
    }[kind]()
    to_nwb(tree, tmp_path / "recording.nwb")
    with pynwb.NWBHDF5IO(tmp_path / "recording.nwb", "r") as reader:
        assert pynwb.validate(io=reader) == []


def test_nwb_file_holds_what_the_tree_holds(tmp_path: Path) -> None:
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


def test_same_recording_has_the_same_nwb_identifier_and_another_has_another(tmp_path: Path) -> None:
    pynwb = pytest.importorskip("pynwb")
    found = []
    for i, noise in enumerate((3e-6, 3e-6, 4e-6)):
        to_nwb(from_signals(patient(noise), RATE, MUSCLES), tmp_path / f"{i}.nwb")
        with pynwb.NWBHDF5IO(tmp_path / f"{i}.nwb", "r") as reader:
            found.append(reader.read().identifier)
    assert found[0] == found[1] != found[2]
