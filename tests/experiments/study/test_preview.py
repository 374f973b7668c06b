"""A study before it is computed: what there is, what it costs."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.run.progress import clock
from disinhibition.experiments.study import preview
from disinhibition.experiments.study.disk.errors import AnotherModel
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.pace import PACE
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.plan import Study, plan_study
from disinhibition.experiments.study.preview import print_preview
from disinhibition.experiments.study.sweep import study_points
from disinhibition.models.engine.compiler import CompilerMissing
from disinhibition.models.parameters.identity import model_digest
from disinhibition.models.parameters.timing import SETTLING

GAIN = "receptors.gaba_a.cortex"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return plan_study(
        [f"{GAIN}=1,0.5", "seed=range(4)", "duration=10", f"study.path={tmp_path / 'study'}", "execute.workers=2"]
    )


def begin(study: Study, model: str) -> None:
    """The first point is computed, the second has failed, both after 10 s by two workers."""
    origin = {"model": model, "version": version("disinhibition")}
    store = StudyStore.create_or_join(study.path, study.units, measure("jerks").columns(), origin)
    keys = preview._keys([settings for _, settings in study.points])
    points = [
        Point(point.key, {**point.coordinates, GAIN: int(point.coordinates[GAIN])})
        for point in study_points(study, keys)[:2]
    ]
    row = {column.name: 0.0 for column in store.columns} | {"status": "ok", "first_muscle": "none"}
    with store.lock():
        store.add_points(points)
        store.write(points[0], row)
        store.fail(points[1], "why")
    notes = ({"began": 100.0, "workers": 2}, {"row": 0, "at": 110.0}, {"row": 1, "at": 120.0})
    (study.path / PACE).write_text("".join(f"{json.dumps(note)}\n" for note in notes))


def test_a_study_that_is_not_there_is_reckoned(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    print_preview(study)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "The study has 8 points: none there already, 8 to be computed."
    neurons = preview._neurons("right", 1.0)
    seconds = 8 * neurons * 103_000 * preview.NEURON_STEP["standalone"]
    assert 1000 < neurons < 20_000
    assert f"({int(seconds // 60)}:{round(seconds) % 60:02d} of one core)" in out[1]
    assert "with 2 workers" in out[1]
    assert out[2].startswith("The rows take 33 kB of disk space in ")
    assert sum("missing" in line for line in out) == preview.FIRST
    assert not study.path.exists()


def test_no_axis_has_the_name_of_the_column_that_says_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_preview(plan_study(["state=awake,nrem,rem", "duration=10", f"study.path={tmp_path / 'study'}"]))
    header = next(line for line in capsys.readouterr().out.splitlines() if "state" in line)
    assert re.findall(r"\w+", header) == ["state", "status"]


def test_what_is_there_is_not_counted_again_and_gives_the_pace(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(study, model_digest())
    print_preview(study)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "The study has 8 points: 2 there already, 6 to be computed."
    assert out[1] == "1 of them failed before. --retry failed (in Python retry='failed') computes them again."
    taken = "by the 2 rows computed last (10.0 s from one to the next)"
    assert out[2] == f"The time is about 1:00 with 2 workers, {taken}."
    states = [re.findall(r"\w+", line)[-1] for line in out if re.search("ok|failed|missing", line)][1:]
    assert states == ["ok", "failed", "missing", "missing", "missing"]
    print_preview(study, retry_failed=True)
    assert capsys.readouterr().out.startswith(
        "The study has 8 points: 1 there already, 7 to be computed.\n1 of them failed before.\n"
    )


def test_rows_under_other_settings_are_refused_as_the_sweep_would(study: Study) -> None:
    begin(study, model_digest())
    longer = plan_study([f"{GAIN}=1,0.5", "seed=range(4)", "duration=20", f"study.path={study.path}"])
    with pytest.raises(ValueError, match=r"holds .* under other settings"):
        print_preview(longer)


def test_the_time_of_longer_runs_is_reckoned_from_shorter_ones(
    study: Study, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Axes of one study may be durations and sides; a pace is of the rows it was measured on."""
    words = [f"{GAIN}=1,0.5", "duration=10,43", f"study.path={tmp_path / 'lengths'}", "execute.workers=2"]
    lengths = plan_study(words)
    assert [settings.duration for _, settings in lengths.points[:2]] == [10, 43]
    shorter = plan_study([*words[:1], "duration=10,43", *words[2:]])
    shorter.points[:] = [one for one in shorter.points if one[1].duration == 10]
    begin(shorter, model_digest())
    print_preview(lengths, retry_failed=False)
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("The time"))
    ratio = (43 + SETTLING) / (10 + SETTLING)
    assert f"about {clock(10 + 2 * 10 * ratio)} with 2 workers" in line


def test_a_place_that_the_sweep_refuses_is_refused(study: Study, tmp_path: Path) -> None:
    study.path.mkdir()
    (study.path / "letter.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds other files"):
        print_preview(study)
    assert [file.name for file in study.path.iterdir()] == ["letter.txt"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ValueError, match=r"cannot be written.*study\.path"):
        print_preview(plan_study(["seed=1,2", f"study.path={tmp_path / 'file' / 'study'}"]))


def test_a_missing_compiler_and_impossible_workers_are_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXX", "nosuch++")
    with pytest.raises(CompilerMissing, match=r"nosuch\+\+"):
        print_preview(study)
    with pytest.raises(ValueError, match=r"execute\.workers=0"):
        print_preview(plan_study(["seed=1,2", f"study.path={study.path}", "execute.workers=0"]))


def test_a_kept_recording_is_most_of_the_disk(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    study.examples.append(study.points[0][0])
    print_preview(study)
    assert "The rows take 5 MB of disk space in " in capsys.readouterr().out


def test_another_study_in_the_folder_is_told(study: Study) -> None:
    begin(study, "another")
    with pytest.raises(AnotherModel, match=r"computed with model another.*--adopt.*--fork"):
        print_preview(study)
    with pytest.raises(ValueError, match=r"is another study: it is swept over"):
        print_preview(plan_study(["wiring_seed=1,2", f"study.path={study.path}"]))


def test_a_fork_or_an_adoption_says_what_it_would_do(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    begin(study, "another")
    print_preview(study, fork=True)
    forked = capsys.readouterr().out
    assert f"This one will be {study.path}-{version('disinhibition')}-" in forked
    assert "The study has 8 points: none there already" in forked
    print_preview(study, adopt=True)
    adopted = capsys.readouterr().out
    assert "Up to 2 of its points are computed anew first" in adopted
    assert "The study has 8 points: 2 there already" in adopted
