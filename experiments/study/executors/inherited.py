"""What a process started here inherits: one thread for each library, no ear for Ctrl-C, not the user's script."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import ModuleType

SINGLE_THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@contextmanager
def single_threaded() -> Iterator[None]:
    """What a process started in here is to inherit: one thread for each library, and no ear for Ctrl-C.

    Ctrl-C reaches every process of a terminal; this one alone answers it and ends its workers. The signal is blocked,
    not ignored: one that comes in here is answered at the end.

    Yields
    ------
    None
        What was before is there again at the end of the ``with`` block.
    """
    # The first process of all starts Python's tracker of shared memory before it, and that opens the ear again
    resource_tracker.ensure_running()
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
def without_script() -> Iterator[None]:
    """Keep a process started in here from running the script that started it once more.

    A spawned process imports the script of its parent, in case it is handed something that the script defines. A
    script whose lines are not below ``if __name__ == "__main__"`` would begin its study again in every worker.

    Yields
    ------
    None
        The script is there again at the end of the ``with`` block.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
