"""A recording of a person is examined from its file to the report, without a word that it does not bear."""

import importlib.util
import json
import re
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import Filters
from disinhibition.analysis.recordings.edf import to_edf
from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.examine.stored import is_of_a_person

SCRIPT = Path(__file__).parents[3] / "docs/examples/simulated_patient.py"
STEPS = {"rest": (0, 80), "median_nerve": (80, 140)}
SITES = {"median nerve L": "left_median_nerve"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the simulated patient."""
    pytest.importorskip("edfio")
    specification = importlib.util.spec_from_file_location("simulated_patient", SCRIPT)
    assert specification and specification.loader
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    folder = tmp_path_factory.mktemp("patient")
    script.make(folder)
    return folder


@pytest.fixture(scope="module")
def examined(files: Path) -> Path:
    """The folder of his examination, made by the command."""
    folder = files / "examined"
    words = [f"--recording={files / 'patient.edf'}", f"--channels={files / 'channels.csv'}", f"--out={folder}"]
    words += [f"--protocol={name}={begin}:{end}" for name, (begin, end) in STEPS.items()]
    assert cli.main(["examine", *words, "--sites=median nerve L=left_median_nerve"]) == 0
    return folder


@pytest.fixture(scope="module")
def report(examined: Path) -> xr.Dataset:
    with xr.open_dataset(examined / "examination.nc", engine="h5netcdf") as stored:
        return stored.load()


def test_hum_offset_gap_and_loose_electrode_leave_the_diagnosis_as_it_was_made(report: xr.Dataset) -> None:
    assert float(report["burst_ms"]) == pytest.approx(30, abs=5)
    assert report["muscle"].values.tolist() == ["left_fdi"]
    assert float(report["c_reflex"]) == 1.0 and float(report["c_reflex_latency"]) == pytest.approx(45, abs=3)
    assert float(report["ba_lead"]) == pytest.approx(20, abs=3)
    assert dis.diagnose(report).best == "cortical"


def test_what_was_not_measured_says_why_and_gaps_say_when(report: xr.Dataset) -> None:
    reasons = dict(zip(report["unmeasured"].values, report["reason"].values, strict=True))
    assert reasons["left_biceps"] == "held at one value for 140 of 140 s"
    assert reasons["part of left_fdi"] == "30 to 32 s (held at one value)"
    assert reasons["sep_gain"] == "no healthy subject was recorded to compare with"


def test_the_report_names_file_hash_and_version_and_no_folder(report: xr.Dataset) -> None:
    assert is_of_a_person(report)
    assert report.attrs["recording"] == "patient.edf" and len(report.attrs["recording_sha256"]) == 64
    assert report.attrs["version"]
    assert json.loads(report.attrs["protocols"]) == {name: list(map(float, times)) for name, times in STEPS.items()}
    assert not any("/" in path[:1] for path in json.loads(report.attrs["recordings"])["patient"].values())


def test_the_page_shows_the_traces_first_and_the_diagnosis_as_a_sentence(examined: Path) -> None:
    page = re.sub(r"base64,[\w+/=]+", "", (examined / "report.html").read_text(encoding="utf-8"))
    titles = re.findall("<h2>(.*?)</h2>", page)
    assert titles == ["Recordings", "Measurements", "Not measurable, and why", "Channels and stimuli", "Diagnosis"]
    assert "not for patient care" in page.partition("<h2>")[0]
    assert "The findings fit a cortical origin best (definite); next is" in page
    assert "To settle it, find out whether" in page and "whether jerks survive the removal of M1" not in page
    assert "hum of 50 Hz taken off" in page and str(examined.parent) not in page


@pytest.mark.slow
def test_the_call_gives_what_the_command_gives(files: Path, report: xr.Dataset, tmp_path: Path) -> None:
    found = dis.examine(
        recording=files / "patient.edf",
        channels=files / "channels.csv",
        protocols=STEPS,
        sites=SITES,
        out=tmp_path / "again",
        progress=False,
    )
    xr.testing.assert_identical(found.drop_attrs(), report.drop_attrs())
    assert dis.write_report(tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"recording": "none.edf"}, "there is no file .*none.edf"),
        ({"channels": {"EMG 9": "FDI R"}}, "patient.edf: no channel is called 'EMG 9'"),
        ({"channels": {"EMG 1": "FDI R", "EMG 2": "FDI R"}}, "patient.edf: EMG of 'right_fdi' .*occurs twice"),
        ({"protocols": {"rest": (0, 200)}}, "patient.edf: the step 'rest' goes from 0 to 200 s"),
        ({"rate": 1000.0}, "patient.edf: a rate is given to text alone"),
        ({"healthy": "nowhere"}, "nowhere"),
        ({"sites": {"tap": "sound"}}, "patient.edf: no event is called 'tap'; there are median nerve L"),
        ({"stated": {"slep": True}}, "there is no finding 'slep'"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(files: Path, changed: dict, message: str, tmp_path: Path) -> None:
    given = {
        "recording": files / "patient.edf", "channels": files / "channels.csv", "protocols": STEPS, "sites": SITES,
    }  # fmt: skip
    with pytest.raises(UserError, match=message) as refused:
        dis.examine(**{**given, **changed}, out=tmp_path / "out", progress=False)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_a_folder_and_a_healthy_person_belong_to_another_recording(files: Path, examined: Path, tmp_path: Path) -> None:
    to_edf(
        from_signals(3e-6 * np.random.default_rng(0).standard_normal((1, 9000)), 1000.0, ["FDI R"]), tmp_path / "a.edf"
    )
    before = (examined / "examination.nc").read_bytes()
    for given in ({}, {"healthy": examined}):
        with pytest.raises(UserError, match=r"holds the examination of patient.edf, which would be lost"):
            dis.examine(recording=tmp_path / "a.edf", protocols={"rest": None}, out=examined, progress=False, **given)
    assert (examined / "examination.nc").read_bytes() == before
    with pytest.raises(UserError, match="is the examination of the patient's own recording"):
        dis.examine(recording=files / "patient.edf", protocols=STEPS, healthy=examined, progress=False)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"recording": 3}, "3, of the type int was given where a recording is wanted"),
        ({"recording": xr.Dataset()}, "a Dataset in memory was given where a recording is wanted"),
        ({"recording": xr.DataTree()}, "the recording in memory lacks EMG or duration; give what"),
        ({"recording": xr.DataTree.from_dict({"emg": xr.Dataset()})}, "the recording in memory lacks EMG or duration"),
        ({"recording": "none.edf"}, "there is no file none.edf"),
        ({"recording": "none.edf", "protocols": "rest"}, "there is no file none.edf"),
        ({"filters": {"emg_high_pass": 10}}, "filters is .*, of the type dict; give Filters of"),
        ({"sites": ["x"]}, "sites is .*, of the type list; give labels and their sites"),
        ({"out": 5}, "5, of the type int was given where a path is wanted: give a folder for the examination"),
        ({"keep_recordings": "no"}, "keep_recordings='no' is neither True nor False"),
        ({"protocols": "rest"}, "patient.edf: the steps are rest, of the type str"),
        ({"channels": 5}, "the channel table is of the type int; give a CSV file"),
        ({"channels": ["FDI R"]}, "the channel table is of the type list; give a CSV file"),
        ({"stated": {"sleep_persit": True}}, "did you mean 'sleep_persist'"),
        ({"site": {"S 1": "sound"}}, "examine has no parameter 'site', .*did you mean 'sites'"),
        ({"protocol": {"rest": (0, 5)}}, "is an override of the model; .*; did you mean 'protocols'"),
    ],
)
def test_an_argument_of_another_type_is_one_line(files: Path, given: dict, message: str) -> None:
    fine = {"recording": files / "patient.edf", "progress": False}
    fine |= {"protocols": STEPS} if given.get("recording") != "none.edf" else {}
    with pytest.raises(UserError, match=message):
        dis.examine(**{**fine, **given})


def test_numbers_may_be_those_of_numpy(tmp_path: Path) -> None:
    noise = 3e-6 * np.random.default_rng(0).standard_normal(5000)
    np.savetxt(tmp_path / "p.csv", noise, header="FDI R", comments="")
    found = dis.examine(
        recording=tmp_path / "p.csv", protocols={"rest": np.array([0, 5])}, rate=np.float32(1000), progress=False,
        filters=Filters(emg_high_pass=np.int64(10), notch=np.int64(50)), out=tmp_path / "out",
    )  # fmt: skip
    said = json.loads(found.attrs["channels"])["right_fdi"]
    assert "recorded at 1000 Hz" in said and "high-pass filter 10 Hz, hum of 50 Hz taken off" in said


def test_a_recording_in_memory_enters_by_the_same_door_as_a_file(tmp_path: Path) -> None:
    time = np.arange(5000) / 1000
    voltage = 400e-6 + 3e-6 * np.random.default_rng(0).standard_normal((1, time.size))
    emg = xr.Dataset({"voltage": (("muscle", "time"), voltage)}, {"muscle": ["right_fdi"], "time": time})
    tree = xr.DataTree.from_dict({"/": xr.Dataset(attrs={"duration": 5.0}), "emg": emg})
    found = dis.examine(recording=tree, protocols={"rest": None}, progress=False, out=tmp_path / "out")
    assert "offset of 400 µV taken off" in json.loads(found.attrs["channels"])["right_fdi"]


def test_words_about_the_model_and_about_a_person_do_not_mix(files: Path) -> None:
    with pytest.raises(UserError, match="override of the model"):
        dis.examine("seed=1", recording=files / "patient.edf", protocols=STEPS)
    for about in ({"protocols": STEPS}, {"rate": 1000.0}, {"healthy": "somewhere"}, {"filters": Filters()}):
        with pytest.raises(UserError, match="recording of a person"):
            dis.examine(**about)
    for flag in ("--healthy=somewhere", "--high-pass=emg=10", "--notch=off", "--rate=0"):
        assert cli.main(["examine", flag]) == 2


def test_a_step_without_stimuli_says_so_and_the_rest_is_measured(
    files: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = {"channels": files / "channels.csv", "protocols": STEPS, "out": tmp_path / "out", "progress": False}
    found = dis.examine(recording=files / "patient.edf", **given)
    reasons = dict(zip(found["unmeasured"].values, found["reason"].values, strict=True))
    assert reasons["median_nerve stimuli"].startswith("no stimulus from 80 to 140 s; say which annotation or trigger")
    assert f"patient.edf: median_nerve stimuli: {reasons['median_nerve stimuli']}" in caplog.messages
    assert reasons["c_reflex"] == "no stimulus is marked in this step"
    assert float(found["burst_ms"]) == pytest.approx(30, abs=5)


@pytest.mark.slow
def test_filters_are_chosen_on_the_command_line_as_in_python(files: Path, tmp_path: Path) -> None:
    words = [f"--recording={files / 'patient.edf'}", f"--channels={files / 'channels.csv'}", "--protocol=rest=0:20"]
    filters = ["--high-pass=emg=10", "--high-pass=eeg=off", "--notch=off"]
    assert cli.main(["examine", *words, *filters, f"--out={tmp_path / 'a'}"]) == 0
    given = {"channels": files / "channels.csv", "protocols": {"rest": (0, 20)}, "progress": False}
    chosen = Filters(emg_high_pass=10.0, eeg_high_pass=None, notch=None)
    found = dis.examine(recording=files / "patient.edf", filters=chosen, out=tmp_path / "b", **given)
    with xr.open_dataset(tmp_path / "a" / "examination.nc", engine="h5netcdf") as stored:
        xr.testing.assert_identical(stored.load().drop_attrs(), found.drop_attrs())
        assert stored.attrs["channels"] == found.attrs["channels"]
    said = json.loads(found.attrs["channels"])
    assert "high-pass filter 10 Hz" in said["left_fdi"] and "hum" not in said["left_fdi"]
    assert "high-pass filter 0 Hz" in said["electrode C4 (right_hand)"]


def test_text_without_times_takes_its_rate_from_the_command_line(tmp_path: Path) -> None:
    noise = 3e-6 * np.random.default_rng(0).standard_normal(20_000)
    np.savetxt(tmp_path / "p.csv", noise, header="FDI R", comments="")
    words = ["examine", f"--recording={tmp_path / 'p.csv'}", "--protocol=rest", f"--out={tmp_path / 'out'}"]
    assert cli.main([*words, "--rate=1000"]) == 0
    found = dis.diagnose(tmp_path / "out")
    assert found.certainty == "uncertain"


@pytest.mark.slow
def test_the_steps_are_removed_if_nobody_wants_them_and_the_file_of_the_patient_stays(
    files: Path, tmp_path: Path
) -> None:
    words = [f"--recording={files / 'patient.edf'}", f"--channels={files / 'channels.csv'}", "--protocol=rest=0:20"]
    assert cli.main(["examine", *words, "--no-recordings", f"--out={tmp_path / 'out'}"]) == 0
    assert {path.name for path in (tmp_path / "out").rglob("*.*")} == {
        "examination.nc", "examination.png", "report.html",
    }  # fmt: skip
    assert (files / "patient.edf").exists()
    with pytest.raises(UserError, match="has no recordings to draw; examine again without --no-recordings"):
        dis.write_report(tmp_path / "out")
    another = from_signals(3e-6 * np.random.default_rng(0).standard_normal((1, 9000)), 1000.0, ["FDI R"])
    with pytest.raises(UserError, match="has no recordings to compare with"):
        dis.examine(recording=another, protocols={"rest": None}, healthy=tmp_path / "out", progress=False)


def volleys_in_the_eeg(folder: Path, height: float) -> Path:
    """An EDF file of 70 s: 110 volleys of the right median nerve, whose evoked potential has some height in V."""
    rng, rate = np.random.default_rng(int(1e7 * height)), 1000
    time = np.arange(70 * rate) / rate
    eeg = 5e-6 * rng.standard_normal((1, time.size))
    times = np.arange(1.0, 68.0, 0.61)
    for volley in times:
        after = time - volley
        for latency, sign in ((0.020, -1), (0.025, 1), (0.033, -1)):
            eeg[0] += sign * height * np.exp(-(((after - latency) / 0.0025) ** 2))
    emg = 3e-6 * rng.standard_normal((1, time.size))
    to_edf(from_signals(emg, rate, ["FDI R"], eeg, ["C3"], {"right_median_nerve": times}), folder / "volleys.edf")
    return folder / "volleys.edf"


@pytest.mark.slow
def test_the_evoked_potential_is_compared_with_that_of_a_healthy_person(tmp_path: Path) -> None:
    pytest.importorskip("edfio")
    given = {
        "protocols": {"median_nerve": None}, "sites": {"right_median_nerve": "right_median_nerve"}, "progress": False,
    }  # fmt: skip
    reports = {}
    for who, height in (("healthy", 3e-6), ("patient", 15e-6)):
        (tmp_path / who).mkdir()
        healthy = {"healthy": tmp_path / "examined" / "healthy"} if who == "patient" else {}
        reports[who] = dis.examine(
            recording=volleys_in_the_eeg(tmp_path / who, height), out=tmp_path / "examined" / who, **given, **healthy
        )
    found = reports["patient"]
    assert "sep_gain" not in reports["healthy"]
    assert float(found["sep_gain"]) == pytest.approx(5, rel=0.25)
    assert float(found["healthy_p25_n33"]) == pytest.approx(float(reports["healthy"]["p25_n33"]))
    assert found.attrs["healthy_recording"] == "volleys.edf" and len(found.attrs["healthy_recording_sha256"]) == 64
    page = dis.write_report(tmp_path / "examined" / "patient").read_text(encoding="utf-8")
    assert '<th class="number">healthy person</th>' in page
    assert "the somatosensory evoked potential (SEP) is giant" in str(dis.diagnose(found))


def test_a_person_is_not_compared_with_the_model(files: Path, tmp_path: Path) -> None:
    xr.Dataset({"burst_ms": 30.0}).to_netcdf(tmp_path / "examination.nc", engine="h5netcdf")
    with pytest.raises(UserError, match="is an examination of the model; a person is compared with a healthy person"):
        dis.examine(recording=files / "patient.edf", protocols=STEPS, healthy=tmp_path, progress=False)


def test_what_is_said_of_a_file_is_refused_beside_a_recording_that_was_read() -> None:
    tree = from_signals(3e-6 * np.random.default_rng(0).standard_normal(5000), 1000.0, ["FDI R"])
    with pytest.raises(UserError, match="channels says how a file is read"):
        dis.examine(recording=tree, channels={"EMG": "FDI R"}, protocols={"rest": None}, progress=False)


def test_progress_is_told_channel_by_channel(files: Path, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []
    dis.examine(
        recording=files / "patient.edf", channels=files / "channels.csv", protocols={"rest": (0, 20)},
        out=tmp_path / "out", progress=lambda done, left, text: told.append((done, text)),
    )  # fmt: skip
    shares = [done for done, text in told if text == "recording is read"]
    assert len(set(shares)) == 8 and shares == sorted(shares)
    every = [done for done, _ in told]
    assert every == sorted(every) and every[-1] == 1
    assert [text for _, text in told[-4:]] == [
        "rest is searched for jerks", "rest is measured", *["the examination is measured"] * 2,
    ]  # fmt: skip
