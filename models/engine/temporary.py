"""Temporary folders in ``$TMPDIR``, which are removed even after the process that made them was killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TemporaryFolder:
    """A folder and the lock that says that it is in use.

    Attributes
    ----------
    path : Path
        The folder.
    lock : int
        Descriptor of the lock. A program that is given it keeps the folder in use, also when this process is killed.
    """

    path: Path
    lock: int

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self.lock)


def make_temporary(purpose: str) -> TemporaryFolder:
    """Make a temporary folder, and remove those of the same purpose that dead processes left.

    A process holds a lock on its folder for as long as it lives, so that a folder without a lock is a dead process's.

    Parameters
    ----------
    purpose : str
        What it is for; a part of its name.

    Returns
    -------
    TemporaryFolder
        The folder.

    Raises
    ------
    OSError
        The temporary folder of the system cannot be written.
    """
    parent, prefix = Path(tempfile.gettempdir()), f"disinhibition-{purpose}-{os.getuid()}-"
    for left in parent.glob(f"{prefix}*"):
        _remove_if_dead(left)
    # It gets its name only when the lock is held: no other process can take it for a dead one's
    hidden = Path(tempfile.mkdtemp(prefix=f".{prefix}", dir=parent))
    lock = os.open(hidden, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return TemporaryFolder(hidden.rename(parent / hidden.name.removeprefix(".")), lock)


@contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """Have a temporary folder inside a ``with`` block.

    Parameters
    ----------
    purpose : str
        As of :func:`make_temporary`.

    Yields
    ------
    Path
        The folder, which is removed at the end of the block.

    Raises
    ------
    OSError
        The temporary folder of the system cannot be written.
    """
    folder = make_temporary(purpose)
    try:
        yield folder.path
    finally:
        folder.remove()


def _remove_if_dead(folder: Path) -> None:
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)
