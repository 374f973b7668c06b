"""Limits of measured quantities, and truth where some of them were not measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..signals.findings import Truth


@dataclass(frozen=True)
class Limit:
    """Interval of one quantity.

    Attributes
    ----------
    least, most : float
        Ends that belong to the interval.
    above, below : float
        Ends that do not.
    """

    least: float = float("-inf")
    most: float = float("inf")
    above: float = float("-inf")
    below: float = float("inf")

    def holds(self, value: float | None) -> Truth:
        """Whether a value lies inside the interval.

        Parameters
        ----------
        value : float or None
            The value; None where it was not measured.

        Returns
        -------
        bool or None
            None for None.

        Examples
        --------
        >>> Limit(least=10, below=50).holds(50), Limit(least=10).holds(None)
        (False, None)
        """
        return None if value is None else self.least <= value <= self.most and self.above < value < self.below


@dataclass(frozen=True)
class Reference:
    """What measured values are compared with.

    Attributes
    ----------
    limits : mapping of str to Limit
        Limits by name.
    level : mapping of str to str
        Muscle without side to level of the body.
    sets : mapping of str to frozenset of str
        Named groups of muscles.
    """

    limits: Mapping[str, Limit]
    level: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]


def all_of(*truths: Truth) -> Truth:
    """Whether all of several criteria are met.

    Parameters
    ----------
    *truths : bool or None
        Criteria, None where unknown.

    Returns
    -------
    bool or None
        False if any is false, else unknown if any is unknown.

    Examples
    --------
    >>> all_of(True, None), all_of(False, None)
    (None, False)
    """
    return False if False in truths else None if None in truths else True


def any_of(*truths: Truth) -> Truth:
    """Whether any of several criteria is met.

    Parameters
    ----------
    *truths : bool or None
        Criteria, None where unknown.

    Returns
    -------
    bool or None
        True if any is true, else unknown if any is unknown.

    Examples
    --------
    >>> any_of(True, None), any_of(False, None)
    (True, None)
    """
    return True if True in truths else None if None in truths else False
