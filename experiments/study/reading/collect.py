"""A study as one NetCDF file."""

from pathlib import Path

from ....errors import UserError
from ...files import NETCDF, check_ending, whole_file, writing
from .open import open_study


def collect(path: str | Path, out: str | Path) -> Path:
    """Write a study as one NetCDF file, whole at any moment.

    Parameters
    ----------
    path : str or Path
        Folder of the study.
    out : str or Path
        The file.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UserError
        The folder is no study, or the file cannot be written.
    """
    if Path(path).is_file():
        raise UserError(f"{path} is a file already; give the folder of a study")
    study, out = open_study(path), Path(out)
    check_ending(out, NETCDF, "a study")
    with writing(out, "choose another file with --out (in Python out=)"):
        out.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(out) as partial:
            study.to_netcdf(partial, engine="h5netcdf")
    return out
