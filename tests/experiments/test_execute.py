"""Execution under faults, with real processes: points that fail or kill, Ctrl-C, a full disk. Kills: test_sharing."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from watch import alive, eventually, processes, rows

from disinhibition.experiments.execute import Outcome, run_points
from disinhibition.experiments.executors import Local
from disinhibition.experiments.layout import read_failure
from disinhibition.experiments.store import StudyStopped

pytestmark = pytest.mark.usefixtures("no_process_left")


def test_every_point_gets_its_row(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    store, said = made.study(tmp_path / "study"), []
    points = made.points(12, tmp_path / "marks")
    done = run_points(store, points, work.compute, Local(2), lambda fraction, left, text: said.append((fraction, text)))
    assert done == Outcome(12, 0, 0)
    assert set(store.states().values()) == {"ok"}
    assert said[0] == (0, "0 of 12 points")
    assert said[-1] == (1, "12 of 12 points")
    assert run_points(store, points, work.compute, Local(2)) == Outcome(0, 0, 12)


def test_a_point_that_kills_its_workers_fails_alone_after_two(
    made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(6, tmp_path / "marks", 0.1)
    assert run_points(store, points, work.kill_the_third, Local(2)) == Outcome(5, 1, 0)
    tally("a point that always kills its worker", tmp_path / "study", least=6)
    assert {key for key, state in store.states().items() if state == "failed"} == {"key0003"}
    assert "died" in read_failure(tmp_path / "study", "key0003")
    assert len(list((tmp_path / "marks").glob("3.*"))) == 2
    assert len(list((tmp_path / "marks").iterdir())) == 7


def test_a_failing_point_is_recorded_and_computed_again_on_request_only(
    made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(5, tmp_path / "marks")
    assert run_points(store, points, work.fail_the_third, Local(1)) == Outcome(4, 1, 0)
    assert len(list((tmp_path / "marks").glob("3.*"))) == 2, "the second attempt is another process"
    tally("a point that raises, or whose row is none", tmp_path / "study", least=5)
    record = json.loads((tmp_path / "study" / "failures" / "key0003.json").read_text())
    assert record["error"] == "ZeroDivisionError: it was told to fail"
    assert record["settings"] == points[3].settings
    assert record["coordinates"] == {"i": 3, "half": 0.5}
    assert any("fail_the_third" in line for line in record["traceback"])
    assert run_points(store, points, work.compute, Local(1)) == Outcome(0, 0, 5)
    assert run_points(store, points, work.compute, Local(1), retry_failed=True) == Outcome(1, 0, 4)
    assert set(store.states().values()) == {"ok"}
    assert not list((tmp_path / "study" / "failures").iterdir())


def test_a_result_that_is_no_row_fails_its_point_alone(
    made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store = made.study(tmp_path / "study")
    points = made.points(5, tmp_path / "marks")
    assert run_points(store, points, work.return_no_row_for_the_third, Local(1)) == Outcome(4, 1, 0)
    tally("a point that raises, or whose row is none", tmp_path / "study", least=5)
    assert "muscle is 'tail'" in read_failure(tmp_path / "study", "key0003")


def test_ctrl_c_is_one_line_and_130_and_ends_workers_and_what_they_run(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, tally: Callable[..., None]
) -> None:
    parent = begin(40, 0.2, "compute_in_a_child")
    assert eventually(lambda: len(rows(tmp_path / "study")) == 3)
    assert eventually(lambda: any(map(alive, processes(tmp_path / "marks"))))
    kept = rows(tmp_path / "study")
    os.killpg(parent.pid, signal.SIGINT)  # a terminal's Ctrl-C goes to the whole group
    _, said = parent.communicate(timeout=180)
    assert parent.returncode == 130
    assert said == "disinhibition: interrupted; what was computed is kept\n"
    tally("Ctrl-C, also while workers start", tmp_path / "study", kept=kept)
    assert kept == rows(tmp_path / "study")
    assert eventually(lambda: not any(map(alive, processes(tmp_path / "marks"))), 30)


@pytest.mark.parametrize(("kind", "later"), [("local", 0.15), ("dask", 3.0)])
def test_ctrl_c_while_workers_start_is_one_line(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, tally: Callable[..., None], kind: str, later: float
) -> None:
    parent = begin(40, 5, keys=(f"kind={kind}",))
    assert eventually((tmp_path / "study" / "row" / "zarr.json").exists)
    time.sleep(later)
    os.killpg(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=180)
    assert (parent.returncode, said.count("\n")) == (130, 1), said
    tally("Ctrl-C, also while workers start", tmp_path / "study")


def test_a_full_disk_is_one_line_and_keeps_the_rows(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, made: ModuleType, tally: Callable[..., None]
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
        _, said = parent.communicate(timeout=180)
        assert parent.returncode == 1
        assert said.count("\n") == 1
        assert str(disk / "study") in said
        assert "kept" in said
        kept = rows(disk / "study")
        assert len(kept) >= 5
        assert not list((disk / "study").rglob("*.partial"))
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        parent = begin(60, 0, path=disk)
        assert parent.wait(180) == 0
        tally("the study's disk full, then larger", disk / "study", kept=kept, least=60)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_temporary_disk_stops_the_study_and_fails_no_point(
    made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store = made.study(tmp_path / "study")
    with pytest.raises(StudyStopped, match="No space left"):
        run_points(store, made.points(6, tmp_path / "marks"), work.fill_the_temporary_disk, Local(1))
    tally("the disk of temporary files full", tmp_path / "study", least=3)
    assert list(store.states().values()) == ["ok"] * 3 + ["missing"] * 3
    assert run_points(store, made.points(6, tmp_path / "marks"), work.compute, Local(1)) == Outcome(3, 0, 3)
