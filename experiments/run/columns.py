"""Columns of a row: what a measure gives of every run, each with its unit and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One number of a row. A ``code`` column holds indices into ``flag_meanings``."""

    name: str
    units: str
    long_name: str
    kind: str = "float"
    flag_meanings: tuple[str, ...] = ()


def number_columns(measured: Mapping[str, tuple[str, str]], muscles: Sequence[str] = ()) -> list[Column]:
    """Columns of name -> (unit, long name); with muscles one for each of them, such as ``latency_fdi``."""
    if not muscles:
        return [Column(name, unit, words) for name, (unit, words) in measured.items()]
    return [
        Column(f"{name}_{muscle}", unit, f"{words}, {muscle}")
        for muscle in muscles
        for name, (unit, words) in measured.items()
    ]
