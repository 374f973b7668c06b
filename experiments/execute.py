"""Computes the missing points of a study with local worker processes.

A point that fails, or whose worker dies, is tried once more in a fresh process and then recorded as failed; it never
stops the rest. Rows are written by this process as results come in, so nothing computed is lost whatever happens.
"""

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from .progress import Report
from .store import Point, StudyStore

TRIES = 2
# Whose fault a dead worker was is not known, so its pool's points are all tried again, apart from each other, more often
TRIES_OF_DEAD_WORKERS = 5
POINTS_PER_WORKER = 100  # a worker is replaced after so many, so that memory stays flat over any study
SINGLE_THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Work = Callable[[Mapping[str, object]], Mapping[str, float | str]]


@dataclass(frozen=True)
class Outcome:
    """How many points were computed now, failed now, and were there already."""

    done: int
    failed: int
    skipped: int


def run_points(
    store: StudyStore,
    points: Sequence[Point],
    work: Work,
    workers: int | None = None,
    progress: Report | None = None,
    retry_failed: bool = False,
) -> Outcome:
    """Compute the points that the study does not have yet; ``work(settings)`` returns a row's values.

    ``work`` is a module-level function; ``workers`` processes, by default one per core. Raises RuntimeError if another
    process computes the study, OSError if a row cannot be written; KeyboardInterrupt passes through, rows kept.
    """
    with store.lock():
        store.add_points(points)
        states = store.states()
        wanted = ("missing", "failed") if retry_failed else ("missing",)
        todo = deque((point, 1) for point in points if states[point.key] in wanted)
        skipped = len(points) - len(todo)
        if not todo:
            return Outcome(0, 0, skipped)
        return _compute(store, todo, skipped, work, workers or os.cpu_count() or 1, progress)


def _compute(
    store: StudyStore,
    todo: deque[tuple[Point, int]],
    skipped: int,
    work: Work,
    workers: int,
    progress: Report | None,
) -> Outcome:
    total, done, failed, started = len(todo), 0, 0, time.monotonic()
    running: dict[Future, tuple[Point, int]] = {}
    pool = _pool(workers)
    try:
        while todo or running:
            while todo and len(running) < 2 * workers:
                running[pool.submit(work, todo[0][0].settings)] = todo[0]
                todo.popleft()
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = False
            for future in finished:
                point, tries = running.pop(future)
                error = future.exception()
                if error is None:
                    store.write(point, future.result())
                    done += 1
                elif isinstance(error, OSError) and not isinstance(error, BrokenProcessPool) and error.errno == 28:
                    raise error
                elif tries < (TRIES_OF_DEAD_WORKERS if isinstance(error, BrokenProcessPool) else TRIES):
                    todo.append((point, tries + 1))
                else:
                    store.fail(point, f"{type(error).__name__}: {error}")
                    failed += 1
                broken |= isinstance(error, BrokenProcessPool)
            if broken:
                todo.extend(running.values())
                running.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(workers)
            if progress:
                over = done + failed
                left = (time.monotonic() - started) / over * (total - over) if over else float("nan")
                progress((skipped + over) / (skipped + total), left, f"{skipped + over} of {skipped + total} points")
    except BaseException:
        _end(pool)
        raise
    pool.shutdown()
    return Outcome(done, failed, skipped)


def _pool(workers: int) -> ProcessPoolExecutor:
    for name in SINGLE_THREADED:
        os.environ[name] = "1"
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=POINTS_PER_WORKER)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the workers at once: what they compute would not be kept."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
