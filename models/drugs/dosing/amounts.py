"""Doses, rates and times as people write them, over the units of ``models/parameters/sourced.py``."""

import math
import re
from collections.abc import Mapping
from typing import Any

from ...parameters.sourced import SI

MASSES = ("g", "mg", "ug")
TIMES = ("d", "h", "min", "s")
LONGEST = 100 * 365.25 * SI["d"]
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S*)\s*")


def split_number(value: object, where: str) -> tuple[float, str]:
    """Number and unit of ``'0.5 mg'`` or of a bare number (unit ``''``).

    Raises ValueError, in one line that begins with ``where``, for anything else or a number that is not finite.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{where}: {value!r} is not a number with a unit")
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if isinstance(value, str) and match is None:
        raise ValueError(f"{where}: {value!r} is not a number with a unit")
    number, unit = (float(match[1]), match[2]) if match else (float(value), "")
    if not math.isfinite(number):
        raise ValueError(f"{where}: {value!r} is not a finite number")
    return number, unit


def read_time(value: object, where: str) -> float:
    """A time in s out of ``'12 h'``; 0 needs no unit. Raises ValueError for one without a unit or beyond a life."""
    number, unit = split_number(value, where)
    if not unit and number == 0:
        return 0.0
    if unit not in TIMES:
        what = f"has the unit '{unit}', which is no time" if unit else "has no unit"
        raise ValueError(f"{where}: {value!r} {what}; give it in {', '.join(TIMES)}")
    if abs(number * SI[unit]) > LONGEST:
        raise ValueError(f"{where}: {value!r} is beyond the 100 years that a course may take")
    return number * SI[unit]


def read_amount(value: object, entry: Mapping[str, Any], weight: float, where: str) -> float:
    """An amount in mg out of ``'0.5 mg'``, ``'0.3 mg/kg'`` or, for an agent dosed so, ``'20 U'``.

    ``entry``: the agent's entry of kinetics; ``weight`` in kg. Raises ValueError for an amount without unit, of
    another dimension, or not above 0.
    """
    number, unit = split_number(value, where)
    return _amount(number, unit.split("/"), entry, weight, where, value, ("mg", "mg/kg"))


def read_rate(value: object, entry: Mapping[str, Any], weight: float, where: str) -> float:
    """A rate in mg/s out of ``'10 mg/h'`` or ``'5 ug/kg/min'``. Raises ValueError as :func:`read_amount` does."""
    number, unit = split_number(value, where)
    *amount, per = unit.split("/")
    if per not in TIMES or not amount:
        raise ValueError(f"{where}: {value!r} is not an amount per time; write it as '10 mg/h' or '5 ug/kg/min'")
    return _amount(number, amount, entry, weight, where, value, ("mg/h", "mg/kg/h")) / SI[per]


def _amount(
    number: float, words: list[str], entry: Mapping[str, Any], weight: float, where: str, value: object, form: tuple
) -> float:
    activity = entry.get("activity")
    forms = [each.replace("mg", "U") if activity else each for each in form]
    example = f"write it as '{number:g} {forms[0]}' or '{number:g} {forms[1]}'"
    if words == [""]:
        raise ValueError(f"{where}: {value!r} has no unit; {example}")
    scale = SI[words[0]] * 1e6 if words[0] in MASSES else None
    if words[0] == "U":
        if activity is None:
            raise ValueError(f"{where}: {value!r} is in units, but this agent is dosed by mass; {example}")
        scale = 1e6 / activity.si
    if scale is None or words[1:] not in ([], ["kg"]):
        raise ValueError(f"{where}: {value!r} is not an amount; {example}")
    if number <= 0:
        raise ValueError(f"{where}: {value!r} must be above 0")
    return number * scale * (weight if words[1:] else 1.0)
