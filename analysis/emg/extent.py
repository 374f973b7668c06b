"""How far jerks spread: which segments of the cord take part, and which way the spread goes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

from ..body import value_of_muscle, without_side
from ..signals.findings import Truth
from .jerk_pattern import CRANIAL
from .recruitment_order import OFTEN, onsets_by_jerk

SEGMENTS = tuple(f"{part}{i}" for part, count in (("C", 8), ("T", 12), ("L", 5), ("S", 5)) for i in range(1, count + 1))


@dataclass(frozen=True)
class Extent:
    """How much of the body jerks reach.

    Attributes
    ----------
    segments : tuple of str
        Segments of the cord, head to tail.
    count : int
        Number of these segments.
    contiguous : bool or None
        Whether none is left out in between; None without segments.
    supra_fm : bool or None
        Whether jerks reach muscles whose nucleus lies above the foramen magnum; None without jerks.
    """

    segments: tuple[str, ...]
    count: int
    contiguous: Truth
    supra_fm: Truth


def jerk_extent(bursts: xr.Dataset, segments: Mapping[str, tuple[str, ...]]) -> Extent:
    """Segments of the cord that take part in more than half of the jerks, and whether cranial muscles do.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.
    segments : mapping of str to tuple of str
        Muscle, with or without side, to the segments of its motor nucleus ('C8', 'T1').

    Returns
    -------
    Extent
        Without jerks there are no segments, and nothing is said of them.

    Raises
    ------
    KeyError
        A muscle has no segments.
    ValueError
        A segment does not exist, or an onset is no number.

    Notes
    -----
    A segment takes part where any of its muscles, of either side, does. A segment that no muscle of ``segments``
    watches is no gap. Cranial muscles need no segments; neck muscles belong to the cord.

    Examples
    --------
    >>> bursts = xr.Dataset({"onset": ("burst", [1.0, 1.01]), "muscle": ("burst", ["right_biceps", "right_fdi"]),
    ...                      "jerk": ("burst", [0, 0])})
    >>> found = jerk_extent(bursts, {"biceps": ("C5", "C6"), "triceps": ("C7",), "fdi": ("C8", "T1")})
    >>> found.segments, found.contiguous
    (('C5', 'C6', 'C8', 'T1'), False)
    """
    part = onsets_by_jerk(bursts).notnull()
    reached = {name: np.zeros(part.sizes["jerk"], dtype=bool) for name in SEGMENTS}
    cranial = np.zeros(part.sizes["jerk"], dtype=bool)
    for name in part["muscle"].values.astype(str):
        mine = part.sel(muscle=name).values
        if without_side(name) in CRANIAL:
            cranial |= mine
            continue
        for segment in value_of_muscle(name, segments, "segments"):
            if segment not in reached:
                raise ValueError(f"muscle '{name}' has no segment '{segment}'; give a tuple of C1 to S5")
            reached[segment] |= mine
    found = [i for i, name in enumerate(SEGMENTS) if _often(reached[name])]
    watched = sorted({SEGMENTS.index(segment) for of in segments.values() for segment in of if segment in reached})
    contiguous = watched.index(found[-1]) - watched.index(found[0]) == len(found) - 1 if found else None
    above = _often(cranial) if cranial.size else None
    return Extent(tuple(SEGMENTS[i] for i in found), len(found), contiguous, above)


def direction(order: xr.Dataset, position: Mapping[str, float], share: float = 0.5) -> str:
    """The way a jerk spreads along the body's axis.

    Parameters
    ----------
    order : xarray.Dataset
        Order of ``recruitment_order``.
    position : mapping of str to float
        Muscle, with or without side, to the level of its motor nucleus, m below the obex (negative above).
    share : float, optional
        Share of the jerks from which a muscle counts.

    Returns
    -------
    str
        'descending', 'ascending', 'both', or '' where the jerk does not spread. Muscles at the level of the first
        muscle say nothing.

    Raises
    ------
    KeyError
        A muscle has no position.
    """
    names = [str(name) for name in order["muscle"].values[order["share"].values >= share]]
    if not names:
        return ""
    level = np.array([value_of_muscle(name, position, "position") for name in names])
    below, above = bool((level[1:] > level[0]).any()), bool((level[1:] < level[0]).any())
    if below and above:
        return "both"
    return "descending" if below else "ascending" if above else ""


def _often(part: np.ndarray) -> bool:
    return bool(part.size) and float(part.mean()) > OFTEN
