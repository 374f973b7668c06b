"""Muscles of an examination under the names with which they were recorded."""

from collections.abc import Iterable

import xarray as xr

from ..body import without_side
from .decision_table import load_table
from .feature_values import PARTS

HAND, NECK = "fdi", "scm"
LEAST_PARTS = 3  # that are recorded, from which jerks can be said to spread or not: a convention of this project


def recorded_muscles(voltage: xr.DataArray, muscle: str) -> list[str]:
    """Names of a muscle with its sides, as it was recorded.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time).
    muscle : str
        Name without side.

    Returns
    -------
    list of str
        Those that were recorded: right, left, and without side.
    """
    known = voltage["muscle"].values.astype(str).tolist()
    return [name for name in (f"right_{muscle}", f"left_{muscle}", muscle) if name in known]


def too_few_parts(muscles: Iterable[str]) -> str:
    """Why nothing can be said of the spread of jerks: what was not recorded may have jerked.

    Parameters
    ----------
    muscles : iterable of str
        Muscles that were recorded, with or without side.

    Returns
    -------
    str
        The reason; '' if muscles of three of head, neck, arm, trunk and leg were recorded.

    Examples
    --------
    >>> too_few_parts(["right_fdi", "left_fdi"])
    'muscles of arm alone were recorded; 3 of head, neck, arm, trunk and leg needed'
    >>> too_few_parts(["right_scm", "right_fdi", "right_soleus"])
    ''
    """
    lacking = unrecorded_parts(muscles)
    there = [part for part in PARTS if part not in lacking]
    if len(there) >= LEAST_PARTS:
        return ""
    *others, last = PARTS
    known = " and ".join(there) or "no known part"
    return f"muscles of {known} alone were recorded; {LEAST_PARTS} of {', '.join(others)} and {last} needed"


def unrecorded_parts(muscles: Iterable[str]) -> tuple[str, ...]:
    """Parts of the body of which no muscle was recorded.

    Parameters
    ----------
    muscles : iterable of str
        Muscles that were recorded, with or without side.

    Returns
    -------
    tuple of str
        Those of head, neck, arm, trunk and leg.

    Examples
    --------
    >>> unrecorded_parts(["right_scm", "right_fdi", "right_soleus"])
    ('head', 'trunk')
    """
    level = load_table().reference.level
    seen = {level.get(without_side(name)) for name in muscles}
    return tuple(part for part, levels in PARTS.items() if not seen & set(levels))
