"""The folder of a study while processes write it: whole files, the lock, and what killed processes leave behind."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ....errors import UserError
from .claims import Claims
from .errors import StudyBusy, unwritable
from .layout import CLAIMS, LOCK, SCHEMA, points_file

PATIENCE = 60.0  # s to wait for a process that lays out the same study


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that it is the old or the new one at any moment.

    Parameters
    ----------
    path : Path
        The file.
    content : str or bytes
        What it is to hold.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}.partial")
    try:
        partial.write_bytes(content if isinstance(content, bytes) else content.encode())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def beside(path: Path, provenance: Mapping[str, Any]) -> Path:
    """Place of the same study under another model.

    Parameters
    ----------
    path : Path
        Folder of the study.
    provenance : mapping
        ``version`` and ``model`` that compute the study.

    Returns
    -------
    Path
        A folder whose name ends with version and model.

    Examples
    --------
    >>> beside(Path("cortex"), {"version": "0.1.0", "model": "3fa9c2d1e5"}).name
    'cortex-0.1.0-3fa9c2d1'
    """
    return path.with_name(f"{path.name}-{provenance['version']}-{str(provenance['model'])[:8]}")


def begin(path: Path, schema: Mapping[str, Any]) -> None:
    """Begin a study with its schema, the one file that makes a folder a study. Call it while the study is held.

    Parameters
    ----------
    path : Path
        Folder of the study; a study that has begun is left as it is.
    schema : mapping
        What ``layout.read_schema`` gives back.

    Raises
    ------
    UserError
        The folder holds other files.
    UserError, StudyStopped
        The folder cannot be written, or the disk is full.
    """
    if (path / SCHEMA).exists():
        return
    refuse_foreign(path)
    try:
        write_whole(path / SCHEMA, json.dumps(schema, indent=1))
    except OSError as error:
        raise unwritable(path, error) from error


def refuse_foreign(path: Path) -> None:
    """Refuse a folder that is no study and holds other files.

    Parameters
    ----------
    path : Path
        Folder of the study, which may not exist yet.

    Raises
    ------
    UserError
        The folder holds other files.
    """
    if path.exists() and any(entry.name != LOCK and entry.suffix != ".partial" for entry in path.iterdir()):
        raise UserError(f"{path} is no study and holds other files; choose an empty folder with study.path=...")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a study, by which one process at a time lays out its points.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Yields
    ------
    None
        The lock is held until the end of the ``with`` block.

    Raises
    ------
    StudyBusy
        Another process holds it for longer than a minute.
    UserError, StudyStopped
        The folder cannot be written, or the disk is full.
    """
    lock = FileLock(path / LOCK, timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise StudyBusy(f"another process lays out {path} and does not end; stop it") from None
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a study that no other process lays out or computes.

    Parameters
    ----------
    path : Path
        Folder of the study.

    Yields
    ------
    None
        The study is held until the end of the ``with`` block.

    Raises
    ------
    StudyBusy
        Another process lays out the study or computes it.
    """
    with Claims(path / CLAIMS) as claims, held(path):
        if not claims.join():
            raise StudyBusy(f"another process computes {path}; wait for its end, then give the same command again")
        yield


def sweep_up(path: Path) -> None:
    """Remove what killed processes left behind: files that were not whole, and points that no schema names.

    Parameters
    ----------
    path : Path
        Folder of the study, which no other process computes.
    """
    points = points_file(path)
    for pattern in ("*.partial", "*/*.partial", "points*.jsonl"):
        for leftover in path.glob(pattern):
            if leftover != points:
                leftover.unlink(missing_ok=True)
