"""Jitter: all guessed table numbers drawn anew at once, to see whether a result hangs on one of them."""

from .random_streams import named_generator
from .sourced import Sourced
from .table_numbers import all_numbers, is_count

TABLES = ("anatomy", "brainstem", "cells", "cortex", "receptors", "spinal", "stimulation", "wiring")
GUESSED = ("guess", "trial")
SPREAD = 0.2


def jitter_numbers(draw: int) -> dict[str, float]:
    """Draw each guessed table number anew.

    Parameters
    ----------
    draw : int
        Seed of the draw. Every number has a random stream of its own, so that its draw does not depend on the others.

    Returns
    -------
    dict[str, float]
        Values by ``table.entry``, in the units of the tables.

    Notes
    -----
    Numbers are uniform within ``SPREAD`` of their value, potentials within their own range. Counts stay, because the
    weights change the mean input that counts would change.

    Examples
    --------
    >>> jitter_numbers(1) == jitter_numbers(1), jitter_numbers(1) == jitter_numbers(2)
    (True, False)
    """
    return {name: _drawn(name, number, draw) for name, number in all_numbers().items() if _is_guess(name, number)}


def ranged_numbers(draw: int, spread: float) -> dict[str, float]:
    """Draw each guessed table number anew over its own range.

    Parameters
    ----------
    draw : int
        Seed of the draw.
    spread : float
        Share of the range to either side of the value that is taken, 0 to 1.

    Returns
    -------
    dict[str, float]
        Values by ``table.entry`` in the units of the tables, rounded to six digits.

    Notes
    -----
    Unlike :func:`jitter_numbers` the draw never leaves a range, so that what it gives can be a parameter set.
    """
    drawn = {}
    for name, number in all_numbers().items():
        if _is_guess(name, number):
            value = number.value + spread * _step(number, _position(name, draw))
            drawn[name] = min(max(float(f"{value:.6g}"), number.low), number.high)
    return drawn


def jitter_factors(draw: int) -> dict[str, float]:
    """Give the relative change of every table number that a draw moves, for the sensitivity of a result.

    Parameters
    ----------
    draw : int
        Seed of the draw.

    Returns
    -------
    dict[str, float]
        Drawn value over table value, by ``table.entry``. A number that is 0 has no relative change; its change is in
        units of its range instead, and 1 is no change.
    """
    known = all_numbers()
    moved = {name: value for name, value in jitter_numbers(draw).items() if value != known[name].value}
    return {name: _change(value, known[name]) for name, value in moved.items()}


def _change(value: float, number: Sourced) -> float:
    return value / number.value if number.value else 1 + value / (number.high - number.low)


def _is_guess(name: str, number: Sourced) -> bool:
    return name.partition(".")[0] in TABLES and number.confidence in GUESSED and not is_count(name)


def _drawn(name: str, number: Sourced, draw: int) -> float:
    position = _position(name, draw)
    if number.unit == "mV":
        return number.value + _step(number, position)
    return number.value * (1 + SPREAD * position)


def _position(name: str, draw: int) -> float:
    """Uniform between -1 and 1."""
    return float(named_generator(draw, name).uniform(-1, 1))


def _step(number: Sourced, position: float) -> float:
    """The way from the value to a position in its range, -1 its low end and 1 its high end."""
    return position * (number.high - number.value if position > 0 else number.value - number.low)
