"""Computes the missing points of a study with an executor, beside other processes that compute the same study.

A point that fails never stops the rest. Rows are written by this process as results come in, so nothing computed is
lost whatever happens.
"""

import logging
import re
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from ...analysis.signals.counted import counted
from ..run.progress import Report
from .disk.claims import Claims
from .disk.errors import StudyStopped, cluster_gone, stopped
from .disk.layout import Point
from .disk.pace import note_begin, note_row
from .disk.store import StudyStore
from .executors import Local, Workers
from .worker import Failure, Row, Work, attempt

LOG = logging.getLogger(__name__)
ALIKE = 3  # first points that fail alike before it is said
NUMBERS = re.compile(r"\d+")
LOOK_EVERY = 1.0  # s between looks at what other processes do and whether the executor is well


@dataclass(frozen=True)
class Outcome:
    """What became of the points of a study.

    Attributes
    ----------
    done : int
        Points that were computed now.
    failed : int
        Points that failed now.
    skipped : int
        Points that were there already, or that another process computed.
    """

    done: int
    failed: int
    skipped: int


def run_points(
    store: StudyStore,
    points: Sequence[Point],
    work: Work,
    workers: Workers | None = None,
    progress: Report | None = None,
    retry_failed: bool = False,
) -> Outcome:
    """Compute the points that the study does not have yet.

    Another process that computes the study takes its share, and this one returns when every point of its own has a row.
    A KeyboardInterrupt passes through, and the rows are kept.

    Parameters
    ----------
    store : StudyStore
        The study.
    points : sequence of Point
        Points that are to have a row.
    work : callable
        A module-level function; ``work(task)`` returns the values of a row.
    workers : Workers, optional
        Where the points are computed; by default in processes on this machine, one a core.
    progress : callable, optional
        Is told (fraction done, seconds left, text).
    retry_failed : bool
        Whether the points that failed before are computed again.

    Returns
    -------
    Outcome
        How many points were computed, failed and skipped.

    Raises
    ------
    StudyBusy
        Another process lays out the study for long.
    StudyStopped
        The disk is full, or the cluster is gone.
    UserError
        The folder cannot be written.
    """
    with store.joined() as claims:
        with store.lock():
            store.add_points(points)
            if retry_failed:
                store.forget_failed(points)
            states = store.states()
        todo = list({point.key: point for point in points if states[point.key] == "missing"}.values())
        skipped = len(points) - len(todo)
        if not todo:
            return Outcome(0, 0, skipped)
        with (workers or Local()).open(len(todo)) as (executor, room):
            return _Share(store, claims, todo, skipped, executor, work, progress).compute(room)


class _Share:
    """The part of a study that falls to this process."""

    def __init__(
        self,
        store: StudyStore,
        claims: Claims,
        todo: Sequence[Point],
        skipped: int,
        executor: Executor,
        work: Work,
        progress: Report | None,
    ) -> None:
        self._store, self._claims, self._executor, self._work = store, claims, executor, work
        self._progress = progress
        self._todo = deque(todo)
        self._elsewhere: deque[Point] = deque()  # claimed by other processes
        self._running: dict[Future, Point] = {}
        self._over: SimpleQueue[Future] = SimpleQueue()
        self._total, self._done, self._failed, self._skipped = len(todo), 0, 0, skipped
        self._reasons: set[str] = set()  # of failures, numbers left out
        self._before, self._started = skipped, time.monotonic()

    def compute(self, room: Callable[[], int]) -> Outcome:
        """Compute until every point has its row, here or elsewhere; ``room`` says how many may be under way."""
        most, looked = room(), time.monotonic()
        note_begin(self._store.path, max(1, most - 1))  # one of them waits
        try:
            self._report()
            while True:
                if time.monotonic() - looked >= LOOK_EVERY:
                    most, looked = room(), time.monotonic()
                self._submit(most)
                if not self._running and not self._todo and not self._elsewhere:
                    return Outcome(self._done, self._failed, self._skipped)
                try:
                    self._finish(self._over.get(timeout=LOOK_EVERY))
                except Empty:
                    self._look_elsewhere()
        except KeyboardInterrupt:
            self._keep_finished()
            raise

    def _submit(self, room: int) -> None:
        while self._todo and len(self._running) < room:
            point = self._todo.popleft()
            row = self._store.row_of(point)
            if not self._claims.take(row):
                self._elsewhere.append(point)
            elif self._store.state(point) != "missing":
                self._claims.give_back(row)
                self._skipped += 1
                self._report()
            else:
                future = self._executor.submit(attempt, self._work, point.task)
                self._running[future] = point
                future.add_done_callback(self._over.put)

    def _finish(self, future: Future) -> None:
        """Write the row of a point that is over, or that it failed."""
        point, result = self._running[future], _result(future)
        failure = self._record(point, result)
        note_row(self._store.path, self._store.row_of(point))
        del self._running[future]
        self._claims.give_back(self._store.row_of(point))
        self._done, self._failed = self._done + (failure is None), self._failed + (failure is not None)
        if failure:
            self._warn_if_alike(failure)
        self._report()

    def _record(self, point: Point, result: Row | Failure) -> Failure | None:
        """Write the row or that there is none; gives the failure, if it is one."""
        if not isinstance(result, Failure):
            try:
                self._store.write(point, result)
                return None
            except (KeyError, ValueError, TypeError) as error:
                result = Failure(f"the work returned no row of this study: {type(error).__name__}: {error}")
        if result.disk:
            raise stopped(self._store.path, OSError(result.error)) from None
        self._store.fail(point, result.error, result.trace)
        return result

    def _warn_if_alike(self, failure: Failure) -> None:
        """Say it as soon as the first points have failed alike: the rest may do so, too."""
        self._reasons.add(NUMBERS.sub("#", failure.error))
        if self._failed == ALIKE < self._total and not self._done and len(self._reasons) == 1:
            LOG.warning(
                "the first %s failed alike: %s. The rest is tried, too (%s); stop it with Ctrl-C, mend the cause, and"
                " compute the failed ones again with --retry failed (in Python retry='failed')",
                counted(ALIKE, "point"),
                failure.error,
                counted(self._total - ALIKE, "point"),
            )

    def _look_elsewhere(self) -> None:
        """Try again what others had claimed: they have finished it, or died and left it."""
        if not self._todo:
            self._todo, self._elsewhere = self._elsewhere, deque()

    def _keep_finished(self) -> None:
        """Write the rows that are computed and not yet written; a failure is left to be tried again."""
        for future, point in self._running.items():
            if future.done() and not future.cancelled() and not isinstance(result := _result(future), Failure):
                with suppress(StudyStopped):
                    self._record(point, result)

    def _report(self) -> None:
        if self._progress:
            over = self._skipped + self._done + self._failed
            now = over - self._before
            left = (time.monotonic() - self._started) / now * (self._total - now) if now else float("nan")
            total = self._before + self._total
            self._progress(over / total, left, f"{over} of {counted(total, 'point')}")


def _result(future: Future) -> Row | Failure:
    """What a future ended with. Raises StudyStopped if it was given up, which only a lost cluster does."""
    try:
        error = future.exception()
    except CancelledError:
        raise cluster_gone() from None
    if error is not None:
        return error if isinstance(error, Failure) else Failure.of(error)
    result: Mapping[str, float | str] | Failure = future.result()
    return result
