"""Values of axes as they become coordinates: floats are rounded, and equal values are one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ....errors import UserError

DIGITS = 12  # of a number before it becomes a coordinate and part of a key


def distinct(values: Iterable[Any]) -> list[Any]:
    """Values or points without those that are there already; 1 and 1.0 are one.

    Parameters
    ----------
    values : iterable
        Values or points.

    Returns
    -------
    list
        The first of those that are the same, in their order.

    Examples
    --------
    >>> distinct([1, 2, 1.0])
    [1, 2]
    """
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(_word(value), value)
    return list(found.values())


def refuse_repeated(axis: str, values: Sequence[Any]) -> None:
    """Refuse the values of an axis if one is there twice.

    Parameters
    ----------
    axis : str
        The axis, for the message.
    values : sequence
        Its values.

    Raises
    ------
    UserError
        A value is there twice.
    """
    again = first_repeated(values)
    if again is not None:
        raise UserError(f"'{axis}' has the value {values[again]} twice; give every value once")


def first_repeated(values: Sequence[Any]) -> int | None:
    """Find a value or a point that is there already; 1 and 1.0 are one.

    Parameters
    ----------
    values : sequence
        Values or points.

    Returns
    -------
    int or None
        The place of the first that is there already; None if each is there once.

    Examples
    --------
    >>> first_repeated([1, 2, 1.0]), first_repeated([1, 2])
    (2, None)
    """
    seen: set[str] = set()
    for place, value in enumerate(values):
        word = _word(value)
        if word in seen:
            return place
        seen.add(word)
    return None


def rounded(value: Any) -> Any:
    """Round a float to 12 digits, so that 0.15000000000000002 and 0.15 are one coordinate.

    Parameters
    ----------
    value : object
        Any value.

    Returns
    -------
    object
        The rounded float; all else as it is.

    Examples
    --------
    >>> rounded(0.15000000000000002)
    0.15
    """
    # Adding 0 makes -0.0, which is another word in a key, 0.0
    return float(f"{value:.{DIGITS}g}") + 0.0 if isinstance(value, float) else value


def _word(value: Any) -> str:
    if isinstance(value, Mapping):
        return repr([(name, _word(item)) for name, item in value.items()])
    return repr(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)
