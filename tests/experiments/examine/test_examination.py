"""The examination: recordings are made once, measured, diagnosed and reported."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

import disinhibition
from disinhibition.analysis.diagnosis.wording import NOT_FOR_CARE
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.summary import add_events
from disinhibition.errors import UserError
from disinhibition.experiments import cli
from disinhibition.experiments.config.settings import Settings, settings_from_plain
from disinhibition.experiments.examine import examination as examine
from disinhibition.experiments.examine import recordings
from disinhibition.experiments.examine.model_body import model_body
from disinhibition.experiments.figures import examination as figure
from disinhibition.experiments.run.simulate import write_tree
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.executors import Local
from disinhibition.experiments.study.points import network_of
from disinhibition.models.condition.vocabulary import MUSCLES

pytestmark = pytest.mark.slow

RATE = 2000.0
STYLE = str(Path(__file__).parents[3] / "analysis" / "plotting" / "style.mplstyle")
PATIENT = ["receptors.gaba_a.cortex=0.2", "sides=right", "duration=58"]
BRIEF = ["serotonin.spinal=0.5", "sides=right", "duration=3"]  # in whom nothing is to be found
JERKS = np.arange(1.0, 57.0, 1.05)
ELECTRODES = ("left_hand", "right_hand")


def made_up(settings: Settings) -> xr.DataTree:
    """Jerks of the hand at rest, led by a focal EEG spike, where the cortex has lost inhibition and M1 is there."""
    rng = np.random.default_rng(settings.seed)
    names = [f"right_{muscle}" for muscle in MUSCLES]
    emg = 2e-6 * rng.standard_normal((len(names), round(settings.duration * RATE)), np.float32)
    eeg = 2e-6 * rng.standard_normal((2, emg.shape[1]))
    condition = settings.condition
    if condition.factors.get("receptors.gaba_a.cortex", 1) < 0.5 and not condition.lesions:
        for onset in JERKS[:-1]:
            first = round(onset * RATE)
            emg[names.index("right_fdi"), first : first + 60] = 2e-4 * rng.standard_normal(60)
            eeg[0, first - 50 : first - 30] += 2e-5 * np.hanning(20)
    stimuli = {s.site: s.start + s.interval * np.arange(s.count) for s in condition.stimuli}
    inside = {site: times[times < settings.duration - 0.6] for site, times in stimuli.items()}
    tree = add_events(from_signals(emg, RATE, names, eeg, ELECTRODES, inside or None, UNFILTERED))
    spike = np.sort(rng.uniform(0, settings.duration, 600))
    cells = {"time": ("spike", spike), "unit": ("spike", rng.integers(0, 20, spike.size)),
             "cell_class": ("cell", np.repeat(["pt", "motoneuron"], 10))}  # fmt: skip
    tree["spikes"] = xr.DataTree(xr.Dataset(cells))
    return tree


Clinic = tuple[Path, list[Path]]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A working folder in which recordings are made up, in this process, and the files that were."""
    folder, asked = tmp_path_factory.mktemp("examinations"), []

    def run_points(store: StudyStore, points: Sequence[Point], *rest: object, retry_failed: bool) -> None:
        for point in points:
            if store.state(point) in ("missing", "failed"):
                asked.append(Path(point.task["recording"]))
                write_tree(made_up(settings_from_plain(point.task["settings"])), asked[-1])
                store.write(point, {"status": "ok"})

    @cache
    def opened(path: Path, _: int) -> xr.DataTree:
        return recordings.open_recording(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recordings, "run_points", run_points)
        # Opening takes longer than measuring; a file is opened once
        patch.setattr(examine, "open_recording", lambda path: opened(path.resolve(), path.stat().st_mtime_ns))
        patch.setattr(recordings, "network_keys", lambda every: dict.fromkeys(map(network_of, every), "network"))
        patch.chdir(folder)
        yield folder, asked


@pytest.fixture(scope="module")
def report(clinic: Clinic) -> xr.Dataset:
    return disinhibition.examine(PATIENT)


