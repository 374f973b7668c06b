"""Workers on this machine: what each attempt meets, how long it may take, and what is left of a dead one."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from watch import alive, attempts, eventually, processes, rows

from disinhibition.experiments.study.disk.layout import read_failure
from disinhibition.experiments.study.execute import Outcome, run_points
from disinhibition.experiments.study.executors import Local, local
from disinhibition.experiments.study.executors.local import LocalExecutor
from disinhibition.experiments.study.executors.scratch import scratch_folder
from disinhibition.experiments.study.worker import Failure

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_process_left")]

UNGUARDED = """
from disinhibition.experiments.study.executors.local import LocalExecutor
print("begins", flush=True)
with LocalExecutor(1) as executor:
    print(executor.submit(abs, -3).result())
"""
OWN_FUNCTION = """
from disinhibition.experiments.study.executors.local import LocalExecutor
def twice(number):
    return 2 * number
if __name__ == "__main__":
    with LocalExecutor(1) as executor:
        print(executor.submit(twice, 3).result())
"""


def test_it_is_an_executor_and_what_a_call_raises_is_raised(tmp_path: Path) -> None:
    with LocalExecutor(2) as executor:
        assert sorted(executor.map(abs, [-3, 2, -1])) == [1, 2, 3]
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 1, 0).result()
        with pytest.raises(Failure, match="died"):
            executor.submit(os._exit, 1).result()


def test_the_second_attempt_is_in_a_process_that_computed_nothing_before(work: ModuleType, tmp_path: Path) -> None:
    with LocalExecutor(2) as executor:
        warm = [executor.submit(work.say_process, tmp_path, 1.0) for _ in range(2)]
        before = {future.result() for future in warm}
        assert len(before) == 2
        for file in tmp_path.iterdir():
            file.unlink()
        with pytest.raises(NotADirectoryError):
            executor.submit(work.say_process, tmp_path, 0.0, fails=True).result()
        tried = {int(file.name) for file in tmp_path.iterdir()}
        assert (len(tried & before), len(tried - before)) == (1, 1)


def test_a_worker_is_replaced_once_its_memory_has_grown_and_no_sooner(
    made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "LOOK_EVERY", 2)
    points = made.points(10, tmp_path / "marks")
    assert run_points(made.study(tmp_path / "study"), points, work.keep_memory_at_the_third, Local(1)).done == 10
    of = dict(mark.name.split(".") for mark in (tmp_path / "marks").iterdir())
    assert len({of[str(number)] for number in range(4)}) == 1
    assert len({of[str(number)] for number in range(4, 10)}) == 1 and of["4"] != of["3"]


def test_a_point_that_takes_too_long_fails_once_with_what_it_ran_and_the_others_go_on(
    made: ModuleType, work: ModuleType, tmp_path: Path, tally: Callable[..., None]
) -> None:
    store, points = made.study(tmp_path / "study"), made.points(6, tmp_path / "marks")
    started = time.monotonic()
    assert run_points(store, points, work.hang_at_the_third, Local(2, time_limit=5)) == Outcome(5, 1, 0)
    assert time.monotonic() - started < 200, "what hangs would hang for longer"
    tally("a point that hangs, with execute.time_limit", tmp_path / "study", least=6)
    assert read_failure(tmp_path / "study", "key0003") == ("it took longer than execute.time_limit=5 s and was ended")
    assert store.states()["key0003"] == "failed"
    assert attempts(tmp_path / "marks")[3] == 2, "the worker and what it ran: one attempt"


def test_ctrl_c_leaves_nothing_of_a_point_that_hangs(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, tally: Callable[..., None]
) -> None:
    parent = begin(6, 0, "hang_at_the_third")
    assert eventually(lambda: (tmp_path / "marks").exists() and attempts(tmp_path / "marks").get(3, 0) == 2)
    assert eventually(lambda: len(rows(tmp_path / "study")) == 5)
    kept = rows(tmp_path / "study")
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.wait(180) == 130
    tally("Ctrl-C, also while workers start", tmp_path / "study", kept=kept)
    assert eventually(lambda: not any(map(alive, processes(tmp_path / "marks"))), 30)


def test_the_first_process_of_all_has_no_ear_for_ctrl_c_either() -> None:
    first = subprocess.run([sys.executable, "-c", START_THE_FIRST], capture_output=True, text=True, check=True)
    assert first.stdout == "deaf True, then it hears again True\n"


START_THE_FIRST = """
import signal
from multiprocessing import get_context
from disinhibition.experiments.study.executors.inherited import single_threaded
with single_threaded():
    with get_context("spawn").Pool(1) as pool:
        blocked = pool.apply(signal.pthread_sigmask, (signal.SIG_BLOCK, ()))
after = signal.pthread_sigmask(signal.SIG_BLOCK, ())
print(f"deaf {signal.SIGINT in blocked}, then it hears again {signal.SIGINT not in after}")
"""


@pytest.mark.parametrize("saved", [True, False])
def test_a_script_without_a_guard_is_not_run_again_in_its_workers(tmp_path: Path, saved: bool) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED)
    command = [sys.executable, str(script)] if saved else [sys.executable, "-"]
    given = subprocess.DEVNULL if saved else script.open()
    done = subprocess.run(command, stdin=given, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.splitlines() == ["begins", "3"]


def test_a_function_of_the_script_is_called_in_a_worker(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(OWN_FUNCTION)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "6\n"


def test_temporary_files_of_workers_are_removed_and_libraries_have_one_thread(
    made: ModuleType, work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    run_points(made.study(tmp_path / "study"), made.points(3, tmp_path / "marks"), work.look_at_the_worker, Local(1))
    seen = [mark.name for mark in (tmp_path / "marks").iterdir() if " " in mark.name]
    assert len(seen) == 1
    assert seen[0].startswith("1 " + str(tmp_path / "tmp").replace("/", "|") + "|disinhibition-study-")
    assert not list((tmp_path / "tmp").iterdir())
    assert "OMP_NUM_THREADS" not in os.environ


def test_what_a_killed_process_left_in_the_temporary_folder_goes_and_a_living_one_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD_SCRATCH],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"TMPDIR": str(tmp_path)},
    )
    assert other.stdout
    held = Path(other.stdout.readline().decode().strip())
    with scratch_folder() as mine:
        assert mine != held
        assert held.exists()
        other.kill()
        other.wait()
        assert held.exists()
    with scratch_folder():
        assert not held.exists()
    assert not list(tmp_path.iterdir())


HOLD_SCRATCH = """
import sys
from disinhibition.experiments.study.executors.scratch import scratch_folder
with scratch_folder() as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("workers", [0, -1, "two", 1.5, True])
def test_no_workers_is_refused(workers: object) -> None:
    with pytest.raises(ValueError, match=r"execute\.workers="):
        Local(workers)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [0, -1, "long"])
def test_no_time_is_refused(limit: object) -> None:
    with pytest.raises(ValueError, match=r"execute\.time_limit="):
        Local(1, limit)  # type: ignore[arg-type]
