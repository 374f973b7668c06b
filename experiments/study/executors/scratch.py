"""Temporary files of workers: on the disk of the machine they run on, and removed even after a process was killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..disk.errors import StudyStopped


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for the temporary files of this process's workers, in ``$TMPDIR``.

    What dead processes left is removed first. Each process holds a lock on its own folder, so a folder without one is
    a dead process's.

    Yields
    ------
    Path
        The folder, which is removed at the end of the ``with`` block.

    Raises
    ------
    StudyStopped
        The temporary folder cannot be written.
    """
    parent, prefix = Path(tempfile.gettempdir()), f"disinhibition-study-{os.getuid()}-"
    for folder in parent.glob(f"{prefix}*"):
        _remove_if_dead(folder)
    try:
        # It gets its name only when the lock is held: no other process can take it for a dead one's
        folder = Path(tempfile.mkdtemp(prefix=f".{prefix}", dir=parent))
        lock = os.open(folder, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = folder.rename(parent / folder.name.removeprefix("."))
    except OSError as error:
        raise StudyStopped(f"{parent} cannot be written ({error.strerror}); free room there or set TMPDIR") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _remove_if_dead(folder: Path) -> None:
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)
