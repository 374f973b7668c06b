"""Which points of a study are computed anew to see whether another version of the model gives the same rows."""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

FEWEST, SHARE, MOST = 5, 0.01, 50  # points that are computed anew: at least, of the study, at most


def points_compared(rows: int) -> int:
    """Count the points of a study that are computed anew before it is taken over.

    Parameters
    ----------
    rows : int
        How many rows the study has.

    Returns
    -------
    int
        One in a hundred, but at least 5 and at most 50; a study of fewer than 5 is compared whole.

    Examples
    --------
    >>> points_compared(3), points_compared(54), points_compared(1000), points_compared(100_000)
    (3, 5, 10, 50)
    """
    return min(rows, MOST, max(FEWEST, math.ceil(SHARE * rows)))


def spread_out(coordinates: Sequence[Mapping[str, Any]], number: int) -> list[int]:
    """Choose points that are spread over the axes, the same ones every time.

    Each next point is the one with the most values that no chosen point has; among those, the one farthest from the
    chosen points.

    Parameters
    ----------
    coordinates : sequence of mapping
        Axis to value, for every point.
    number : int
        How many points are chosen, at most.

    Returns
    -------
    list of int
        Indices of the chosen points, in the order in which they were chosen.

    Examples
    --------
    >>> spread_out([{"gain": gain, "seed": seed} for gain in (0, 0.5, 1) for seed in (1, 2)], 3)
    [0, 5, 2]
    """
    axes = [_codes([one[axis] for one in coordinates]) for axis in coordinates[0]]
    chosen: list[int] = []
    nearest = np.full(len(coordinates), np.inf)
    seen = [np.zeros(codes.max() + 1, bool) for codes, _ in axes]
    while len(chosen) < min(number, len(coordinates)):
        fresh = sum((~known[codes]).astype(int) for known, (codes, _) in zip(seen, axes, strict=True))
        order = np.lexsort((-np.arange(len(coordinates)), nearest, np.where(nearest > 0, fresh, -1)))
        last = int(order[-1])
        chosen.append(last)
        far = sum(np.abs(scale - scale[last]) if scale.size else codes != codes[last] for codes, scale in axes)
        nearest = np.minimum(nearest, far)
        nearest[last] = -1
        for known, (codes, _) in zip(seen, axes, strict=True):
            known[codes[last]] = True
    return chosen


def _codes(values: Sequence[Any]) -> tuple[np.ndarray, np.ndarray]:
    """Values of one axis as whole numbers, and for an axis of numbers their ranks from 0 to 1."""
    if all(isinstance(value, int | float) for value in values):
        _, codes = np.unique(values, return_inverse=True)
        return codes, codes / max(codes.max(), 1)
    words = [json.dumps(value, sort_keys=True) for value in values]
    number = {word: code for code, word in enumerate(dict.fromkeys(words))}
    return np.array([number[word] for word in words]), np.empty(0)
