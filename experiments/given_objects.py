"""What a call was given, told in words where it is something else than the call takes."""

from pathlib import Path

import xarray as xr

from ..errors import UserError


def told(given: object) -> str:
    """Say what an object is.

    Parameters
    ----------
    given : object
        Anything.

    Returns
    -------
    str
        A few words.

    Examples
    --------
    >>> told(3), told(xr.Dataset())
    ('3, of the type int', 'a Dataset in memory')
    """
    if isinstance(given, xr.Dataset):
        return "a Dataset in memory"
    if isinstance(given, xr.DataTree):
        return "a recording in memory (DataTree)"
    return f"{str(given)[:40]}, of the type {type(given).__name__}"


def place_of(given: object, wanted: str) -> Path:
    """Take a folder or a file.

    Parameters
    ----------
    given : object
        What a call was given.
    wanted : str
        What it takes, for the message.

    Returns
    -------
    Path
        The folder or the file.

    Raises
    ------
    UserError
        It is no text and no path.
    """
    if not isinstance(given, str | Path):
        raise UserError(f"{told(given)} was given where a path is wanted: give {wanted}")
    return Path(given)
