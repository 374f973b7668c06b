"""Execution under faults, with real processes: points that fail or kill, Ctrl-C, a full disk. Kills: test_sharing."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from watch import alive, attempts, contents, eventually, processes, rows

from disinhibition.experiments.study.disk.errors import StudyStopped
from disinhibition.experiments.study.disk.layout import read_failure
from disinhibition.experiments.study.execute import Outcome, run_points
from disinhibition.experiments.study.executors import Local
from disinhibition.experiments.study.reading.status import study_status

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_process_left")]


def test_every_point_gets_its_row(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    store, said = made.study(tmp_path / "study"), []
    points = made.points(12, tmp_path / "marks")
    done = run_points(store, points, work.compute, Local(2), lambda fraction, left, text: said.append((fraction, text)))
    assert done == Outcome(12, 0, 0)
    assert set(store.states().values()) == {"ok"}
    assert said[0] == (0, "0 of 12 points")
    assert said[-1] == (1, "12 of 12 points")
    assert run_points(store, points, work.compute, Local(2)) == Outcome(0, 0, 12)


@pytest.fixture
def small_memory() -> Iterator[Path | None]:
    """A group of 60 MB in which the kernel ends who takes more; none where the system lets us make none."""
    kinds = (
        ("/sys/fs/cgroup/memory", {"memory.limit_in_bytes": "60M", "memory.swappiness": "0"}),
        ("/sys/fs/cgroup", {"memory.max": "60M", "memory.swap.max": "0"}),
    )
    for base, limits in kinds:
        group = Path(base, f"disinhibition-{os.getpid()}")
        try:
            group.mkdir()
            for file, limit in limits.items():
                with (group / file).open("r+") as given:
                    given.write(limit)
        except OSError:
            with suppress(OSError):
                group.rmdir()
            continue
        yield group
        assert eventually(lambda group=group: not (group / "cgroup.procs").read_text())
        group.rmdir()
        return
    yield None


def test_a_point_without_memory_kills_its_workers_and_fails_alone_after_two(
    made: ModuleType, work: ModuleType, tmp_path: Path, small_memory: Path | None, tally: Callable[..., None]
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(6, tmp_path / "marks", 0.1)
    for point in points:
        point.task["group"] = str(small_memory or "")
    assert run_points(store, points, work.run_out_of_memory_at_the_third, Local(2)) == Outcome(5, 1, 0)
    tally("a point that runs out of memory", tmp_path / "study", least=6)
    if small_memory:
        told = [small_memory / name for name in ("memory.oom_control", "memory.events")]
        assert "oom_kill 2" in next(file.read_text() for file in told if file.exists()), "it was the kernel"
    assert {key for key, state in store.states().items() if state == "failed"} == {"key0003"}
    assert "out of memory" in read_failure(tmp_path / "study", "key0003")
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
    assert record["task"] == points[3].task
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
    assert said == "disinhibition: interrupted; the points that were computed are kept, and the same command goes on\n"
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


def test_a_full_disk_and_then_a_read_only_one_are_one_line_and_keep_the_rows(
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
        assert contents(disk / "study") == made.expected(tmp_path, 60)
        if mounted:
            kept = rows(disk / "study")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            parent = begin(61, 0, path=disk)
            _, said = parent.communicate(timeout=180)
            assert (parent.returncode, said.count("\n")) == (2, 1), said
            assert f"{disk / 'study'} cannot be written" in said
            tally("a folder that cannot be written", disk / "study", kept=kept, least=60)
            assert study_status(disk / "study").startswith("done 60 of 60\nfailed 0\nrunning 0")
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


def test_a_clock_that_is_set_on_and_back_while_a_study_runs_changes_nothing(
    begin: Callable[..., subprocess.Popen], made: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    study, clock, shift = tmp_path / "study", tmp_path / "clock.so", tmp_path / "shift"
    build = ["g++", "-shared", "-fPIC", f'-DSHIFT="{shift}"', "-x", "c++", "-", "-o", str(clock)]
    subprocess.run(build, input=SET_CLOCK, text=True, check=True)
    environment = {"LD_PRELOAD": str(clock)}
    parent = begin(30, 0.1, environment=environment)
    kept: dict[str, tuple[bytes, int]] = {}
    for years in (10, -50):
        assert eventually(lambda kept=kept: len(rows(study)) >= len(kept) + 5)
        kept = rows(study)
        shift.unlink(missing_ok=True)
        shift.symlink_to(str(years * 365 * 86400))
    assert parent.wait(180) == 0
    tally("the clock set 10 years on and 50 back", study, 2, kept, least=30)
    year = [sys.executable, "-c", "import time; print(time.gmtime().tm_year)"]
    assert int(subprocess.check_output(year, env={**os.environ, **environment})) < time.gmtime().tm_year - 45
    assert contents(study) == made.expected(tmp_path, 30)
    assert set(attempts(tmp_path / "marks").values()) == {1}


# What a program is told of the date, with the seconds to which a link points added; how long it waits stays as it is
SET_CLOCK = """
#include <cstdlib>
#include <ctime>
#include <sys/syscall.h>
#include <unistd.h>
extern "C" int clock_gettime(clockid_t which, timespec *now) noexcept {
    int result = syscall(SYS_clock_gettime, which, now);
    char text[32] = {};
    if (which == CLOCK_REALTIME && readlink(SHIFT, text, 31) > 0) now->tv_sec += atol(text);
    return result;
}
extern "C" time_t time(time_t *there) noexcept {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (there) *there = now.tv_sec;
    return now.tv_sec;
}
"""
