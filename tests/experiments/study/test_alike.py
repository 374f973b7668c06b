"""A study whose first points all fail says so at once, with the reason."""

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.execute import ALIKE, run_points


class OneThread:
    """Points are computed here, one after another."""

    @contextmanager
    def open(self, points: int) -> Iterator[tuple[Executor, Callable[[], int]]]:
        with ThreadPoolExecutor(1) as executor:
            yield executor, lambda: 1


def fail(task: Mapping[str, Any]) -> dict[str, float | str]:
    raise ValueError(f"seed {task['i']} is not allowed")


def fail_each_in_its_own_way(task: Mapping[str, Any]) -> dict[str, float | str]:
    raise ValueError("abc"[task["i"] % 3])


def fail_after_the_first(task: Mapping[str, Any]) -> dict[str, float | str]:
    return {"status": "ok", "rate": 1.0} if task["i"] == 0 else fail(task)


def warnings(work: Callable, number: int, folder: Path, caplog: pytest.LogCaptureFixture) -> list[str]:
    store = StudyStore.create_or_join(folder / "study", {"i": "1"}, [Column("rate", "Hz", "rate")], {})
    caplog.clear()
    with caplog.at_level(logging.WARNING, "disinhibition"):
        run_points(store, [Point(f"{i}", {"i": i}, {"i": i}) for i in range(number)], work, OneThread())
    return [record.getMessage() for record in caplog.records]


def test_points_that_fail_alike_are_told_before_the_rest_is_tried(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    [line] = warnings(fail, 10, tmp_path, caplog)
    assert f"the first {ALIKE} points failed alike: ValueError: seed {ALIKE - 1} is not allowed" in line
    assert f"The rest is tried, too ({10 - ALIKE} points)" in line


@pytest.mark.parametrize(("work", "number"), [(fail_each_in_its_own_way, 9), (fail_after_the_first, 9), (fail, ALIKE)])
def test_other_failures_are_told_at_the_end_alone(
    work: Callable, number: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert not warnings(work, number, tmp_path, caplog)
