"""Draws all guessed numbers of the tables at once, to see whether a result hangs on one of them."""

from .random_streams import named_generator
from .sourced import Sourced
from .table_numbers import all_numbers, is_count

TABLES = ("anatomy", "brainstem", "cells", "cortex", "receptors", "spinal", "stimulation", "wiring")
GUESSED = ("guess", "trial")
SPREAD = 0.2


def jitter_numbers(draw: int) -> dict[str, float]:
    """Each guessed number drawn anew, by ``table.entry``: uniform within 20 %, potentials within their own range.

    ``draw`` is the seed; every number has its own stream, so that one draw of a number does not depend on the others.
    Counts stay: the mean input they would change is changed by the weights anyway.
    """
    return {name: _drawn(name, number, draw) for name, number in all_numbers().items() if _is_guess(name, number)}


def ranged_numbers(draw: int, spread: float) -> dict[str, float]:
    """Each guessed number drawn anew over its own range, of which ``spread`` (0 to 1) is taken to either side; rounded.

    Unlike jitter it never leaves a range, so that what it draws can be a parameter set.
    """
    drawn = {}
    for name, number in all_numbers().items():
        if _is_guess(name, number):
            value = number.value + spread * _step(number, _position(name, draw))
            drawn[name] = min(max(float(f"{value:.6g}"), number.low), number.high)
    return drawn


def jitter_factors(draw: int) -> dict[str, float]:
    """Relative change of every number that a draw moves, by ``table.entry``; for sensitivity.

    A number that is 0 has none; its change is in units of its range instead, 1 being no change.
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
