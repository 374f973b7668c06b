"""Files and folders that a user names: one line for a place that cannot be written, and for a file of another kind."""

import errno
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from ..errors import DiskFull, UserError

FULL = (errno.ENOSPC, errno.EDQUOT)
NETCDF = (".nc", ".nc4")
ANOTHER = "choose another place with --out (in Python out=)"


@contextmanager
def writing(path: Path, instead: str = ANOTHER) -> Iterator[None]:
    """Say in one line why a place cannot be written. Keep the block small: every OSError in it is one of writing.

    Parameters
    ----------
    path : Path
        The file or folder.
    instead : str
        How the user names another place.

    Yields
    ------
    None
        The place is written in the ``with`` block.

    Raises
    ------
    UserError
        The place cannot be written.
    DiskFull
        There is no room.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(f"{path} cannot be written: the disk is full; free room and try again") from error
        raise UserError(f"{path} cannot be written ({reason(error)}); {instead}") from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Write a file so that it is the old or the new one at any moment.

    Parameters
    ----------
    path : Path
        The file.

    Yields
    ------
    Path
        A file beside it, of the same kind, which takes its place at the end of the ``with`` block. It is removed if the
        block is left by an exception.

    Examples
    --------
    >>> with whole_file(Path("words.txt")) as partial:
    ...     _ = partial.write_text("new")
    >>> Path("words.txt").read_text()
    'new'
    """
    partial = path.with_name(f".{os.getpid()}.partial.{path.name}")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def check_place(folder: Path, instead: str = ANOTHER) -> Path:
    """Refuse a folder that could not be made or written, before anything is computed; nothing is made.

    Parameters
    ----------
    folder : Path
        The folder, which need not be there.
    instead : str
        How the user names another place.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    UserError
        It could not be made or written.

    Examples
    --------
    >>> check_place(Path("results", "nowhere", "yet")).exists()
    False
    """
    with writing(folder, instead):
        there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with TemporaryFile(dir=there):  # a folder such as /proc lets nothing be made whatever its rights say
            pass
    return folder


def writable_folder(folder: Path, instead: str = ANOTHER) -> Path:
    """Make a folder for files that are written now.

    Parameters
    ----------
    folder : Path
        The folder.
    instead : str
        How the user names another place.

    Returns
    -------
    Path
        The folder, which is there.

    Raises
    ------
    UserError
        It cannot be made or written.

    Examples
    --------
    >>> writable_folder(Path("results", "runs")).is_dir()
    True
    """
    check_place(folder, instead)
    with writing(folder, instead):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def check_ending(path: Path, endings: Collection[str], what: str) -> Path:
    """Refuse the name of a file that says another format than the one that is written.

    Parameters
    ----------
    path : Path
        The file.
    endings : collection of str
        Endings of the format, such as ``.nc``.
    what : str
        What is written, such as ``"a figure"``.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UserError
        It ends otherwise.

    Examples
    --------
    >>> check_ending(Path("cortex.nc"), NETCDF, "a study").name
    'cortex.nc'
    """
    if path.suffix not in endings:
        raise UserError(f"{path}: {what} is written as {' or '.join(endings)}; name a file that ends so")
    return path


def read_text(path: Path, wanted: str) -> str:
    """Read a text that a user names.

    Parameters
    ----------
    path : Path
        The file.
    wanted : str
        What it has to be, for messages.

    Returns
    -------
    str
        The text.

    Raises
    ------
    UserError
        There is no such file, or it is no text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path}: {reason(error)}; {wanted}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is no text; {wanted}") from error


def check_netcdf(path: Path, what: str, groups: Collection[str] = ()) -> None:
    """Refuse a file that is not what is to be read.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it should be and who writes it, such as ``"a recording, as 'disinhibition run' writes it"``.
    groups : collection of str
        Groups or variables that the file has to hold.

    Raises
    ------
    UserError
        There is no such file, or it is another one.
    """
    import h5py

    if not path.exists():
        raise UserError(f"{path} does not exist; name {what}")
    try:
        with h5py.File(path) as file:
            lacking = set(groups) - set(file)
    except OSError as error:
        raise UserError(f"{path} is no NetCDF file or is damaged; name {what}") from error
    if lacking:
        raise UserError(f"{path} has no {', '.join(sorted(lacking))}; name {what}")


def reason(error: OSError) -> str:
    """Say why a file could not be used, in the words of the system.

    Parameters
    ----------
    error : OSError
        What was raised; libraries put their own words into it.

    Returns
    -------
    str
        The words of the system, or of the library where it gives no number.

    Examples
    --------
    >>> reason(OSError(13, "Unable to synchronously create file"))
    'Permission denied'
    """
    return os.strerror(error.errno) if error.errno else " ".join(str(error).split())
