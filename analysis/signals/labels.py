"""A variable of a Dataset with its unit and its name: every result of this room has both."""

from collections.abc import Sequence
from typing import Any


def labelled(dims: str | Sequence[str], values: Any, unit: str, long_name: str) -> tuple[Any, Any, dict[str, str]]:
    """What ``xarray.Dataset`` takes as a variable: values over ``dims``, '1' as unit where there is none.

    >>> labelled("jerk", [0.2, 1.4], "s", "onset of the jerk")
    ('jerk', [0.2, 1.4], {'units': 's', 'long_name': 'onset of the jerk'})
    """
    return dims, values, {"units": unit, "long_name": long_name}
