"""Temporary files of workers: on the disk of the machine they run on, and removed even after a process was killed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ....models.engine.temporary import make_temporary
from ..disk.errors import StudyStopped


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder for the temporary files of this process's workers, in ``$TMPDIR``.

    Yields
    ------
    Path
        The folder, which is removed at the end of the ``with`` block.

    Raises
    ------
    StudyStopped
        The temporary folder cannot be written.
    """
    try:
        folder = make_temporary("study")
    except OSError as error:
        parent = tempfile.gettempdir()
        raise StudyStopped(f"{parent} cannot be written ({error.strerror}); free room there or set TMPDIR") from error
    try:
        yield folder.path
    finally:
        folder.remove()
