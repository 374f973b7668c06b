"""The cache of compiled models: one folder per content key, shared by every process and safe against them.

An entry is finished when its ``manifest.json`` exists; it is built in a neighbouring folder and renamed, under a lock.
Place: ``$DISINHIBITION_CACHE``, else ``$XDG_CACHE_HOME/disinhibition``, else ``~/.cache/disinhibition``.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from filelock import FileLock, Timeout

from ...errors import UserError
from ..parameters.identity import model_digest

MANIFEST = "manifest.json"
PROGRAM = "main"
BUILDING, LOCK = ".building", ".lock"


@dataclass(frozen=True)
class KeptModel:
    """A compiled model in the cache.

    Attributes
    ----------
    path : Path
        Its folder.
    size : int
        What it takes on the disk, bytes.
    model : str
        Digest of the model that it was compiled for, '' if it was not noted.
    cells : int or None
        Number of its cells; None if it was not noted.
    precision : str
        ``float32`` or ``float64``.
    dt : float
        Time step, s.
    built, used : float
        When it was compiled and when it was last used, in seconds since 1970.
    """

    path: Path
    size: int
    model: str
    cells: int | None
    precision: str
    dt: float
    built: float
    used: float


@dataclass(frozen=True)
class Cleared:
    """What clearing the cache did.

    Attributes
    ----------
    removed : int
        Compiled models that were removed.
    freed : int
        Bytes that this freed.
    kept : tuple of Path
        Folders that a running process builds or uses, which were left.
    """

    removed: int
    freed: int
    kept: tuple[Path, ...]


def cache_folder() -> Path:
    """Give the folder in which compiled models are kept.

    Returns
    -------
    Path
        ``$DISINHIBITION_CACHE``, or ``disinhibition`` in the user's folder of caches.
    """
    chosen = os.environ.get("DISINHIBITION_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "disinhibition"


def content_key(parts: Mapping[str, object]) -> str:
    """Hash everything on which a compiled model depends.

    Parameters
    ----------
    parts : Mapping[str, object]
        Plain values by name.

    Returns
    -------
    str
        24 hexadecimal digits.

    Examples
    --------
    >>> content_key({"a": 1, "b": 2}) == content_key({"b": 2, "a": 1})
    True
    """
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:24]


def finished(folder: Path) -> dict | None:
    """Read the manifest of an entry of the cache.

    Parameters
    ----------
    folder : Path
        Folder of the entry.

    Returns
    -------
    dict or None
        The manifest; None for an entry that is missing, half-built or damaged.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        program = (folder / PROGRAM).read_bytes()
    except (OSError, ValueError):
        return None
    return manifest if hashlib.sha256(program).hexdigest() == manifest.get("program") else None


def find_or_build(key: str, build: Callable[[Path], dict]) -> tuple[Path, dict]:
    """Find an entry of the cache or build it.

    Parameters
    ----------
    key : str
        Content key of the entry.
    build : callable
        ``build(folder)`` fills an empty folder and returns the manifest.

    Returns
    -------
    folder : Path
        Folder of the entry.
    manifest : dict
        Its manifest.

    Raises
    ------
    UserError
        Nothing can be written; the message says what to do.

    Notes
    -----
    A finished entry is only read, so that a read-only cache works.
    """
    folder = cache_folder() / key
    manifest = finished(folder)
    if manifest is not None:
        _note_use(folder / MANIFEST)
        return folder, manifest
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.with_suffix(LOCK))
        lock.acquire()
    except OSError as error:
        raise UserError(
            f"cannot build in {folder.parent} ({error.strerror}); set DISINHIBITION_CACHE to a folder"
        ) from error
    with lock:
        manifest = finished(folder)
        if manifest is not None:
            return folder, manifest
        shutil.rmtree(folder, ignore_errors=True)
        growing = folder.with_suffix(BUILDING)
        shutil.rmtree(growing, ignore_errors=True)
        growing.mkdir()
        try:
            manifest = build(growing)
            manifest["model"] = model_digest()
            manifest["program"] = hashlib.sha256((growing / PROGRAM).read_bytes()).hexdigest()
            (growing / MANIFEST).write_text(json.dumps(manifest, indent=1))
            growing.rename(folder)
        except BaseException:  # a build that failed or was interrupted leaves nothing
            shutil.rmtree(growing, ignore_errors=True)
            raise
    return folder, manifest


def hold(folder: Path) -> TextIO:
    """Mark an entry of the cache as used by this process, so that :func:`clear` leaves it.

    Parameters
    ----------
    folder : Path
        Folder of a finished entry.

    Returns
    -------
    file
        Its open manifest. The mark lasts until the file is closed, also by the end of the process.
    """
    held = (folder / MANIFEST).open()
    with suppress(OSError):  # a file system without locks
        fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return held


def kept_models() -> list[KeptModel]:
    """List the compiled models in the cache.

    Returns
    -------
    list of KeptModel
        The models, the one that was used last first. Folders without a manifest are none.
    """
    found = [_kept_model(manifest) for manifest in cache_folder().glob(f"*/{MANIFEST}")]
    return sorted((model for model in found if model), key=lambda model: -model.used)


def clear() -> Cleared:
    """Remove every compiled model that no running process builds or uses, and what interrupted builds left.

    Returns
    -------
    Cleared
        What was removed and what was left. The next run compiles its model again.
    """
    removed = freed = 0
    kept: list[Path] = []
    folder = cache_folder()
    models = [path.parent for path in folder.glob(f"*/{MANIFEST}")]
    left = [path.with_suffix("") for path in folder.glob(f"*{BUILDING}")]
    for entry in dict.fromkeys([*models, *left]):
        lock = FileLock(entry.with_suffix(LOCK), timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            kept.append(entry)
            continue
        with lock:
            shutil.rmtree(entry.with_suffix(BUILDING), ignore_errors=True)
            if entry in models and _is_used(entry):
                kept.append(entry)
            elif entry in models:
                size = _size(entry)
                shutil.rmtree(entry, ignore_errors=True)
                removed, freed = removed + 1, freed + size - (_size(entry) if entry.exists() else 0)
    return Cleared(removed, freed, tuple(kept))


def _note_use(manifest: Path) -> None:
    """The time of the last access stands for the last use; the system itself notes it once a day at most."""
    with suppress(OSError):  # of a cache that is only read
        os.utime(manifest, ns=(time.time_ns(), manifest.stat().st_mtime_ns))


def _kept_model(manifest: Path) -> KeptModel | None:
    try:
        times = manifest.stat()
        noted = json.loads(manifest.read_text())
    except (OSError, ValueError):
        return None
    with suppress(OSError):  # to be listed is no use
        os.utime(manifest, ns=(times.st_atime_ns, times.st_mtime_ns))
    sizes = noted.get("sizes") or {}
    return KeptModel(
        path=manifest.parent,
        size=_size(manifest.parent),
        model=str(noted.get("model", "")),
        cells=sizes.get("units"),
        precision=str(noted.get("precision", "")),
        dt=float(noted.get("dt", float("nan"))),
        built=times.st_mtime,
        used=times.st_atime,
    )


def _is_used(entry: Path) -> bool:
    """Whether a process holds the entry; where it cannot be asked nobody does."""
    try:
        with (entry / MANIFEST).open() as manifest:
            fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