def test_report_holds_what_was_measured_beside_the_healthy(report: xr.Dataset) -> None:
    assert float(report["burst_ms"]) == pytest.approx(30, abs=3)
    assert report["burst_ms"].attrs["units"] == "ms"
    assert str(report["ba_shape"].item()) == "focal-contralateral"
    assert float(report["ba_lead"]) == pytest.approx(20, abs=3)
    assert bool(report["abolished_by_transection"])
    assert not bool(report["survives_m1_removal"])
    assert "healthy_burst_ms" not in report, "a healthy subject has no jerks"
    assert "healthy_best_stimulus" in report
    assert disinhibition.diagnose(report).best == "cortical"


def test_examination_is_reported_and_recordings_are_made_once(
    clinic: Clinic, report: xr.Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(clinic[1])
    assert before == len(set(clinic[1])) == 12
    assert cli.main(["examine", *PATIENT]) == 0
    assert len(clinic[1]) == before
    *said, path = capsys.readouterr().out.splitlines()
    assert said[0].startswith("cortical, ")
    page = Path(path).read_text(encoding="utf-8")
    assert "receptors.gaba_a.cortex=0.2" in page
    assert "duration of EMG bursts, median" in page
    assert "data:image/png;base64," in page
    assert page.count(NOT_FOR_CARE) == 2, "beside the diagnosis and in the footer"
    assert cli.main(["diagnose", str(Path(path).parent)]) == 0
    assert capsys.readouterr().out.splitlines() == said


def test_stated_finding_counts_and_is_marked(
    clinic: Clinic, report: xr.Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = clinic[0] / examine.EXAMINATIONS / examine.examination_name(PATIENT)
    assert "jerks persist in sleep" not in _diagnosed(folder, capsys)
    assert "jerks persist in sleep: -1" in _diagnosed(folder, capsys, "--stated", "sleep_persist=true")
    assert disinhibition.diagnose(report, {"sleep_persist": True}).evidence["sleep_persist"]["cortical"] == -1
    beside = folder.with_name("stated")
    stated = disinhibition.examine(PATIENT, out=beside, stated={"load_shift": -0.3})
    assert float(stated["load_shift"]) == -0.3 and stated["load_shift"].attrs["long_name"].endswith("(stated)")
    for word, message in (
        ("burst_ms=40", "was measured"),
        ("sleeps=true", "there is no finding 'sleeps'"),
        ("sleep_persist", "NAME="),
    ):
        assert cli.main(["diagnose", str(folder), "--stated", word]) == 2
        assert message in capsys.readouterr().err


def _diagnosed(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["diagnose", str(folder), *words]) == 0
    return capsys.readouterr().out


def test_recordings_are_kept_where_it_is_said_or_removed_if_asked(
    clinic: Clinic, report: xr.Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = examine.EXAMINATIONS.resolve()
    kept = recordings.recordings_in(shared)
    assert len(kept) == 12
    assert cli.main(["examine", *PATIENT]) == 0
    assert "12 recordings (" in (said := capsys.readouterr().err) and " MB) kept in results/examinations/" in said
    folder = tmp_path / "alone" / "report"
    assert cli.main(["examine", *BRIEF, "--no-recordings", "--out", str(folder)]) == 0
    assert "12 recordings (" in (said := capsys.readouterr().err) and " MB) removed" in said
    assert {file.name for file in folder.iterdir()} == {"examination.nc", "examination.png", "report.html"}
    assert not recordings.recordings_in(folder.parent)
    assert cli.main(["diagnose", str(folder)]) == 0
    assert cli.main(["figure", "examination", "--data", str(folder)]) == 2
    assert "without --no-recordings" in capsys.readouterr().err
    disinhibition.examine(PATIENT, keep_recordings=False, progress=False)
    assert recordings.recordings_in(shared) == kept, "what was there before stays"


# The working folder is another one, where the style of pyproject.toml would not be found
@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 50}, style=STYLE)
def test_examination_figure(clinic: Clinic, report: xr.Dataset) -> Figure:
    return figure.draw(clinic[0] / examine.EXAMINATIONS / examine.examination_name(PATIENT))


def test_report_has_rate_rhythm_and_evoked_potential_beside_those_of_the_healthy(report: xr.Dataset) -> None:
    assert float(report["jerk_rate"]) > 0 and float(report["healthy_jerk_rate"]) == 0
    assert bool(report["rhythmic"]) and float(report["rhythm_frequency"]) == pytest.approx(1 / 1.05, abs=0.1)
    assert {"n20", "p25_n33", "startle_probability", "healthy_n20"} <= set(report)


def test_healthy_subject_is_the_one_beside_the_patient_and_uncertain(clinic: Clinic, report: xr.Dataset) -> None:
    before = len(clinic[1])
    healthy = examine.examine(PATIENT[1:])
    assert len(clinic[1]) == before
    assert examine.diagnose(healthy).certainty == "uncertain"
    assert float(healthy["jerk_rate"]) == 0


def test_healthy_subject_has_the_patients_numbers_and_state_and_not_his_gains(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(examine, "_settings", lambda words: asked.append(list(words)) or {})
    monkeypatch.setattr(examine, "record_steps", lambda *rest: (_ for _ in ()).throw(InterruptedError))
    number = "numbers.cortex.projections.pv_pt.weight=18"
    with pytest.raises(InterruptedError):
        examine.examine(["receptors.gaba_a.cortex=0.2", number, "jitter=2", "state=nrem"])
    assert asked[1] == [number, "jitter=2", "state=nrem"]


def test_where_it_is_computed_is_no_part_of_an_examination(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def record_steps(subjects: object, folder: Path, workers: object) -> None:
        asked.append(workers)
        raise InterruptedError

    monkeypatch.setattr(examine, "record_steps", record_steps)
    with pytest.raises(InterruptedError):
        examine.examine([*PATIENT, "execute=local", "execute.workers=3", "execute.time_limit=90"])
    assert asked == [Local(3, 90)]
    assert examine.examination_name([*PATIENT, "execute.workers=3"]) == examine.examination_name(PATIENT)


def test_a_study_is_no_examination(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["examine", "study.name=x"]) == 2
    assert cli.main(["examine", "execute=cloud"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("protocol=rest", "'protocol=rest': an examination has its own protocols"),
        ("++protocol.ramp_start=1", "an examination has its own protocols"),
        ("protocol.stimuli=[]", "an examination has its own protocols"),
        ("protocol.drives.right_fdi=0.1", "an examination has its own protocols"),
        ("cut=m1_removed", "an examination has its own cuts; leave it out, or give"),
        ("cut.lesions=[remove:M1]", "an examination has its own cuts"),
    ],
)
def test_what_every_step_sets_for_itself_is_refused(
    word: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["examine", word]) == 2
    err = capsys.readouterr().err
    assert says in err and err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_an_examination_that_is_interrupted_before_its_first_recording_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(examine, "record_steps", interrupted)
    with pytest.raises(KeyboardInterrupt):
        examine.examine(PATIENT, tmp_path / "patients" / "first")
    assert not list(tmp_path.iterdir())


def test_misspelt_override_is_one_line_before_anything_is_recorded(
    clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(clinic[1])
    assert cli.main(["examine", "receptors.gaba_a.cortx=0.2"]) == 2
    assert "did you mean 'receptors.gaba_a.cortex'" in capsys.readouterr().err
    assert len(clinic[1]) == before


def test_report_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diagnose", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "'disinhibition examine' printed" in err
    (tmp_path / "examination.nc").write_text("something else")
    for path in (tmp_path, tmp_path / "examination.nc"):
        with pytest.raises(UserError, match=r"is no (report of an examination|NetCDF file)"):
            disinhibition.diagnose(path)


def test_every_muscle_of_the_model_has_a_place_in_the_body() -> None:
    body = model_body()
    for muscle in MUSCLES:
        assert -0.1 < body.position[muscle] < 0.5
        assert 0.002 < body.efferent[muscle] < 0.03
        assert body.zone[muscle] in ("face", "hand", "trunk", "foot")
        assert bool(body.segments[muscle]) == (body.position[muscle] > 0)
