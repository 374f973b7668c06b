"""A number with what is counted, in the singular where it is one."""

import numpy as np


def counted(number: int | np.integer, noun: str, several: str = "") -> str:
    """Write a number and its noun.

    Parameters
    ----------
    number : int or numpy.integer
        How many there are.
    noun : str
        What is counted, in the singular.
    several : str
        Its plural, where that is not the singular with an s.

    Returns
    -------
    str
        The words.

    Examples
    --------
    >>> counted(1, "point"), counted(2, "point"), counted(1, "axis", "axes"), counted(0, "axis", "axes")
    ('1 point', '2 points', '1 axis', '0 axes')
    """
    return f"{number} {noun if number == 1 else several or noun + 's'}"
