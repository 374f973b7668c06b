"""What a worker leaves behind: programs it ran, rows it computed, errors that are its own or the disk's."""

import gc
import os
import pickle
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from watch import attempts, eventually

from disinhibition.experiments.study.disk.layout import read_failure
from disinhibition.experiments.study.execute import Outcome, run_points
from disinhibition.experiments.study.executors import Local
from disinhibition.experiments.study.worker import Failure, attempt


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
def test_what_a_dead_worker_ran_dies_too(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    points = made.points(1, marks)
    assert run_points(made.study(tmp_path / "study"), points, work.die_beside_a_child, Local(1)) == Outcome(1, 0, 0)
    left = [int(mark.suffix[1:]) for mark in marks.iterdir()]
    assert len(left) == 3
    time.sleep(0.2)
    assert not any(map(runs, left))


@pytest.mark.slow
def test_a_time_out_fails_its_point_alone(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    store, points = made.study(tmp_path / "study"), made.points(5, tmp_path / "marks")
    assert run_points(store, points, work.time_out_the_third, Local(1)) == Outcome(4, 1, 0)
    assert read_failure(tmp_path / "study", "key0003") == "TimeoutError: the other side does not answer"


@pytest.mark.slow
def test_rows_computed_but_not_written_are_kept_at_ctrl_c(made: ModuleType, work: ModuleType, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    store, points = made.study(tmp_path / "study"), made.points(8, marks, 0.3)

    def interrupt(fraction: float, left: float, text: str) -> None:
        if fraction:
            assert eventually(lambda: len(attempts(marks)) >= 4)
            time.sleep(1.5)  # the other workers finish meanwhile
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_points(store, points, work.compute, Local(3), interrupt)
    assert len(list((tmp_path / "study" / "row").glob("c.*.0"))) == len(attempts(marks)) >= 4


@pytest.mark.parametrize("words", ["3000 requested and 10 written", "the results of a run could not be written"])
def test_a_full_disk_without_a_number_is_a_full_disk(words: str) -> None:
    def fail(settings: Mapping[str, Any]) -> dict[str, float | str]:
        raise OSError(words)

    with pytest.raises(Failure) as failure:
        attempt(fail, {})
    assert (failure.value.error, failure.value.disk) == (words, True)


def test_a_failure_survives_the_way_between_processes() -> None:
    arrived = pickle.loads(pickle.dumps(Failure("RunFailed: why", "Traceback", disk=True, final=True)))
    assert vars(arrived) == {"error": "RunFailed: why", "trace": "Traceback", "disk": True, "final": True}


def test_results_that_refer_to_themselves_are_gone_with_their_point() -> None:
    left: list[weakref.ref] = []

    class Result:
        pass

    def make(settings: Mapping[str, Any]) -> dict[str, float | str]:
        result = Result()
        result.itself = result  # type: ignore[attr-defined]
        left.append(weakref.ref(result))
        return {}

    attempt(make, {})
    assert left[0]() is None


def test_nothing_is_collected_while_a_point_is_computed_and_all_is_afterwards() -> None:
    on: list[bool] = []

    def look(settings: Mapping[str, Any]) -> dict[str, float | str]:
        on.append(gc.isenabled())
        return {}

    attempt(look, {})
    with pytest.raises(Failure):
        attempt(lambda settings: 1 / 0, {})
    assert (on, gc.isenabled()) == ([False], True)
