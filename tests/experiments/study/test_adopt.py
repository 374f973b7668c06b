"""A study of another model is taken over if points computed anew have the same rows, and else stays what it is."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from disinhibition.experiments import cli
from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.run.provenance import provenance
from disinhibition.experiments.study import adopt as adopting
from disinhibition.experiments.study import sweep
from disinhibition.experiments.study.adopt import NotAdopted, adopt
from disinhibition.experiments.study.disk.errors import AnotherModel, StudyBusy
from disinhibition.experiments.study.disk.layout import Point, chunk, read_failure, read_points, read_schema
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.reading.open import open_study
from disinhibition.experiments.study.reading.status import study_status
from disinhibition.models.engine import engine

COLUMNS = (
    Column("rate", "1/s", "a rate"),
    Column("interval", "s", "an interval, not measurable at gain 0"),
    Column("muscle", "1", "a muscle", "code", ("none", "right_scm", "left_scm")),
)
DIMS = {"circuit": "1", "gain": "1"}
OLD = {"version": "1", "model": "old", "config": json.dumps({"duration": 2, "execute": {"workers": 1}})}
NEW = {**OLD, "model": "new", "config": json.dumps({"duration": 2, "execute": {"workers": 8}, "later": 0})}
GAINS = tuple(i / 10 for i in range(10))
Change = Callable[[Mapping[str, Any], dict[str, Any]], dict[str, Any]]


def points(model: str, gains: Sequence[float] = GAINS) -> list[Point]:
    return [
        Point(f"{model}-{circuit}-{gain}", {"circuit": circuit, "gain": gain}, {"circuit": circuit, "gain": gain})
        for circuit in ("cortex", "spinal")
        for gain in gains
    ]


def row(coordinates: Mapping[str, Any]) -> dict[str, Any]:
    gain = coordinates["gain"]
    muscle = "right_scm" if gain else "none"
    return {"rate": 3 * gain, "interval": 1 / gain if gain else np.nan, "muscle": muscle, "status": "ok"}


def filled(change: Change = lambda _, values: values) -> Callable[[StudyStore, Sequence[Point]], None]:
    """A model that computes the rows of the old one, but for a change."""

    def compute(store: StudyStore, wanted: Sequence[Point]) -> None:
        store.add_points(wanted)
        for point in wanted:
            store.write(point, change(point.coordinates, row(point.coordinates)))

    return compute


SAME = filled()


def old_study(path: Path) -> Path:
    filled()(StudyStore.create_or_join(path, DIMS, COLUMNS, OLD), points("old"))
    return path


def take_over(path: Path, compute: Callable = SAME, origin: Mapping[str, Any] = NEW, **other: Any) -> str:
    wanted = other.get("points", points("new"))
    return adopt(path, other.get("dims", DIMS), other.get("columns", COLUMNS), origin, lambda: wanted, compute)


def content(path: Path) -> dict[str, bytes]:
    """Every file of a study but its locks."""
    files = (file for file in path.rglob("*") if file.is_file() and file.name not in ("study.lock", "claims"))
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def test_equal_rows_make_the_study_the_new_models_with_its_rows_untouched(tmp_path: Path) -> None:
    path = old_study(tmp_path / "study")
    before = {file.name: file.read_bytes() for file in (path / "row").iterdir()}
    with pytest.raises(AnotherModel, match="--adopt"):
        StudyStore.create_or_join(path, DIMS, COLUMNS, NEW)
    assert take_over(path) == f"{path} is taken over: 5 of 20 points, computed anew, agree in all columns"
    assert {file.name: file.read_bytes() for file in (path / "row").iterdir()} == before
    store = StudyStore.create_or_join(path, DIMS, COLUMNS, NEW)
    store.add_points(points("new", (*GAINS, 1.0)))
    states = store.states()
    assert [states[point.key] for point in points("new")] == ["ok"] * 20, "nothing that was there is computed again"
    assert [states[point.key] for point in points("new", (1.0,))] == ["missing"] * 2, "and it goes on"


def test_the_history_says_what_was_before_when_and_what_was_compared(tmp_path: Path) -> None:
    path = old_study(tmp_path / "study")
    take_over(path)
    take_over(path, origin={**NEW, "version": "2"}, points=points("newest"))
    attributes = open_study(path).attrs
    assert (attributes["version"], attributes["model"]) == ("2", "new")
    first, second = json.loads(attributes["history"])
    assert first["provenance"] == OLD and (second["provenance"]["model"], second["provenance"]["version"]) == (
        "new",
        "1",
    )
    assert len(first["compared"]) == 5 and first["columns"] == 4 and first["adopted"].endswith("+00:00")
    lines = [line for line in study_status(path).splitlines() if line.startswith("adopted")]
    assert "from version 1, model old: 5 points computed anew had equal rows" in lines[0] and len(lines) == 2


def test_a_column_that_differs_is_named_with_its_point_and_both_values_and_nothing_is_written(tmp_path: Path) -> None:
    path = old_study(tmp_path / "study")
    before = content(path)

    def faster(coordinates: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        return values | ({"rate": np.nextafter(values["rate"], 9)} if coordinates["gain"] == 0.9 else {})

    with pytest.raises(NotAdopted) as refused:
        take_over(path, filled(faster))
    words = str(refused.value)
    assert "rate of circuit=spinal, gain=0.9 is 2.7 in it and 2.7000000000000006 now" in words
    assert "1 of 5 points computed anew came out differently" in words and "\n" not in words
    assert content(path) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"muscle": "left_scm"}, "is right_scm in it and left_scm now|is none in it and left_scm now"),
        ({"interval": 5.0}, "interval of circuit=cortex, gain=0.0 is nan in it and 5.0 now; 5 of 5"),
        ({"status": "runaway"}, "status of circuit=cortex, gain=0.0 is ok in it and runaway now"),
    ],
    ids=["word", "not measurable before", "status"],
)
def test_words_and_what_was_not_measurable_are_compared_too(tmp_path: Path, change: dict, words: str) -> None:
    with pytest.raises(NotAdopted, match=words):
        take_over(old_study(tmp_path / "study"), filled(lambda _, values: values | change))


def test_minus_zero_is_not_zero(tmp_path: Path) -> None:
    with pytest.raises(NotAdopted, match=r"rate of .* is 0\.0 in it and -0\.0 now"):
        take_over(old_study(tmp_path / "study"), filled(lambda _, v: v | ({"rate": -0.0} if v["rate"] == 0 else {})))


def test_a_study_without_a_row_has_nothing_to_compare(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", DIMS, COLUMNS, OLD)
    store.add_points(points("old"))
    store.fail(points("old")[0], "no memory")
    with pytest.raises(NotAdopted, match="it has no row to compare"):
        take_over(tmp_path / "study")


def test_other_columns_axes_or_settings_are_refused_before_anything_is_computed(tmp_path: Path) -> None:
    path = old_study(tmp_path / "study")

    def never(store: StudyStore, wanted: Sequence[Point]) -> None:
        raise AssertionError("computes")

    with pytest.raises(NotAdopted, match="its columns differ in muscle"):
        take_over(path, never, columns=COLUMNS[:2])
    with pytest.raises(NotAdopted, match="it was computed with duration=2, this is duration=3"):
        take_over(path, never, {**NEW, "config": json.dumps({"duration": 3})})
    with pytest.raises(NotAdopted, match=r"10 points that this command does not, such as circuit=cortex, gain=0\.5"):
        take_over(path, never, points=points("new", GAINS[:5]))
    with pytest.raises(NotAdopted, match="physically the same"):
        take_over(path, never, points=[replace(point, key="one") for point in points("new")])


def test_failed_points_are_not_compared_stay_failed_and_keep_their_reason(tmp_path: Path) -> None:
    path = tmp_path / "study"
    store = StudyStore.create_or_join(path, DIMS, COLUMNS, OLD)
    filled()(store, points("old"))
    for point in points("old")[:10]:
        store.fail(point, "no memory")
    take_over(path)
    (entry,) = json.loads(open_study(path).attrs["history"])
    assert {one["circuit"] for one in entry["compared"]} == {"spinal"}
    assert read_failure(path, points("new")[0].key) == "no memory"
    assert len(list((path / "failures").iterdir())) == 10


def test_a_point_that_cannot_be_computed_now_leaves_the_study_as_it_was(tmp_path: Path) -> None:
    path = old_study(tmp_path / "study")
    before = content(path)

    def fails(store: StudyStore, wanted: Sequence[Point]) -> None:
        filled()(store, wanted)
        store.fail(wanted[0], "the compiler is gone")

    with pytest.raises(NotAdopted, match=r"1 of 5 points could not be .*: the compiler is gone"):
        take_over(path, fails)
    assert content(path) == before


def test_a_study_that_another_process_computes_is_not_taken_over(tmp_path: Path) -> None:
    path = old_study(tmp_path / "study")
    code = f"import fcntl; f = open({str(path / 'claims')!r}, 'a+'); fcntl.lockf(f, fcntl.LOCK_SH, 1, 0)"
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}; print('', flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(StudyBusy, match="another process computes"):
            take_over(path)
        other.communicate(b"\n")
    assert read_schema(path)["provenance"]["model"] == "old"


STEPS = 5  # files that a takeover with one failed point writes or removes


@pytest.mark.parametrize("step", range(STEPS + 1))
def test_killed_at_any_step_it_leaves_the_old_study_or_the_new_one(tmp_path: Path, step: int) -> None:
    path = tmp_path / "study"
    store = StudyStore.create_or_join(path, DIMS, COLUMNS, OLD)
    filled()(store, points("old"))
    store.fail(points("old")[0], "no memory")
    rows = {file.name: file.read_bytes() for file in (path / "row").iterdir()}
    child = os.fork()
    if not child:
        try:
            _kill_at(step)
            take_over(path)
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == (9 if step < STEPS else 0), "STEPS says how many there are"
    model = read_schema(path)["provenance"]["model"]
    stored = read_points(path)
    assert model == ("old" if step < 3 else "new")
    assert [one["key"] for one in stored] == [point.key for point in points(model)]
    assert {file.name: file.read_bytes() for file in (path / "row").iterdir()} == rows
    assert read_failure(path, points(model)[0].key) == "no memory"
    # The same command goes on
    if model == "old":
        take_over(path)
    store = StudyStore.create_or_join(path, DIMS, COLUMNS, NEW)
    with store.joined():
        assert set(store.states()) == {point.key for point in points("new")}
    assert len(list(path.glob("points*"))) == 1, "what the killed one left is swept up"


def _kill_at(step: int) -> None:
    """End this process, without any of its clean-up, before the file of that number is written or removed."""
    left = [step]

    def counted(act: Callable) -> Callable:
        def with_count(*arguments: object, **named: object) -> object:
            if not left[0]:
                os._exit(9)
            left[0] -= 1
            return act(*arguments, **named)

        return with_count

    # What is computed anew lies in a temporary folder; only the takeover itself is counted
    commit = adopting._commit

    def commit_counted(*arguments: Any) -> None:
        adopting.write_whole = counted(adopting.write_whole)
        Path.unlink = counted(Path.unlink)
        commit(*arguments)

    adopting._commit = commit_counted


@pytest.mark.parametrize(("number", "compared"), [(3, 3), (20, 5), (2000, 20), (9000, 50)])
def test_five_points_are_compared_or_a_hundredth_of_many(number: int, compared: int) -> None:
    stored = [{"row": i, "key": str(i), "coordinates": {"gain": i}} for i in range(number)]
    ok = np.ones((number, 4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adopting, "read_rows", lambda *_: ok)
        assert len(adopting._chosen(Path(), stored, 4)) == compared


def change_model(monkeypatch: pytest.MonkeyPatch, digest: str) -> None:
    monkeypatch.setattr(sweep, "provenance", lambda **facts: {**provenance(**facts), "model": digest})
    monkeypatch.setattr(engine, "model_digest", lambda: digest)


def compute_here(store: StudyStore, wanted: Sequence[Point], work: Callable, *_: object) -> None:
    """Compute in this process, since another one takes seconds to begin."""
    store.add_points(wanted)
    for point in wanted:
        if store.state(point) == "missing":
            store.write(point, work(point.task))


LINE = ["sweep", "engine=numpy", "scale=0.25", "sides=right", "duration=0.01", "seed=choice(2)"]


@pytest.mark.slow  # runs the interpreted network
def test_a_study_of_the_pathway_is_adopted_by_a_model_that_computes_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sweep, "run_points", compute_here)
    assert cli.main(LINE) == 0
    written = {file.name: file.stat().st_mtime_ns for file in Path("results/sweep/row").glob("c.*")}
    change_model(monkeypatch, "another")
    capsys.readouterr()
    assert cli.main([*LINE, "--adopt"]) == 0
    assert "results/sweep is taken over: 1 of 1 point" in capsys.readouterr().err
    assert {file.name: file.stat().st_mtime_ns for file in Path("results/sweep/row").glob("c.*")} == written
    assert open_study("results/sweep").attrs["model"] == "another"
    row_file = chunk(Path("results/sweep"), 0)
    values = np.frombuffer(row_file.read_bytes()).copy()
    values[1] += 1
    row_file.write_bytes(values.tobytes())
    change_model(monkeypatch, "third")
    capsys.readouterr()
    assert cli.main([*LINE, "--adopt"]) == 2
    said = capsys.readouterr().err
    assert "of seed=2 is" in said.splitlines()[-1] and "1 of 1 point computed anew came out differently" in said
    assert open_study("results/sweep").attrs["model"] == "another"


def test_adopt_and_fork_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sweep", "--adopt", "--fork", "seed=1,2"]) == 2
    assert "not allowed with" in capsys.readouterr().err
