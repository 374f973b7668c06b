"""Which values the words of ``execute`` may have, whatever computes the points."""

from ....errors import UserError


def check_whole(key: str, value: object, otherwise: str = "") -> None:
    """Refuse a value of ``execute`` that is not a whole number from 1.

    Parameters
    ----------
    key : str
        Name of the value below ``execute``.
    value : object
        The value.
    otherwise : str
        What None stands for, in words. Without it None is refused.

    Raises
    ------
    UserError
        The value is not allowed.
    """
    if (value is None and otherwise) or (type(value) is int and value >= 1):
        return
    raise UserError(f"execute.{key}={value} has to be a whole number from 1{', ' * bool(otherwise)}{otherwise}")


def check_time(limit: object) -> None:
    """Refuse an ``execute.time_limit`` that is neither a number of seconds above 0 nor None.

    Parameters
    ----------
    limit : object
        The value.

    Raises
    ------
    UserError
        The value is not allowed.
    """
    if limit is not None and not (isinstance(limit, int | float) and limit > 0):
        raise UserError(f"execute.time_limit={limit} has to be seconds above 0, or null for no limit")
