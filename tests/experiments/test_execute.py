"""Execution under faults, with real processes: killed workers, a killed parent, Ctrl-C, a full disk, two parents."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from disinhibition.experiments import execute
from disinhibition.experiments.execute import Outcome, run_points
from disinhibition.experiments.layout import read_failure
from disinhibition.experiments.store import StudyBusy, StudyStopped

FAULTS = Path(__file__).parent / "faults"


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts parents of the study in ``tmp_path``, each with a process group of its own, as a terminal does."""
    parents: list[subprocess.Popen] = []

    def start(
        points: int, seconds: float, work: str = "compute", largest_file: str = "-", path: Path = tmp_path
    ) -> subprocess.Popen:
        words = [str(path / "study"), str(points), str(seconds), work, largest_file]
        command = [sys.executable, str(FAULTS / "made_study.py"), *words]
        parents.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True))
        return parents[-1]

    yield start
    for parent in parents:
        parent.kill()
        parent.wait()


def rows(study: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of every row file."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in (study / "row").glob("c.*.0")}


def contents(study: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in rows(study).items()}


def processes(marks: Path) -> set[int]:
    """Process numbers that ever worked on a point."""
    return {int(mark.suffix[1:]) for mark in marks.iterdir()}


def eventually(condition: Callable[[], bool], within: float = 20.0) -> bool:
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_every_point_gets_its_row_and_workers_are_replaced(
    made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execute, "POINTS_PER_WORKER", 3)
    store, said = made.study(tmp_path / "study"), []
    points = made.points(12, tmp_path / "marks")
    done = run_points(store, points, work.compute, 2, lambda fraction, left, text: said.append((fraction, text)))
    assert done == Outcome(12, 0, 0)
    assert set(store.states().values()) == {"ok"}
    assert len(processes(tmp_path / "marks")) >= 4
    assert said[0] == (0, "0 of 12 points")
    assert said[-1] == (1, "12 of 12 points")
    assert run_points(store, points, work.compute, 2) == Outcome(0, 0, 12)


def test_a_killed_worker_costs_no_row(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    victims = set(random.Random(1).sample(range(60), 8))
    points = made.points(60, tmp_path / "marks", 0.02)
    # A victim lives until it is seen, the first time; its second attempt is long enough to be left alone
    points = [
        made.Point(p.key, p.coordinates, {**p.settings, "seconds": 0.4 if i in victims else 0.02})
        for i, p in enumerate(points)
    ]
    killed: set[int] = set()
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.02):
            for mark in (tmp_path / "marks").iterdir():
                number, process = map(int, mark.name.split("."))
                if number in victims - killed:
                    killed.add(number)
                    os.kill(process, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        store = made.study(tmp_path / "study")
        assert run_points(store, points, work.compute, 2) == Outcome(60, 0, 0)
    finally:
        over.set()
        killer.join()
    assert killed == victims
    assert set(store.states().values()) == {"ok"}


def test_a_point_that_kills_its_workers_fails_alone_after_two(
    made: ModuleType, work: ModuleType, tmp_path: Path
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(6, tmp_path / "marks", 0.1)
    assert run_points(store, points, work.kill_the_third, 2) == Outcome(5, 1, 0)
    assert {key for key, state in store.states().items() if state == "failed"} == {"key0003"}
    assert "died" in read_failure(tmp_path / "study", "key0003")
    assert len(list((tmp_path / "marks").glob("3.*"))) == 2
    assert len(list((tmp_path / "marks").iterdir())) == 7


def test_a_failing_point_is_recorded_and_computed_again_on_request_only(
    made: ModuleType, work: ModuleType, tmp_path: Path
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(5, tmp_path / "marks")
    assert run_points(store, points, work.fail_the_third, 1) == Outcome(4, 1, 0)
    assert len(list((tmp_path / "marks").glob("3.*"))) == 2, "the second attempt is another process"
    record = json.loads((tmp_path / "study" / "failures" / "key0003.json").read_text())
    assert record["error"] == "ZeroDivisionError: it was told to fail"
    assert record["settings"] == points[3].settings
    assert record["coordinates"] == {"i": 3, "half": 0.5}
    assert any("fail_the_third" in line for line in record["traceback"])
    assert run_points(store, points, work.compute, 1) == Outcome(0, 0, 5)
    assert run_points(store, points, work.compute, 1, retry_failed=True) == Outcome(1, 0, 4)
    assert set(store.states().values()) == {"ok"}
    assert not list((tmp_path / "study" / "failures").iterdir())


def test_a_result_that_is_no_row_fails_its_point_alone(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    store = made.study(tmp_path / "study")
    points = made.points(5, tmp_path / "marks")
    assert run_points(store, points, work.return_no_row_for_the_third, 1) == Outcome(4, 1, 0)
    assert "muscle is 'tail'" in read_failure(tmp_path / "study", "key0003")


def test_a_study_whose_parent_was_killed_goes_on_with_the_same_rows(
    begin: Callable[..., subprocess.Popen], made: ModuleType, work: ModuleType, tmp_path: Path
) -> None:
    study = tmp_path / "study"
    kept: dict[str, tuple[bytes, int]] = {}
    for already in (3, 9):
        parent = begin(24, 0.1)
        assert eventually(lambda least=already: len(rows(study)) >= least)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        assert eventually(lambda: not any(map(alive, processes(tmp_path / "marks"))), 5), "workers outlive it"
        assert kept.items() <= rows(study).items()
        kept = rows(study)
    assert len(kept) < 24
    store, points = made.study(study), made.points(24, tmp_path / "marks")
    assert run_points(store, points, work.compute, 2) == Outcome(24 - len(kept), 0, len(kept))
    assert kept.items() <= rows(study).items()
    run_points(made.study(tmp_path / "whole"), points, work.compute, 2)
    assert contents(study) == contents(tmp_path / "whole")


def test_ctrl_c_is_one_line_and_130_and_ends_workers_and_what_they_run(
    begin: Callable[..., subprocess.Popen], tmp_path: Path
) -> None:
    parent = begin(40, 0.2, "compute_in_a_child")
    assert eventually(lambda: len(rows(tmp_path / "study")) == 3)
    assert eventually(lambda: any(map(alive, processes(tmp_path / "marks"))))
    kept = rows(tmp_path / "study")
    os.killpg(parent.pid, signal.SIGINT)  # a terminal's Ctrl-C goes to the whole group
    _, said = parent.communicate(timeout=20)
    assert parent.returncode == 130
    assert said == "disinhibition: interrupted; what was computed is kept\n"
    assert kept == rows(tmp_path / "study")
    assert eventually(lambda: not any(map(alive, processes(tmp_path / "marks"))), 5)


def test_ctrl_c_while_workers_start_is_one_line(begin: Callable[..., subprocess.Popen], tmp_path: Path) -> None:
    parent = begin(40, 5)
    assert eventually((tmp_path / "study" / "row" / "zarr.json").exists)
    time.sleep(0.15)
    os.killpg(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=20)
    assert (parent.returncode, said.count("\n")) == (130, 1), said


def test_a_full_disk_is_one_line_and_keeps_the_rows(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, made: ModuleType
) -> None:
    disk, largest_file = tmp_path / "disk", "-"
    disk.mkdir()
    small = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(disk)], capture_output=True)
    mounted = small.returncode == 0
    try:
        if not mounted:
            # Without the right to mount, a limit takes the disk's part: above a semaphore's 32 bytes, below a row's 48
            assert begin(11, 0, path=disk).wait() == 0
            (disk / "study" / "row" / "c.7.0").unlink()
            largest_file = "40"
        parent = begin(60 if mounted else 11, 0, path=disk, largest_file=largest_file)
        _, said = parent.communicate(timeout=30)
        assert parent.returncode == 1
        assert said.count("\n") == 1
        assert str(disk / "study") in said
        assert "kept" in said
        kept = rows(disk / "study")
        assert len(kept) >= 5
        assert all(len(content) == 8 * 6 for content, _ in kept.values())
        assert not list((disk / "study").rglob("*.partial"))
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        parent = begin(60, 0, path=disk)
        assert parent.wait(30) == 0
        assert len(rows(disk / "study")) == 60
        assert kept.items() <= rows(disk / "study").items()
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_temporary_disk_stops_the_study_and_fails_no_point(
    made: ModuleType, work: ModuleType, tmp_path: Path
) -> None:
    store = made.study(tmp_path / "study")
    with pytest.raises(StudyStopped, match="No space left"):
        run_points(store, made.points(6, tmp_path / "marks"), work.fill_the_temporary_disk, 1)
    assert list(store.states().values()) == ["ok"] * 3 + ["missing"] * 3
    assert run_points(store, made.points(6, tmp_path / "marks"), work.compute, 1) == Outcome(3, 0, 3)


def test_temporary_files_of_workers_are_removed_and_libraries_have_one_thread(
    made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    run_points(made.study(tmp_path / "study"), made.points(3, tmp_path / "marks"), work.look_at_the_worker, 1)
    seen = [mark.name for mark in (tmp_path / "marks").iterdir() if " " in mark.name]
    assert len(seen) == 1
    assert seen[0].startswith("1 " + str(tmp_path / "tmp").replace("/", "|") + "|disinhibition-study-")
    assert not list((tmp_path / "tmp").iterdir())
    assert "OMP_NUM_THREADS" not in os.environ


def test_a_second_process_on_a_study_is_refused_and_the_first_goes_on(
    begin: Callable[..., subprocess.Popen], made: ModuleType, work: ModuleType, tmp_path: Path
) -> None:
    parents = [begin(10, 0.2), begin(10, 0.2)]
    assert eventually(lambda: len(rows(tmp_path / "study")) >= 1)
    with pytest.raises(StudyBusy, match=r"another process computes .*study; wait for it or stop it"):
        run_points(made.study(tmp_path / "study"), made.points(1, tmp_path / "marks"), work.compute, 1)
    said = {parent.wait(30): parent.communicate()[1] for parent in parents}
    assert set(said) == {0, 2}
    assert said[2].count("\n") == 1
    assert len(rows(tmp_path / "study")) == 10


def test_no_workers_is_refused(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    for workers in (0, -1, "two"):
        with pytest.raises(ValueError, match=r"execute\.workers="):
            run_points(made.study(tmp_path / "study"), [], work.compute, workers)


@pytest.fixture(autouse=True)
def no_mark_of_a_process_lives(tmp_path: Path) -> Iterator[None]:
    """No test leaves a worker behind."""
    yield
    marks = tmp_path / "marks"
    if marks.exists():
        numbers = {int(mark.suffix[1:]) for mark in marks.iterdir() if mark.suffix[1:].isdigit()}
        assert eventually(lambda: not any(map(alive, numbers)), 5)
    shutil.rmtree(marks, ignore_errors=True)
