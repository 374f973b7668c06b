"""Numbers as people write them: bare, or as text with any unit of the same kind. The one reader of all of them."""

import math
import re

from ...errors import UserError
from .sourced import SI

# Units of one kind, of which each can be given for any other; a unit that stands in no row stands for itself
KINDS = (
    ("us", "ms", "s", "min", "h", "d"),
    ("uV", "mV", "V"),
    ("pA", "nA", "A"),
    ("pS", "nS", "uS", "mS", "S"),
    ("pF", "nF", "uF", "F"),
    ("Hz", "kHz"),
    ("1/min", "1/s", "1/ms"),
    ("1/d", "1/h"),
    ("um", "mm", "cm", "m"),
    ("mN", "N"),
    ("1", "percent"),
    ("ug", "mg", "g", "kg"),
    ("mL", "L"),
    ("nM", "uM", "mM"),
    ("mL/min", "L/min", "L/h"),
    ("mL/min/kg", "L/min/kg", "L/h/kg"),
    ("ug/L", "mg/L"),
)
_NUMBER = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S*)\s*")


def split_number(value: object, where: str) -> tuple[float, str]:
    """Split ``'0.5 mg'`` or a bare number into number and unit.

    Parameters
    ----------
    value : object
        What was written: text or a number.
    where : str
        What the value belongs to, the beginning of an error message.

    Returns
    -------
    number : float
        The finite number.
    unit : str
        The unit as written; ``''`` for a bare number.

    Raises
    ------
    UserError
        The value is anything else, or the number is not finite. The message is one line that begins with ``where``.

    Examples
    --------
    >>> split_number("0.5 mg", "dose")
    (0.5, 'mg')
    >>> split_number(3, "dose")
    (3.0, '')
    """
    found = _parts(value)
    if found is None:
        raise UserError(f"{where}: {value!r} is not a number with a unit")
    if not math.isfinite(found[0]):
        raise UserError(f"{where}: {value!r} is not a finite number")
    return found


def read_quantity(value: object, unit: str, where: str) -> float:
    """Read a number in a unit.

    Parameters
    ----------
    value : object
        A bare number, which is taken to be in ``unit``, or a text with a unit of the same kind.
    unit : str
        Unit of the result, a key of ``SI``; ``"1"`` for none.
    where : str
        What the value belongs to, the beginning of an error message.

    Returns
    -------
    float
        The number in ``unit``.

    Raises
    ------
    UserError
        The value is not a finite number, or its unit is of another kind. The message names those that are possible.

    Examples
    --------
    >>> read_quantity("1 h", "s", "duration")
    3600.0
    >>> read_quantity(0.5, "s", "duration")
    0.5
    """
    found = _parts(value)
    if found is None:
        raise UserError(f"{where}={value!r} is not a number; {_hint(unit)}")
    number, given = found
    if not math.isfinite(number):
        raise UserError(f"{where}={value!r} is not a finite number")
    if not given or given == unit:
        return number
    if given not in kind_of(unit) or given == "1":
        raise UserError(f"{where}={value!r} has the wrong unit; {_hint(unit)}")
    # Without the last digit, so that 0.018 uS is 18 nS
    return float(f"{number * (SI[given] / SI[unit]):.15g}")


def kind_of(unit: str) -> tuple[str, ...]:
    """The units that can stand for a unit.

    Parameters
    ----------
    unit : str
        A key of ``SI``.

    Returns
    -------
    tuple of str
        The units of its kind, it among them.

    Examples
    --------
    >>> kind_of("mV")
    ('uV', 'mV', 'V')
    """
    return next((kind for kind in KINDS if unit in kind), (unit,))


def _parts(value: object) -> tuple[float, str] | None:
    """Number and unit, or None for what is no number; true is none, though Python counts with it."""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        return (float(match[1]), match[2]) if match else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return (float(value), "") if is_number else None  # type: ignore[arg-type]


def _hint(unit: str) -> str:
    if unit == "1":
        return "give a plain number"
    first, *others = (unit, *(one for one in kind_of(unit) if one != unit))
    return f"give it in {first}" + (f", or with {', '.join(others)}" if others else "")
