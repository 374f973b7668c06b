"""What a figure needs of a study, before it draws it."""

import xarray as xr

from ....errors import UserError

DATA = "--data (in Python data=)"


def require(study: xr.Dataset, *names: str) -> xr.Dataset:
    """Refuse a study that lacks what a figure shows.

    Parameters
    ----------
    study : xarray.Dataset
        As ``open_study`` returns it.
    *names : str
        Axes and statistics that the study has to have.

    Returns
    -------
    xarray.Dataset
        The same study.

    Raises
    ------
    UserError
        The study lacks one of them; the message names the axes that it has.

    Examples
    --------
    >>> sorted(require(xr.Dataset({"jerk_rate": ("seed", [0.0])}, {"seed": [1]}), "jerk_rate", "seed").variables)
    ['jerk_rate', 'seed']
    """
    lacking = [name for name in names if name not in study.variables]
    if lacking:
        raise UserError(
            f"the study has no {', '.join(lacking)}, which this figure shows; it has the axes"
            f" {', '.join(map(str, study.coords))}: name another study with {DATA}"
        )
    return study


def require_value(study: xr.Dataset, axis: str, value: object) -> xr.Dataset:
    """Refuse a study whose axis lacks the value from which a figure starts.

    Parameters
    ----------
    study : xarray.Dataset
        As ``open_study`` returns it.
    axis : str
        One of its axes.
    value : object
        The value that the axis has to have.

    Returns
    -------
    xarray.Dataset
        The same study.

    Raises
    ------
    UserError
        The axis lacks the value; the message names those that it has.

    Examples
    --------
    >>> dict(require_value(xr.Dataset(coords={"serotonin": [0.5, 1.0]}), "serotonin", 1).sizes)
    {'serotonin': 2}
    """
    if value not in study[axis].values:
        raise UserError(
            f"this figure needs {axis}={value}; the axis {axis} of the study has"
            f" {', '.join(map(str, study[axis].values.tolist()))}: name another study with {DATA}"
        )
    return study
