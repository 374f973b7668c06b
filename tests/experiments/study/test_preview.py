"""A study before it is computed: what there is, what it costs."""

import os
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.study import preview
from disinhibition.experiments.study.disk.errors import AnotherModel
from disinhibition.experiments.study.disk.layout import Point, chunk
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.plan import Study, plan_study
from disinhibition.experiments.study.preview import print_preview
from disinhibition.models.parameters.identity import model_digest

GAIN = "receptors.gaba_a.cortex"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return plan_study(
        [f"{GAIN}=1,0.5", "seed=range(4)", "duration=10", f"study.path={tmp_path / 'study'}", "execute.workers=2"]
    )


def begin(study: Study, model: str) -> None:
    """The first point is computed, the second has failed, both 10 s apart."""
    origin = {"model": model, "version": version("disinhibition")}
    store = StudyStore.create_or_join(study.path, study.units, measure("jerks").columns(), origin)
    points = [Point(f"{i}", {**values, GAIN: int(values[GAIN])}) for i, (values, _) in enumerate(study.points[:2])]
    row = {column.name: 0.0 for column in store.columns} | {"status": "ok", "first_muscle": "none"}
    with store.lock():
        store.add_points(points)
        store.write(points[0], row)
        store.fail(points[1], "why")
    for number in range(2):
        os.utime(chunk(study.path, number), (number * 10, number * 10))


def test_a_study_that_is_not_there_is_reckoned(study: Study, capsys: pytest.CaptureFixture[str]) -> None:
    print_preview(study)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "The study has 8 points. 0 of them are there, and 8 are to be computed."
    neurons = preview._neurons("right", 1.0)
    seconds = 8 * neurons * 103_000 * preview.NEURON_STEP["standalone"]
    assert 1000 < neurons < 20_000
    assert f"({int(seconds // 60)}:{round(seconds) % 60:02d} of one core)" in out[1]
    assert "with 2 workers" in out[1]
    assert out[2].startswith("The rows take 33 kB of disk space in ")
    assert sum("missing" in line for line in out) == preview.FIRST
    assert not study.path.exists()


def test_what_is_there_is_not_counted_again_and_gives_the_pace(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(study, model_digest())
    print_preview(study)
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "The study has 8 points. 2 of them are there, and 6 are to be computed."
    assert out[1] == "1 failed before. --retry failed computes them again."
    assert out[2] == "The time is about 1:00, at 10.0 s a point as in the latest rows."
    states = [re.findall(r"\w+", line)[-1] for line in out if re.search("ok|failed|missing", line)][1:]
    assert states == ["ok", "failed", "missing", "missing", "missing"]
    print_preview(study, retry_failed=True)
    assert capsys.readouterr().out.startswith(
        "The study has 8 points. 1 of them are there, and 7 are to be computed.\n1 failed before.\n"
    )


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
    assert "The study has 8 points. 0 of them are there" in forked
    print_preview(study, adopt=True)
    adopted = capsys.readouterr().out
    assert "Up to 2 of its points are computed anew first" in adopted
    assert "The study has 8 points. 2 of them are there" in adopted
