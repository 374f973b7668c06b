"""Columns of a row: what a measure gives of every run, each with its unit and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One number of a row.

    Attributes
    ----------
    name : str
        Name of the column in the study.
    units : str
        Unit of its values.
    long_name : str
        What the number means, in words.
    kind : str
        ``"float"`` for a number, ``"code"`` for an index into ``flag_meanings``.
    flag_meanings : tuple of str
        The words that the values of a ``code`` column stand for.
    """

    name: str
    units: str
    long_name: str
    kind: str = "float"
    flag_meanings: tuple[str, ...] = ()


def number_columns(measured: Mapping[str, tuple[str, str]], muscles: Sequence[str] = ()) -> list[Column]:
    """Columns of numbers, one for every name, or with muscles one for every name and muscle, such as ``latency_fdi``.

    Parameters
    ----------
    measured : mapping
        Name of a number to its unit and its long name.
    muscles : sequence of str, optional
        Muscles that have a column of every number.

    Returns
    -------
    list of Column
        The columns, those of one muscle together.
    """
    if not muscles:
        return [Column(name, unit, words) for name, (unit, words) in measured.items()]
    return [
        Column(f"{name}_{muscle}", unit, f"{words}, {muscle}")
        for muscle in muscles
        for name, (unit, words) in measured.items()
    ]
