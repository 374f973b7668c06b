"""The cache of compiled models: one folder per content key, shared by every process and safe against them.

An entry is finished when its ``manifest.json`` exists; it is built in a neighbouring folder and renamed, under a lock.
Place: ``$DISINHIBITION_CACHE``, else ``$XDG_CACHE_HOME/disinhibition``, else ``~/.cache/disinhibition``.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock

from ...errors import UserError

MANIFEST = "manifest.json"
PROGRAM = "main"


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
        return folder, manifest
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.with_suffix(".lock"))
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
        growing = folder.with_suffix(".building")
        shutil.rmtree(growing, ignore_errors=True)
        growing.mkdir()
        manifest = build(growing)
        manifest["program"] = hashlib.sha256((growing / PROGRAM).read_bytes()).hexdigest()
        (growing / MANIFEST).write_text(json.dumps(manifest, indent=1))
        growing.rename(folder)
    return folder, manifest
