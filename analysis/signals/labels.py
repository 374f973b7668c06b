"""A variable of a Dataset with its unit and its name: every result of this folder has both."""

from collections.abc import Sequence
from typing import Any


def labelled(dims: str | Sequence[str], values: Any, unit: str, long_name: str) -> tuple[Any, Any, dict[str, str]]:
    """A variable of a Dataset with its unit and its name.

    Parameters
    ----------
    dims : str or sequence of str
        Dimensions of the values.
    values : Any
        Values over these dimensions.
    unit : str
        Unit of the values, '1' where there is none.
    long_name : str
        What the values are.

    Returns
    -------
    tuple
        Dimensions, values and attributes, as ``xarray.Dataset`` takes them.

    Examples
    --------
    >>> labelled("jerk", [0.2, 1.4], "s", "onset of the jerk")
    ('jerk', [0.2, 1.4], {'units': 's', 'long_name': 'onset of the jerk'})
    """
    return dims, values, {"units": unit, "long_name": long_name}
