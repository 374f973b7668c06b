"""A validation says how much is ahead of it before it begins."""

from pathlib import Path

import pytest

from disinhibition.experiments.run.measures import measure
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.plan import Study, plan_study
from disinhibition.experiments.study.preview import processor_seconds
from disinhibition.experiments.validation.ahead import ahead_of, print_ahead


def planned(name: str, folder: Path) -> Study:
    return plan_study([f"experiment=validation/{name}", f"study.path={folder / name}", "execute.workers=2"])


def begin(study: Study, done: int, failed: int = 0) -> None:
    """So many points of a study are computed, and so many after them have failed."""
    columns = measure(study.measure).columns()
    store = StudyStore.create_or_join(study.path, study.units, columns, {"model": "m", "version": "1"})
    points = [Point(str(number), values) for number, (values, _) in enumerate(study.points)]
    words = {column.name: column.flag_meanings[0] if column.kind == "code" else 0.0 for column in store.columns}
    with store.lock():
        store.add_points(points)
        for point in points[:done]:
            store.write(point, words | {"status": "ok"})
        for point in points[done : done + failed]:
            store.fail(point, "why")


def test_runs_of_a_grid_are_counted_and_timed(tmp_path: Path) -> None:
    study = planned("c_reflex", tmp_path)
    found = ahead_of("c_reflex", study)
    assert (found.runs, found.there, found.at_most) == (len(study.points), 0, False)
    assert found.model_seconds == pytest.approx(sum(settings.duration for _, settings in study.points))
    assert found.seconds == pytest.approx(sum(processor_seconds(settings) for _, settings in study.points))


def test_runs_that_are_there_are_counted_and_take_no_time(tmp_path: Path) -> None:
    study = planned("c_reflex", tmp_path)
    whole = ahead_of("c_reflex", study)
    begin(study, 3, failed=2)
    found = ahead_of("c_reflex", study)
    assert (found.runs, found.there) == (len(study.points), 5)
    assert found.seconds == pytest.approx(whole.seconds * (1 - 5 / len(study.points)))
    begin(study, len(study.points))
    assert ahead_of("c_reflex", study).seconds == 0


def test_bisections_and_ladders_are_the_most_that_they_can_be(tmp_path: Path) -> None:
    study = planned("lost_inhibition", tmp_path)
    found = ahead_of("lost_inhibition", study, bisected=True)
    # From 0.15 to below 0.02 takes three halvings, for each of three circuits
    assert (found.runs, found.at_most) == (len(study.points) + 9, True)
    jitter = ahead_of("jitter", planned("jitter", tmp_path))
    assert jitter.at_most and jitter.runs == 60 * 3 * 8


def test_the_total_is_said_before_anything_is_computed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    studies = {name: planned(name, tmp_path) for name in ("c_reflex", "glycine_everywhere")}
    begin(studies["c_reflex"], 3)
    print_ahead(studies)
    said = " ".join(capsys.readouterr().out.split())
    runs = sum(len(study.points) for study in studies.values())
    assert f"2 studies, {runs} runs: 3 there already, {runs - 3} to be computed." in said
    assert "with 2 workers" in said and "at most" not in said
