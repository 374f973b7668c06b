"""Doses, rates and times as people write them, read over the units of ``models/parameters/sourced.py``."""

from collections.abc import Mapping
from typing import Any

from ....errors import UserError
from ...parameters.quantities import KINDS, split_number
from ...parameters.sourced import SI

MASSES = ("g", "mg", "ug")
TIMES = KINDS[0]
LONGEST = 100 * 365.25 * SI["d"]


def read_time(value: object, where: str) -> float:
    """Read a time such as ``'12 h'``.

    Parameters
    ----------
    value : object
        What was written. Units are d, h, min and s; 0 needs none.
    where : str
        What the value belongs to, the beginning of an error message.

    Returns
    -------
    float
        Time in s.

    Raises
    ------
    UserError
        The time has no unit, another unit, or is beyond 100 years.

    Examples
    --------
    >>> read_time("12 h", "every")
    43200.0
    """
    number, unit = split_number(value, where)
    if not unit and number == 0:
        return 0.0
    if unit not in TIMES:
        what = f"has the unit '{unit}', which is no time" if unit else "has no unit"
        raise UserError(f"{where}: {value!r} {what}; give it in {', '.join(TIMES)}")
    if abs(number * SI[unit]) > LONGEST:
        raise UserError(f"{where}: {value!r} is beyond the 100 years that a course may take")
    return number * SI[unit]


def read_amount(value: object, entry: Mapping[str, Any], weight: float, where: str) -> float:
    """Read an amount such as ``'0.5 mg'``, ``'0.3 mg/kg'`` or, for an agent that is dosed so, ``'20 U'``.

    Parameters
    ----------
    value : object
        What was written.
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables; ``activity`` converts units of effect to mass.
    weight : float
        Weight of the patient in kg.
    where : str
        What the value belongs to, the beginning of an error message.

    Returns
    -------
    float
        Amount in mg.

    Raises
    ------
    UserError
        The amount has no unit, has another dimension, or is not above 0.

    Examples
    --------
    >>> round(read_amount("0.3 mg/kg", {}, 70.0, "dose"), 6)
    21.0
    """
    number, unit = split_number(value, where)
    return _amount(number, unit.split("/"), entry, weight, where, value, ("mg", "mg/kg"))


def read_rate(value: object, entry: Mapping[str, Any], weight: float, where: str) -> float:
    """Read a rate of infusion such as ``'10 mg/h'`` or ``'5 ug/kg/min'``.

    Parameters
    ----------
    value : object
        What was written.
    entry : Mapping[str, Any]
        Entry of the agent in the kinetic tables; ``activity`` converts units of effect to mass.
    weight : float
        Weight of the patient in kg.
    where : str
        What the value belongs to, the beginning of an error message.

    Returns
    -------
    float
        Rate in mg/s.

    Raises
    ------
    UserError
        The value is no amount per time, or its amount is refused as in :func:`read_amount`.

    Examples
    --------
    >>> round(read_rate("7.2 mg/h", {}, 70.0, "rate"), 6)
    0.002
    """
    number, unit = split_number(value, where)
    *amount, per = unit.split("/")
    if per not in TIMES or not amount:
        raise UserError(f"{where}: {value!r} is not an amount per time; write it as '10 mg/h' or '5 ug/kg/min'")
    return _amount(number, amount, entry, weight, where, value, ("mg/h", "mg/kg/h")) / SI[per]


def _amount(
    number: float, units: list[str], entry: Mapping[str, Any], weight: float, where: str, value: object, form: tuple
) -> float:
    activity = entry.get("activity")
    forms = [each.replace("mg", "U") if activity else each for each in form]
    example = f"write it as '{number:g} {forms[0]}' or '{number:g} {forms[1]}'"
    if units == [""]:
        raise UserError(f"{where}: {value!r} has no unit; {example}")
    scale = SI[units[0]] * 1e6 if units[0] in MASSES else None
    if units[0] == "U":
        if activity is None:
            raise UserError(f"{where}: {value!r} is in units, but this agent is dosed by mass; {example}")
        scale = 1e6 / activity.si
    if scale is None or units[1:] not in ([], ["kg"]):
        raise UserError(f"{where}: {value!r} is not an amount; {example}")
    if number <= 0:
        raise UserError(f"{where}: {value!r} must be above 0")
    return number * scale * (weight if units[1:] else 1.0)
