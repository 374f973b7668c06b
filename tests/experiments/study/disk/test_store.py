"""The study on disk: rows that are whole or not there, damage that is told, extension that touches nothing."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.errors import StudyBusy, StudyStopped
from disinhibition.experiments.study.disk.folder import beside, write_whole
from disinhibition.experiments.study.disk.layout import SCHEMA, Point, chunk, read_failure, read_points, read_rows
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.reading.open import open_study
from disinhibition.experiments.study.reading.status import study_status

COLUMNS = (Column("rate", "Hz", "rate"), Column("muscle", "1", "muscle", "code", ("none", "right_scm")))
ORIGIN = {"version": "1", "model": "abc"}
TAKE_PART = """
import sys
from pathlib import Path
from disinhibition.experiments.study.disk.claims import Claims
claims = Claims(Path(sys.argv[1], "claims"))
claims.join()
claims.take(1)
print("in", flush=True)
sys.stdin.read()
"""


def points(*gains: float) -> list[Point]:
    return [Point(f"key{gain}", {"gain": gain}, {"gain": gain}) for gain in gains]


def values(rate: float = 0.0) -> dict[str, float | str]:
    return {"status": "ok", "rate": rate, "muscle": "none"}


def made(path: Path, *gains: float) -> StudyStore:
    """A study of these gains, all computed; the rate is the gain."""
    store = StudyStore.create_or_join(path, {"gain": "1"}, COLUMNS, ORIGIN)
    with store.lock():
        store.add_points(points(*gains))
        for point, gain in zip(points(*gains), gains, strict=True):
            store.write(point, values(gain))
    return store


def joined(path: Path) -> StudyStore:
    return StudyStore.create_or_join(path, {"gain": "1"}, COLUMNS, ORIGIN)


def files(path: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in (path / "row").glob("c.*")}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    made(tmp_path / "study", 0.5, 1.0, 1.5)
    return tmp_path / "study"


@pytest.fixture
def anyone() -> Iterator[Path]:
    """A folder below which any user may write, as long as the test does not forbid it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def test_a_row_of_zeros_is_there(tmp_path: Path) -> None:
    store = made(tmp_path / "study", 0.0)
    assert store.states() == {"key0.0": "ok"}
    assert open_study(tmp_path / "study")["rate"].values.tolist() == [0.0]


