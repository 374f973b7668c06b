"""Points of a study: every combination of its axes, or the axes side by side."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

DIGITS = 12  # of a number before it becomes a coordinate and part of a key


def grid(axes: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Every combination of the axes' values, the last axis fastest.

    >>> grid({"gain": [0.5, 1], "seed": [0]})
    [{'gain': 0.5, 'seed': 0}, {'gain': 1, 'seed': 0}]
    """
    return [dict(zip(axes, map(rounded, values), strict=True)) for values in product(*axes.values())]


def zipped(axes: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The axes side by side: the first values of all, the second, ... Raises ValueError if their lengths differ."""
    lengths = {name: len(values) for name, values in axes.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"axes that go side by side need one length; they have {lengths}")
    return [dict(zip(axes, map(rounded, values), strict=True)) for values in zip(*axes.values(), strict=True)]


def rounded(value: Any) -> Any:
    """A float to 12 digits, so that 0.15000000000000002 and 0.15 are one coordinate; all else as it is."""
    # Adding 0 makes -0.0, which is another word in a key, 0.0
    return float(f"{value:.{DIGITS}g}") + 0.0 if isinstance(value, float) else value
