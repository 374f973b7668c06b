"""Computes the missing points of a study with local worker processes.

A point that fails, or whose worker dies, is tried once more in a fresh process and then recorded as failed; it never
stops the rest. Rows are written by this process as results come in, so nothing computed is lost whatever happens.
"""

import hashlib
import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .layout import Point
from .progress import Report
from .store import StudyStopped, StudyStore, stopped
from .worker import Failure, Row, Work, attempt, begin

TRIES = 2
POINTS_PER_WORKER = 100  # a worker is replaced after so many, so that memory stays flat over any study
SINGLE_THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
DIED = Failure("the worker process died: killed, or out of memory")


@dataclass(frozen=True)
class Outcome:
    """How many points were computed now, failed now, and were there already."""

    done: int
    failed: int
    skipped: int


@dataclass(frozen=True)
class _Task:
    worker: "_Worker"
    point: Point
    tries: int


class _Worker:
    """A process that computes one point at a time: an executor of its own, so that its death costs only that point."""

    def __init__(self, scratch: Path) -> None:
        self.left = POINTS_PER_WORKER
        self._scratch = tempfile.mkdtemp(dir=scratch)
        held, self._lifeline = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(1, context, begin, (held, self._scratch))
        with single_threaded():
            self._process = self._executor.submit(os.getpid)  # the process starts with the first thing to do

    def start(self, work: Work, settings: Mapping[str, Any]) -> Future:
        """Begin a point."""
        self.left -= 1
        try:
            return self._executor.submit(attempt, work, settings)
        except BrokenProcessPool as error:
            died: Future = Future()
            died.set_exception(error)
            return died

    def kill(self) -> None:
        """End the process at once, with the model it runs."""
        self._lifeline.close()

    def end(self) -> None:
        """End the process and remove its temporary files."""
        self.kill()
        self._executor.shutdown(cancel_futures=True)
        # A worker that died by itself leaves the model it ran, which is of its process group
        if self._process.done() and not self._process.cancelled() and self._process.exception() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.result(), signal.SIGKILL)
        shutil.rmtree(self._scratch, ignore_errors=True)


def run_points(
    store: StudyStore,
    points: Sequence[Point],
    work: Work,
    workers: int | None = None,
    progress: Report | None = None,
    retry_failed: bool = False,
) -> Outcome:
    """Compute the points that the study does not have yet; ``work(settings)`` returns a row's values.

    ``work`` is a module-level function; ``workers`` processes, by default one per core; ``retry_failed`` takes the
    points that failed before too. Raises StudyBusy if another process computes the study, StudyStopped for a full disk,
    OSError for a folder that cannot be written, ValueError for no workers; KeyboardInterrupt passes through, rows kept.
    """
    if workers is not None and (not isinstance(workers, int) or workers < 1):
        raise ValueError(f"execute.workers={workers}: a whole number from 1, or null for one a core")
    with store.lock():
        store.add_points(points)
        states = store.states()
        wanted = ("missing", "failed") if retry_failed else ("missing",)
        todo = deque({point.key: point for point in points if states[point.key] in wanted}.values())
        skipped = len(points) - len(todo)
        if not todo:
            return Outcome(0, 0, skipped)
        with _scratch_folder(store.path) as scratch:
            return _compute(store, todo, skipped, work, min(workers or _cores(), len(todo)), scratch, progress)


def _compute(
    store: StudyStore,
    todo: deque[Point],
    skipped: int,
    work: Work,
    workers: int,
    scratch: Path,
    progress: Report | None,
) -> Outcome:
    total, done, failed, started = len(todo), 0, 0, time.monotonic()
    running: dict[Future, _Task] = {}
    crew: set[_Worker] = set()

    def start(worker: _Worker | None, point: Point, tries: int) -> None:
        if worker is None:
            worker = _Worker(scratch)
            crew.add(worker)
        running[worker.start(work, point.settings)] = _Task(worker, point, tries)

    def report() -> None:
        if progress:
            over = done + failed
            left = (time.monotonic() - started) / over * (total - over) if over else float("nan")
            progress((skipped + over) / (skipped + total), left, f"{skipped + over} of {skipped + total} points")

    try:
        for _ in range(workers):
            start(None, todo.popleft(), 1)
        report()
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task, result = running[future], _result(future)
                again = isinstance(result, Failure) and task.tries < TRIES
                worker: _Worker | None = task.worker
                if again or result is DIED or task.worker.left <= 0:
                    task.worker.end()
                    crew.remove(task.worker)
                    worker = None
                if again:
                    del running[future]
                    start(worker, task.point, task.tries + 1)
                    continue
                # The worker goes on while its last row is written
                if todo:
                    start(worker, todo.popleft(), 1)
                written = _record(store, task.point, result)
                del running[future]
                done, failed = done + written, failed + (not written)
                report()
    except KeyboardInterrupt:
        _keep_finished(store, running)
        raise
    finally:
        for worker in crew:
            worker.kill()
        for worker in crew:
            worker.end()
    return Outcome(done, failed, skipped)


def _result(future: Future) -> Row | Failure:
    error = future.exception()
    if error is None:
        result: Row | Failure = future.result()
        return result
    return DIED if isinstance(error, BrokenProcessPool) else Failure(f"{type(error).__name__}: {error}")


def _record(store: StudyStore, point: Point, result: Row | Failure) -> bool:
    """Write the row of a point, or that it failed; whether it has a row."""
    if not isinstance(result, Failure):
        try:
            store.write(point, result)
            return True
        except (KeyError, ValueError, TypeError) as error:
            result = Failure(f"the work returned no row of this study: {type(error).__name__}: {error}")
    if result.disk:
        raise stopped(store.path, OSError(result.error)) from None
    store.fail(point, result.error, result.trace)
    return False


def _keep_finished(store: StudyStore, running: Mapping[Future, _Task]) -> None:
    """Write the rows that are computed and not yet written; a failure is left to be tried again."""
    for future, task in running.items():
        if future.done() and not isinstance(result := _result(future), Failure):
            with suppress(StudyStopped):
                _record(store, task.point, result)


@contextmanager
def single_threaded() -> Iterator[None]:
    """What a process started in here is to inherit: one thread for each library, and no ear for Ctrl-C.

    Ctrl-C reaches every process of a terminal; this one alone answers it and ends its workers. The signal is blocked,
    not ignored: one that comes in here is answered at the end.
    """
    before = {name: os.environ.get(name) for name in SINGLE_THREADED}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.environ.update(dict.fromkeys(SINGLE_THREADED, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _scratch_folder(study: Path) -> Iterator[Path]:
    """Folder for the temporary files of a study's workers; what a killed process left in it goes first.

    Its name is the study's own, and only the holder of the study's lock comes here.
    """
    name = hashlib.sha256(os.fsencode(study.resolve())).hexdigest()[:16]
    folder = Path(tempfile.gettempdir(), f"disinhibition-study-{os.getuid()}-{name}")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise StudyStopped(f"{folder} cannot be made ({error.strerror}); free room there or set TMPDIR") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cores() -> int:
    """Cores this process may use, which on a shared machine can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
