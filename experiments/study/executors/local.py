"""Workers on this machine, as a ``concurrent.futures.Executor`` that outlives each of them.

Every worker is a process pool of one, so that its death costs only the point it computed. A point that fails, or whose
worker dies, is tried once more in a fresh process; one that takes too long is not, since it would again.
"""

import os
import pickle
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from pathlib import Path
from threading import Lock
from typing import Any

from ..worker import Failure, begin, memory
from .allowed import check_time, check_whole
from .inherited import single_threaded, without_script
from .scratch import scratch_folder

# A worker whose memory has grown by so much since its first point is replaced, so that memory stays flat over any
# study; any other goes on, since a new one costs some CPU seconds, for imports and the network
MOST_GROWTH = 100.0  # MB
LOOK_EVERY = 100  # points
Opened = tuple[Executor, Callable[[], int]]


@dataclass(frozen=True)
class Local:
    """Processes on this machine.

    Attributes
    ----------
    workers : int or None
        How many processes; None for one a core.
    time_limit : float or None
        Seconds that a point may take; None for no limit.

    Raises
    ------
    UserError
        There are no workers, or no time.
    """

    workers: int | None = None
    time_limit: float | None = None

    def __post_init__(self) -> None:
        check_whole("workers", self.workers, "or null for one a core")
        check_time(self.time_limit)

    @contextmanager
    def open(self, points: int) -> Iterator[Opened]:
        """Make the executor for a study.

        Parameters
        ----------
        points : int
            How many points are to be computed.

        Yields
        ------
        tuple
            The executor, and a function that says how many points it is to be given at a time.
        """
        workers = min(self.workers or cores(), points)
        with LocalExecutor(workers, self.time_limit) as executor:
            # One waits, so that no worker rests while a row is written
            yield executor, lambda: workers + 1


class LocalExecutor(Executor):
    """Calls functions in worker processes; leaving its ``with`` block ends them at once, whatever they compute.

    Parameters
    ----------
    workers : int
        How many processes.
    time_limit : float, optional
        Seconds that a call may take.
    """

    def __init__(self, workers: int, time_limit: float | None = None) -> None:
        self._time_limit = time_limit
        self._leftovers = ExitStack()
        self._scratch = self._leftovers.enter_context(scratch_folder())
        self._threads = ThreadPoolExecutor(workers, "worker")  # each waits for one worker
        self._lock = Lock()
        self._workers: set[_Worker] = set()
        self._resting: list[_Worker] = []
        self._over = False

    def submit(self, function: Callable, /, *arguments: Any, **named: Any) -> Future:
        """Call a function in a worker.

        Parameters
        ----------
        function : callable
            What is called.
        *arguments, **named
            What it is called with.

        Returns
        -------
        Future
            It raises Failure if a worker died or took too long, else what the call raised.
        """
        return self._threads.submit(self._run, function, arguments, named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End every worker at once.

        Parameters
        ----------
        wait : bool
            Part of the interface; it changes nothing here.
        cancel_futures : bool
            Part of the interface; it changes nothing here.
        """
        with self._lock:
            self._over = True
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._leftovers.close()

    def _run(self, *call: Any) -> Any:
        try:
            return self._once(self._rested() or self._fresh(*call), *call)
        except Exception as error:
            if self._over or (isinstance(error, Failure) and error.final):
                raise
        return self._once(self._fresh(*call), *call)

    def _once(self, worker: "_Worker", *call: Any) -> Any:
        try:
            result = worker.run(self._time_limit, *call)
        except BaseException:
            self._dismiss(worker)
            raise
        if worker.worn():
            self._dismiss(worker)
        else:
            self._resting.append(worker)
        return result

    def _rested(self) -> "_Worker | None":
        with suppress(IndexError):
            return self._resting.pop()
        return None

    def _fresh(self, function: Callable, arguments: tuple, named: dict[str, Any]) -> "_Worker":
        script = b"__main__" in pickle.dumps((function, arguments, named))  # it is handed something of the script
        # Workers start one after another: what they inherit is the environment of this process
        with self._lock:
            if self._over:
                raise Failure("the study was stopped", final=True)
            with nullcontext() if script else without_script():
                worker = _Worker(self._scratch)
            self._workers.add(worker)
        return worker

    def _dismiss(self, worker: "_Worker") -> None:
        worker.end()
        with self._lock:
            self._workers.discard(worker)


class _Worker:
    """A process that computes one point at a time."""

    def __init__(self, scratch: Path) -> None:
        self._served, self._first = 0, 0.0
        self._scratch = tempfile.mkdtemp(dir=scratch)
        held, self._lifeline = Pipe(duplex=False)
        self._cutting = Lock()
        self._executor = ProcessPoolExecutor(1, get_context("spawn"), begin, (held, self._scratch))
        with single_threaded():
            self._process = self._executor.submit(os.getpid)  # the process starts with the first thing to do

    def run(self, limit: float | None, function: Callable, arguments: tuple, named: dict[str, Any]) -> Any:
        """Call and wait for the result; the time counts from when the process is up."""
        try:
            self._process.result()
            future = self._executor.submit(function, *arguments, **named)
            if not wait([future], limit).done:
                raise Failure(f"it took longer than execute.time_limit={limit:g} s and was ended", final=True)
            return future.result()
        except BrokenProcessPool:
            raise Failure("the worker process died: killed, or out of memory") from None

    def worn(self) -> bool:
        """Whether it is to be replaced: its memory has grown, or it is gone although it had answered."""
        self._served += 1
        if self._served > 1 and self._served % LOOK_EVERY:
            return False
        try:
            now: float = self._executor.submit(memory).result()
        except (RuntimeError, CancelledError):  # it died, or was ended meanwhile
            return True
        self._first = self._first or now
        return now - self._first > MOST_GROWTH

    def kill(self) -> None:
        """End the process at once, with the model it runs."""
        with self._cutting:
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


def cores() -> int:
    """Count the cores that this process may use, which on a shared machine can be fewer than there are.

    Returns
    -------
    int
        How many cores.
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
