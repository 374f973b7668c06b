"""Several processes on one study, and kills without end: each point is computed once, no row is lost or torn."""

import os
import random
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from watch import attempts, contents, eventually, living_workers, processes, rows

from disinhibition.experiments.execute import Outcome, run_points
from disinhibition.experiments.executors import Local
from disinhibition.experiments.layout import as_row

pytestmark = pytest.mark.usefixtures("no_process_left")


def expected(made: ModuleType, work: ModuleType, marks: Path, number: int) -> dict[str, bytes]:
    """Every row of a study, made here."""
    marks.mkdir()
    store = made.study(marks.parent / "columns")
    settings = [point.settings for point in made.points(number, marks)]
    return {f"c.{i}.0": as_row(store.columns, work.compute(values)).tobytes() for i, values in enumerate(settings)}


def test_two_processes_share_a_study_and_compute_no_point_twice(
    begin: Callable[..., subprocess.Popen],
    made: ModuleType,
    work: ModuleType,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    parents = [begin(40, 0.1), begin(40, 0.1)]
    for parent in parents:
        assert (parent.wait(180), parent.communicate()[1]) == (0, "")
    tally("two commands on one study", tmp_path / "study", least=40)
    assert contents(tmp_path / "study") == expected(made, work, tmp_path / "here", 40)
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
    assert contents(tmp_path / "study") == expected(made, work, tmp_path / "here", 14)
    assert set(attempts(tmp_path / "marks").values()) == {1}


def test_200_points_under_random_kills_of_workers_and_parents_lose_and_tear_no_row(
    begin: Callable[..., subprocess.Popen],
    made: ModuleType,
    work: ModuleType,
    tmp_path: Path,
    tally: Callable[..., None],
) -> None:
    study, marks, chance, over = tmp_path / "study", tmp_path / "marks", random.Random(4), threading.Event()
    killed = []

    def kill_workers() -> None:
        # By what was computed, not by time: on a busy machine no worker would live long enough
        least = 3
        while not over.wait(0.02):
            living = living_workers(marks) if len(list((study / "row").glob("c.*.0"))) >= least else []
            if living:
                killed.append(chance.choice(living))
                os.kill(killed[-1], signal.SIGKILL)
                least = len(rows(study)) + chance.randint(3, 8)

    killer = threading.Thread(target=kill_workers)
    killer.start()
    kept: dict[str, tuple[bytes, int]] = {}
    try:
        for _ in range(4):
            parent, least = begin(200, 0.05), len(rows(study)) + chance.randint(5, 30)
            assert eventually(lambda least=least: len(rows(study)) >= least, 300)
            parent.kill()
            parent.wait()
            tally("the command killed at random, in a study of 200 points", study, kept=kept, least=least)
            kept = rows(study)
    finally:
        over.set()
        killer.join()
    tally("a worker killed at random, in the same study", study, len(killed), kept)
    assert len(killed) >= 4
    assert 20 <= len(kept) < 200
    store, points = made.study(study), made.points(200, marks)
    # A point whose worker was killed twice has failed, which is a row as well
    failed = [key for key, state in store.states().items() if state == "failed"]
    assert run_points(store, points, work.compute, Local(2), retry_failed=True) == Outcome(
        200 - len(kept) + len(failed), 0, len(kept) - len(failed)
    )
    assert contents(study) == expected(made, work, tmp_path / "here", 200)
    assert not list(study.rglob("*.partial"))