def test_a_row_is_not_done_before_it_is_written(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", {"gain": "1"}, COLUMNS, ORIGIN)
    with store.lock():
        store.add_points(points(0.5, 1.0))
        assert store.states() == {"key0.5": "missing", "key1.0": "missing"}
        store.write(points(1.0)[0], values())
    assert store.states() == {"key0.5": "missing", "key1.0": "ok"}


@pytest.mark.parametrize("content", [b"", b"\0" * 24, b"x" * 23, b"\0" * 32, np.array([9.0, 0, 0]).tobytes()])
def test_a_damaged_row_is_no_row_and_is_written_anew(study: Path, content: bytes) -> None:
    chunk(study, 1).write_bytes(content)
    store = joined(study)
    with store.lock():
        store.add_points(points(0.5, 1.0, 1.5))
        assert store.states() == {"key0.5": "ok", "key1.0": "missing", "key1.5": "ok"}
        assert np.isnan(read_rows(study, [1], 3)).all()
        store.write(points(1.0)[0], values(7))
    assert open_study(study)["rate"].values.tolist() == [0.5, 7, 1.5]


def test_a_row_that_says_nothing_or_is_incomplete_is_refused(study: Path) -> None:
    store = made(study, 0.5)
    for bad in ({**values(), "status": "missing"}, {**values(), "muscle": "tail"}):
        with pytest.raises(ValueError, match=r"'missing'|'tail'"):
            store.write(points(0.5)[0], bad)
    with pytest.raises(KeyError):
        store.write(points(0.5)[0], {"status": "ok"})
    assert store.states()["key0.5"] == "ok"


def test_a_study_grows_without_touching_its_rows(study: Path) -> None:
    before = files(study)
    store = joined(study)
    with store.lock():
        store.add_points(points(0.25, 1.0, 2.0))
        for gain in (0.25, 2.0):
            store.write(points(gain)[0], values(gain))
    assert before.items() < files(study).items()
    assert len(files(study)) == 5
    opened = open_study(study)
    assert opened["gain"].values.tolist() == [0.25, 0.5, 1, 1.5, 2]
    assert np.array_equal(opened["rate"], opened["gain"])


def test_a_death_between_naming_the_points_and_making_room_is_mended(study: Path) -> None:
    store = joined(study)
    with store.lock():
        store.add_points(points(2.0))
    array = study / "row" / "zarr.json"
    described = json.loads(array.read_text())
    assert described["shape"] == [4, 3]
    array.write_text(json.dumps({**described, "shape": [3, 3]}))  # what the death leaves
    made(study, 2.0)
    assert open_study(study)["rate"].values.tolist() == [0.5, 1, 1.5, 2]


def test_a_death_while_a_study_begins_leaves_a_folder_in_which_it_begins(tmp_path: Path) -> None:
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.lock").touch()
    (study / f".{SCHEMA}.17.3.partial").write_text('{"form')
    with made(study, 1.0).joined():
        assert open_study(study)["rate"].values.tolist() == [1.0]
        assert not list(study.rglob("*.partial"))


def test_what_a_death_left_half_written_is_swept(study: Path) -> None:
    leftovers = [study / "row" / "c.7.f00.partial", study / "failures" / ".k.json.1.2.partial", study / ".p.1.partial"]
    for leftover in leftovers:
        leftover.write_text("half")
    with joined(study).joined():
        assert not any(leftover.exists() for leftover in leftovers)


@pytest.mark.parametrize("damage", ["{", "", "[1]", '{"key": "key1.0", "coordinates": {}}', "\0\0\0"])
def test_a_damaged_line_of_the_points_is_told_with_its_number(study: Path, damage: str) -> None:
    lines = (study / "points.jsonl").read_text().splitlines()
    (study / "points.jsonl").write_text("\n".join([lines[0], damage, lines[2]]) + "\n")
    for read in (lambda: made(study, 1.0), lambda: open_study(study)):
        with pytest.raises(ValueError, match="line 2 is damaged; delete the line"):
            read()


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_lost_line_of_the_points_gives_no_row_to_another_point(study: Path, lost: int) -> None:
    lines = (study / "points.jsonl").read_text().splitlines(keepends=True)
    (study / "points.jsonl").write_text("".join(line for number, line in enumerate(lines) if number != lost))
    store = joined(study)
    with store.lock():
        store.add_points(points(0.5, 1.0, 1.5, 2.0))
        states = list(store.states().values())
        assert sorted(states) == ["missing", "missing", "ok", "ok"]
    rate, gain = open_study(study)["rate"], open_study(study)["gain"]
    there = np.isfinite(rate)
    assert np.array_equal(rate[there], gain[there])


def test_points_that_are_physically_one_share_a_row(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", {"label": "1"}, COLUMNS, ORIGIN)
    twins = [Point("same", {"label": "a"}), Point("same", {"label": "b"})]
    with store.lock():
        store.add_points(twins)
        store.write(twins[1], values(3))
    assert open_study(tmp_path / "study")["rate"].values.tolist() == [3, 3]
    assert len(files(tmp_path / "study")) == 1


def test_a_place_in_the_study_is_not_given_to_other_settings(study: Path) -> None:
    store = joined(study)
    before = (study / "points.jsonl").read_bytes()
    with store.lock(), pytest.raises(ValueError, match="under other settings"):
        store.add_points([Point("new", {"gain": 3.0}), Point("longer", {"gain": 1.0})])
    assert (study / "points.jsonl").read_bytes() == before


def test_what_another_process_added_meanwhile_is_known(study: Path) -> None:
    first = StudyStore.create_or_join(study, {"gain": "1"}, COLUMNS, ORIGIN)
    made(study, 2.0)
    with first.lock():
        first.add_points(points(2.0, 3.0))
        assert first.states()["key2.0"] == "ok"
    assert [point["row"] for point in read_points(study)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("dims", "columns", "origin", "says"),
    [
        ({"gain": "1"}, COLUMNS, {**ORIGIN, "model": "xyz"}, "model abc, this is xyz"),
        ({"gain": "1"}, COLUMNS, {"version": "2", "model": "xyz"}, "version 1, this is 2; it was computed with model"),
        ({"gain": "1", "seed": "1"}, COLUMNS, ORIGIN, "swept over gain, this over gain, seed"),
        ({"gain": "1"}, COLUMNS[:1], ORIGIN, "columns differ in muscle"),
    ],
)
def test_another_study_is_refused_with_what_differs(
    study: Path, dims: dict, columns: tuple[Column, ...], origin: dict, says: str
) -> None:
    before = files(study)
    with pytest.raises(ValueError, match=says):
        StudyStore.create_or_join(study, dims, columns, origin)
    assert files(study) == before


def test_libraries_and_commit_may_differ(study: Path) -> None:
    StudyStore.create_or_join(study, {"gain": "1"}, COLUMNS, {**ORIGIN, "commit": "new", "version_zarr": "4"})


def test_another_format_and_a_damaged_schema_are_told(study: Path) -> None:
    for content, says in (('{"format": 1, "dims": []}', "format 1, here 2"), ("{", "damaged"), ("[]", "damaged")):
        (study / SCHEMA).write_text(content)
        with pytest.raises(ValueError, match=says):
            open_study(study)


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(ValueError, match="no study and holds other files"):
        made(tmp_path, 1.0)
    assert {entry.name for entry in tmp_path.iterdir()} == {"thesis.tex"}


@pytest.mark.parametrize("place", ["file/below", "/proc/self/study", "/dev/null"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match=r"cannot be written \(.+\); choose another folder with study.path=") as error:
        made(tmp_path / place, 1.0)
    assert str(tmp_path / place) in str(error.value)


def test_a_read_only_study_is_named_and_can_be_read(anyone: Path, tally: Callable[..., None]) -> None:
    study = anyone / "study"
    made(study, 1.0)
    open_study(study)
    said, kept = [], files(study)
    for folder in (study, anyone):
        folder.chmod(0o555)
    user = os.geteuid()  # the superuser may write anywhere
    os.seteuid(user or 65534)
    try:
        assert open_study(study)["rate"].item() == 1
        for path in (study, anyone / "new"):
            with pytest.raises(UserError, match="cannot be written") as error:
                made(path, 1.0)
            said.append(str(error.value))
    finally:
        os.seteuid(user)
        for folder in (study, anyone):
            folder.chmod(0o777)
    tally("a folder that cannot be written", study, kept=kept)
    assert said == [
        f"{path} cannot be written (Permission denied); choose another folder with study.path=..."
        for path in (study, anyone / "new")
    ]


def test_one_process_at_a_time_lays_out_a_study(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disinhibition.experiments.study.disk.folder.PATIENCE", 0.1)
    with joined(study).lock(), pytest.raises(StudyBusy, match=r"another process lays out .*study"):
        joined(study).lock().__enter__()
    joined(study).lock().__enter__()


def test_what_another_process_is_writing_is_left_alone(study: Path) -> None:
    """Leftovers are swept only by who comes alone; the lock on taking part is a process's own, so it is a process."""
    partial = study / "row" / ".c.7.0.1.2.partial"
    partial.write_text("half")
    other = subprocess.Popen(
        [sys.executable, "-c", TAKE_PART, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin and other.stdout
    assert other.stdout.readline() == b"in\n"
    with joined(study).joined() as claims:
        assert partial.exists()
        assert (claims.take(0), claims.take(1)) == (True, False)
        other.kill()
        other.wait()
        assert claims.take(1)
        claims.give_back(1)
    with joined(study).joined():
        assert not partial.exists()


def test_failed_points_are_missing_again_when_forgotten_and_their_reason_stays(study: Path) -> None:
    store = made(study, 2.0)
    store.fail(points(2.0)[0], "RunFailed: why")
    with store.lock():
        store.forget_failed(points(1.0, 2.0))
    assert store.states() == {"key0.5": "ok", "key1.0": "ok", "key1.5": "ok", "key2.0": "missing"}
    assert read_failure(study, "key2.0") == "RunFailed: why"


@pytest.mark.parametrize("year", [1971, 2100])
def test_a_wrong_clock_changes_no_row(study: Path, year: int, tally: Callable[..., None]) -> None:
    when = (year - 1970) * 365 * 86400
    for file in study.rglob("*"):
        os.utime(file, (when, when))
    before, store = files(study), made(study, 2.0)
    tally("files dated 1971 or 2100", study, kept=before, least=4)
    assert set(store.states().values()) == {"ok"}
    assert study_status(study).startswith("done 4 of 4")


def test_a_fork_is_named_by_version_and_model() -> None:
    origin = {"version": "0.2.0", "model": "3fa9c2d1e5b7"}
    assert beside(Path("results/cortex"), origin) == Path("results/cortex-0.2.0-3fa9c2d1")


def test_a_failure_says_why_until_the_point_is_computed(study: Path) -> None:
    store, point = made(study, 2.0), points(2.0)[0]
    store.fail(point, "RunFailed: why", "Traceback\n  line")
    assert store.states()["key2.0"] == "failed"
    assert read_failure(study, "key2.0") == "RunFailed: why"
    assert json.loads((study / "failures" / "key2.0.json").read_text())["task"] == {"gain": 2.0}
    store.write(point, values(2))
    assert store.states()["key2.0"] == "ok"
    assert read_failure(study, "key2.0") == ""


def test_a_row_that_cannot_be_written_stops_the_study(study: Path) -> None:
    store = made(study, 0.5)
    chunk(study, 0).unlink()
    chunk(study, 0).mkdir()
    with pytest.raises(StudyStopped, match=r"study: .+; the rows computed so far are kept"):
        store.write(points(0.5)[0], values())


def test_a_file_is_the_old_one_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from disinhibition.experiments.study.disk.folder import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "try: write_whole(Path(sys.argv[1]), 'n' * 100)\n"
        "except OSError as error: sys.exit(error.errno)\n"
    )
    write_whole(tmp_path / "file", "old")
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "file")], check=False)
    assert done.returncode == errno.EFBIG
    assert (tmp_path / "file").read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
