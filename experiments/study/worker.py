"""The inside of a worker process: it computes points one at a time and never outlives the process that started it."""

import errno
import gc
import os
import pickle
import resource
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ...errors import DiskFull
from ..files import FULL

Row = Mapping[str, float | str]
Work = Callable[[Mapping[str, Any]], Row]
UNWRITABLE = (*FULL, errno.EROFS)


class Failure(Exception):
    """Why a point has no row, in words: not every exception survives the way between processes.

    Parameters
    ----------
    error : str
        The reason, in one line.
    trace : str
        The traceback.
    disk : bool
        Whether temporary files cannot be written, so that no other point would fare better.
    final : bool
        Whether a second attempt would end alike.
    """

    def __init__(self, error: str, trace: str = "", disk: bool = False, final: bool = False) -> None:
        super().__init__(error, trace, disk, final)
        self.error, self.trace, self.disk, self.final = error, trace, disk, final

    @classmethod
    def of(cls, error: BaseException) -> "Failure":
        """Write any error as a failure, in one line.

        Parameters
        ----------
        error : BaseException
            What was raised.

        Returns
        -------
        Failure
            Kind and words of the error, with its traceback.
        """
        words = " ".join(str(error).split())
        disk = _is_of_the_disk(error)
        trace = "".join(traceback.format_exception(error))
        return cls(words if disk else f"{type(error).__name__}: {words}", trace, disk)


def begin(lifeline: Connection, scratch: str) -> None:
    """Prepare the process of a worker.

    It leads a process group of its own, so that the compiled model it runs dies with it.

    Parameters
    ----------
    lifeline : multiprocessing.connection.Connection
        The process dies when the other end closes.
    scratch : str
        Folder that temporary files go to.
    """
    os.setpgrp()
    tempfile.tempdir = scratch
    threading.Thread(target=_follow, args=(lifeline,), daemon=True).start()


def attempt(work: Work, task: Mapping[str, Any]) -> Row:
    """Compute a point.

    Parameters
    ----------
    work : callable
        ``work(task)`` returns the values of a row.
    task : mapping
        The task of the point.

    Returns
    -------
    dict
        Column to value.

    Raises
    ------
    Failure
        The work raised anything.
    """
    # Collections on the way find little, and take a tenth of the time of a point beside its simulation
    gc.disable()
    try:
        return dict(work(task))
    except Exception as error:
        raise Failure.of(error) from None
    finally:
        # The tree of a run refers to itself, so its arrays would stay until a full collection, which is slow among
        # everything imported; what outlives a point is not looked at again
        gc.collect()
        gc.freeze()
        gc.enable()


def memory() -> float:
    """Memory of this process.

    Returns
    -------
    float
        MB: now, or the most it had where the system does not tell.
    """
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kilobytes elsewhere


def unpacked(call: bytes) -> Any:
    """Call what was packed; it is done here, since a worker needs no Dask to do so.

    Parameters
    ----------
    call : bytes
        Pickle of (function, arguments, named).

    Returns
    -------
    object
        What the function returns.
    """
    function, arguments, named = pickle.loads(call)
    return function(*arguments, **named)


def point_row(task: Mapping[str, Any]) -> Row:
    """The row of one point of a study; see ``run.simulate.point_statistics``.

    Parameters
    ----------
    task : mapping
        The task of the point.

    Returns
    -------
    dict
        Column to value.
    """
    # Imported where it is computed: the command that hands out the points begins a second sooner without it
    from ..run.simulate import point_statistics

    return point_statistics(task)


def _is_of_the_disk(error: BaseException) -> bool:
    """numpy reports a full disk as a bare OSError; a time-out has no number either."""
    if isinstance(error, OSError):
        return error.errno in UNWRITABLE or (type(error) is OSError and error.errno is None)
    return isinstance(error, DiskFull)


def _follow(lifeline: Connection) -> None:
    with suppress(OSError):
        lifeline.poll(None)  # nothing is ever sent: this returns when the other end is closed
    os.killpg(0, signal.SIGKILL)
