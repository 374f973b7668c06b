"""A number with what is counted, in the singular where it is one; and the first of many."""

from collections.abc import Sequence

import numpy as np

SHOWN = 5  # of many that are named


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


def few(words: Sequence[str], between: str = ", ") -> str:
    """List a few of many words, and count the rest.

    Parameters
    ----------
    words : sequence of str
        The words, the most important one first.
    between : str, optional
        What parts them.

    Returns
    -------
    str
        The first five of them.

    Examples
    --------
    >>> few(["a", "b"]), few(list("abcdefg"))
    ('a, b', 'a, b, c, d, e and 2 more')
    >>> few(["a, b", *"cdefg"], "; ")
    'a, b; c; d; e; f; and 1 more'
    """
    first = between.join(words[:SHOWN])
    if len(words) <= SHOWN:
        return first
    return f"{first}{' ' if between == ', ' else between}and {len(words) - SHOWN} more"
