"""Numbers as a config gives them: bare, or as text with a unit."""

import math
import re

_SCALE = {
    "s": {"s": 1.0, "ms": 1e-3, "us": 1e-6, "min": 60.0},
    "ms": {"s": 1e3, "ms": 1.0, "us": 1e-3},
    "mV": {"V": 1e3, "mV": 1.0, "uV": 1e-3},
    "1": {},
}
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S*)\s*")


def read_number(key: str, value: object, unit: str = "1") -> float:
    """Read the value of ``key`` in ``unit``; a bare number is taken to be in it.

    Raises ValueError for anything that is not a finite number, and for a unit of another kind.

    >>> read_number("duration", "500 ms", "s")
    0.5
    """
    number: float
    given = ""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        if not match:
            raise ValueError(f"{key}={value!r} is not a number{_hint(unit)}")
        number, given = float(match[1]), match[2]
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
    else:
        raise ValueError(f"{key}={value!r} is not a number{_hint(unit)}")
    if given and given not in _SCALE[unit]:
        raise ValueError(f"{key}={value!r} has the wrong unit{_hint(unit)}")
    if not math.isfinite(number):
        raise ValueError(f"{key}={value!r} is not a finite number")
    return number * _SCALE[unit][given] if given else number


def read_integer(key: str, value: object, low: int = 0, high: int = 2**31 - 1) -> int:
    """Read a whole number between ``low`` and ``high``. Raises ValueError otherwise."""
    number = read_number(key, value)
    if number != int(number) or not low <= number <= high:
        raise ValueError(f"{key}={value!r} is not a whole number from {low} to {high}")
    return int(number)


def _hint(unit: str) -> str:
    known = list(_SCALE[unit])
    return f"; give it in {' or '.join(known)}" if known else "; give a plain number"
