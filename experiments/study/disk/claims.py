"""Claims of processes on the points of a study: how several of them share it, and which points are being computed.

A claim is a lock on one byte of the file ``claims``: byte n + 1 stands for row n, byte 0 for taking part at all. The
locks are the kernel's (POSIX record locks, which network file systems keep too): they cost no file, know no clock, and
go when their holder dies, however it dies. They belong to the process, so one process computes a study once at a time.
Whoever looks from outside only asks the kernel and takes no lock, so that looking never stands in the way of a study.
"""

import fcntl
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from .layout import CLAIMS

FLOCK = "hhqqi"  # of Linux: kind, whence, start, length, process


class Claims:
    """What this process computes of a study; all is given back at the end of the ``with`` block.

    Parameters
    ----------
    file : Path
        The file ``claims`` of the study, which is made if it is missing.
    """

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)

    def __enter__(self) -> "Claims":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)

    def join(self) -> bool:
        """Take part in the study from now on. Call under the lock of the study.

        Returns
        -------
        bool
            Whether no other process takes part.
        """
        alone = self._lock(fcntl.LOCK_EX, 0)
        fcntl.lockf(self._file, fcntl.LOCK_SH, 1, 0)
        return alone

    def take(self, row: int) -> bool:
        """Claim a row.

        Parameters
        ----------
        row : int
            Number of the row.

        Returns
        -------
        bool
            False if another process computes the row.
        """
        return self._lock(fcntl.LOCK_EX, row + 1)

    def give_back(self, row: int) -> None:
        """End the claim on a row.

        Parameters
        ----------
        row : int
            Number of the row.
        """
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, row + 1)

    def _lock(self, kind: int, byte: int) -> bool:
        try:
            fcntl.lockf(self._file, kind | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):  # which of the two depends on the system
            return False
        return True


def rows_running(path: Path, rows: Iterable[int]) -> int | None:
    """Count the rows that other processes compute now.

    Parameters
    ----------
    path : Path
        Folder of the study.
    rows : iterable of int
        Numbers of the rows that are asked for.

    Returns
    -------
    int or None
        How many of them are computed; None where the system does not tell.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        file = os.open(Path(path, CLAIMS), os.O_RDONLY)
    except OSError:
        return 0
    try:
        return sum(_held(file, row + 1) for row in rows)
    finally:
        os.close(file)


def _held(file: int, byte: int) -> bool:
    asked = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    answer = struct.unpack(FLOCK, fcntl.fcntl(file, fcntl.F_GETLK, asked))
    return bool(answer[0] != fcntl.F_UNLCK)
