"""Several processes on one study, and kills without end: each point is computed once, no row is lost or torn."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest
from watch import attempts, contents, eventually, of_session, processes, rows, workers_of

from disinhibition.experiments.study.disk.layout import read_failure
from disinhibition.experiments.study.execute import run_points
from disinhibition.experiments.study.executors import Local

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_process_left")]


def test_two_processes_share_a_study_and_compute_no_point_twice(
    begin: Callable[..., subprocess.Popen],
    made: ModuleType,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    parents = [begin(40, 0.1), begin(40, 0.1)]
    for parent in parents:
        assert (parent.wait(180), parent.communicate()[1]) == (0, "")
    tally("two commands on one study", tmp_path / "study", least=40)
    assert contents(tmp_path / "study") == made.expected(tmp_path, 40)
    assert set(attempts(tmp_path / "marks").values()) == {1}
    assert len(processes(tmp_path / "marks")) == 4, "both had workers"


def test_what_a_killed_process_had_claimed_the_other_computes(
    begin: Callable[..., subprocess.Popen], tmp_path: Path, tally: Callable[..., None]
) -> None:
    marks, first = tmp_path / "marks", begin(12, 0.1, "hang_at_the_third", keys=("time_limit=300",))
    assert eventually(lambda: marks.exists() and 3 in attempts(marks))
    second = begin(12, 0.1)
    assert eventually(lambda: len(rows(tmp_path / "study")) == 11)
    assert second.poll() is None, "it waits for the point that the first computes"
    kept = rows(tmp_path / "study")
    first.kill()
    assert second.wait(180) == 0
    tally("one of two commands killed", tmp_path / "study", kept=kept, least=12)


def test_a_process_with_other_points_joins_and_the_study_has_all(
    begin: Callable[..., subprocess.Popen],
    made: ModuleType,
    work: ModuleType,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    parent = begin(10, 0.3)
    assert eventually(lambda: len(rows(tmp_path / "study")) >= 1)
    store = made.study(tmp_path / "study")
    outcome = run_points(store, made.points(14, tmp_path / "marks"), work.compute, Local(1))
    assert parent.wait(180) == 0
    assert outcome.done >= 4
    assert outcome.done + outcome.skipped == 14
    tally("two commands on one study", tmp_path / "study", least=14)
    assert contents(tmp_path / "study") == made.expected(tmp_path, 14)
    assert set(attempts(tmp_path / "marks").values()) == {1}


def test_200_points_under_random_kills_of_workers_and_commands_have_every_row_once(
    begin: Callable[..., subprocess.Popen],
    made: ModuleType,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    study, marks = tmp_path / "study", tmp_path / "marks"
    chance, over = random.Random(), threading.Event()  # other moments each time: no seed repeats a race
    commands: list[subprocess.Popen] = []
    killed: list[int] = []

    def there() -> int:
        return len(list((study / "row").glob("c.*.0")))

    def kill_workers() -> None:
        # By what was computed, not by time: on a busy machine no worker would live long enough
        least = chance.randint(1, 10)
        while not over.wait(chance.uniform(0, 0.05)):
            living = workers_of(commands[-1].pid) if there() >= least else []
            if living:
                killed.append(chance.choice(living))
                with suppress(ProcessLookupError):
                    os.kill(killed[-1], signal.SIGKILL)
                least = there() + chance.randint(5, 15)

    killer = threading.Thread(target=kill_workers)
    killer.start()
    kept: dict[str, tuple[bytes, int]] = {}
    whens = chance.sample(["as it starts"] * 2 + ["as it computes"] * 4, 6)
    try:
        for when in whens:
            least = there() + chance.randint(3, 25) if when == "as it computes" else there()
            commands.append(begin(200, 0.05))
            assert eventually(lambda least=least: there() >= least, 300)
            time.sleep(chance.uniform(0, 0.05 if when == "as it computes" else 1))
            commands[-1].kill()
            commands[-1].wait()
            assert eventually(lambda: not of_session(commands[-1].pid), 60), "a process outlives the command"
            tally("the command killed at random, in a study of 200 points", study, kept=kept, least=least)
            kept = rows(study)
        assert 12 <= len(kept) < 200
        commands.append(begin(200, 0.05))
        code = commands[-1].wait(300)
    finally:
        over.set()
        killer.join()
    tally("a worker killed at random, in the same study", study, len(killed), kept, least=200)
    assert len(killed) >= 5
    # A point whose worker was killed twice has failed, which is a row as well
    failed = [key for key, state in made.study(study).states().items() if state == "failed"]
    assert code == (1 if failed else 0)
    assert len(failed) <= len(killed) // 2
    assert all("died" in read_failure(study, key) for key in failed)
    assert begin(200, 0.05, keys=("retry=failed",)).wait(300) == 0
    assert contents(study) == made.expected(tmp_path, 200)
    assert not list(study.rglob("*.partial"))
    begun = attempts(marks)
    assert sorted(begun) == list(range(200))
    # A killed worker costs the point it computed, a killed command those of its two workers and the one that waited
    assert sum(begun.values()) <= 200 + len(killed) + 3 * len(whens)
