"""Which rows of a study are being computed, seen from outside: whoever computes one holds a lock on its byte.

The file ``claims`` has a byte for every row, behind one for taking part at all. Only the kernel is asked; no lock is
taken, so that looking never stands in the way of a study.
"""

import fcntl
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from .layout import CLAIMS

FLOCK = "hhqqi"  # of Linux: kind, whence, start, length, process


def rows_running(path: Path, rows: Iterable[int]) -> int | None:
    """How many of these rows other processes compute now; None where the system does not tell."""
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
