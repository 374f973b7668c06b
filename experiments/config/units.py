"""Numbers as a config gives them: bare, or as text with a unit."""

from ...errors import UserError
from ...models.parameters.quantities import read_quantity


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
    return read_quantity(value, unit, key)


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
