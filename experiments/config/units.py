"""Numbers as a config gives them: bare, or as text with a unit."""

import math
import re

from ...errors import UserError

_SCALE = {
    "s": {"s": 1.0, "ms": 1e-3, "us": 1e-6, "min": 60.0},
    "ms": {"s": 1e3, "ms": 1.0, "us": 1e-3},
    "mV": {"V": 1e3, "mV": 1.0, "uV": 1e-3},
    "1": {},
}
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S*)\s*")


def read_number(key: str, value: object, unit: str = "1") -> float:
    """Read the value of a key in a unit.

    Parameters
    ----------
    key : str
        The key, for messages.
    value : object
        A number, which is taken to be in ``unit``, or a text with a unit.
    unit : str
        Unit of the result; ``"1"`` for none.

    Returns
    -------
    float
        The number in ``unit``.

    Raises
    ------
    UserError
        The value is not a finite number, or has a unit of another kind.

    Examples
    --------
    >>> read_number("duration", "500 ms", "s")
    0.5
    """
    number: float
    given = ""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        if not match:
            raise UserError(f"{key}={value!r} is not a number{_hint(unit)}")
        number, given = float(match[1]), match[2]
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    else:
        raise UserError(f"{key}={value!r} is not a number{_hint(unit)}")
    if given and given not in _SCALE[unit]:
        raise UserError(f"{key}={value!r} has the wrong unit{_hint(unit)}")
    if not math.isfinite(number):
        raise UserError(f"{key}={value!r} is not a finite number")
    return number * _SCALE[unit][given] if given else number


def read_integer(key: str, value: object, low: int = 0, high: int = 2**31 - 1) -> int:
    """Read a whole number.

    Parameters
    ----------
    key : str
        The key, for messages.
    value : object
        A number, or a text.
    low, high : int
        Least and largest number that is allowed.

    Returns
    -------
    int
        The number.

    Raises
    ------
    UserError
        The value is no whole number between ``low`` and ``high``.
    """
    number = read_number(key, value)
    if number != int(number) or not low <= number <= high:
        raise UserError(f"{key}={value!r} is not a whole number from {low} to {high}")
    return int(number)


def _hint(unit: str) -> str:
    known = list(_SCALE[unit])
    return f"; give it in {' or '.join(known)}" if known else "; give a plain number"
