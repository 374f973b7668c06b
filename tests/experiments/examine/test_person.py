"""A recording of a person is examined from its file to the report, without a word that it does not bear."""

import importlib.util
import json
import re
from pathlib import Path

import pytest
import xarray as xr

import disinhibition as dis
from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.examine.person import is_of_a_person

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
    assert titles == ["Recordings", "Measurements", "Not measurable, and why", "Channels", "Diagnosis"]
    assert "not for patient care" in page.partition("<h2>")[0]
    assert "The findings fit a cortical origin best (definite); next is" in page
    assert "To settle it, find out whether" in page and "whether jerks survive the removal of M1" not in page
    assert "hum of 50 Hz taken off" in page and str(examined.parent) not in page


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
        ({"sites": {}}, "patient.edf: the step 'median_nerve' has no stimulus from 80 to 140 s"),
        ({"sites": {"tap": "sound"}}, "patient.edf: no event is called 'tap'; there are median nerve L"),
        ({"stated": {"slep": True}}, "'slep' is no feature"),
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


def test_words_about_the_model_and_about_a_person_do_not_mix(files: Path) -> None:
    with pytest.raises(UserError, match="override of the model"):
        dis.examine("seed=1", recording=files / "patient.edf", protocols=STEPS)
    with pytest.raises(UserError, match="recording of a person"):
        dis.examine(protocols=STEPS)
