"""Drugs whose level moves within one run: their factors over time become courses of receptor gains."""

import math
from collections.abc import Mapping, Sequence

from ..condition.places import REGIONS
from ..condition.vocabulary import RECEPTOR_NAMES, TARGETS
from ..condition.vocabulary import factors as known_factors

LEAST_CHANGE = 1e-3  # a factor that changes by less within a run stands still: adaptation and tolerance over a minute
ON_CELLS = tuple(target for target in TARGETS if target != "terminal")


def courses_of(factors: Sequence[Mapping[str, float]]) -> tuple[dict[str, tuple[float, ...]], tuple[str, ...]]:
    """Turn the factors of drugs at every knot of a run into courses of receptor gains.

    Parameters
    ----------
    factors : Sequence[Mapping[str, float]]
        For each knot of the run, the factors of the drugs by factor key.

    Returns
    -------
    courses : dict[str, tuple[float, ...]]
        By receptor and region (``gaba_a.cortex``), the gain at every knot relative to the first. The condition holds
        the factors of the first knot.
    held : tuple[str, ...]
        Kinds of factors that move but cannot follow, sorted. They stay as they were at the first knot.

    Notes
    -----
    Within a run only the gain of a receptor in a region can move. A course is the charge of its currents, which is
    their size times their duration; over the targets that a drug changes it is the geometric mean. Factors that act in
    another way (tonic GABA-A, release, sodium, GIRK, slow against fast synapses) cannot follow. A factor that changes
    by less than ``LEAST_CHANGE`` within a run stands still: adaptation and tolerance over a minute.

    Examples
    --------
    >>> courses, held = courses_of([{}, {"receptors.glycine.all": 0.5, "release.pv": 0.9}])
    >>> courses["glycine.spinal"]
    (1.0, 0.5)
    >>> held
    ('release',)
    """
    courses = {}
    followed: set[str] = set()
    for receptor in RECEPTOR_NAMES:
        for region in REGIONS:
            followed |= set(_course_keys(receptor, region))
            charges = [_charge(found, receptor, region) for found in factors]
            course = tuple(charge / charges[0] for charge in charges)
            if _moves(course):
                courses[f"{receptor}.{region}"] = course
    others = dict.fromkeys(key for found in factors for key in found if key not in followed)
    moved = [key for key in others if _moves([found.get(key, known_factors()[key].healthy) for found in factors])]
    return courses, tuple(sorted({key.rpartition(".")[0] or key for key in moved}))


def _moves(values: Sequence[float]) -> bool:
    return max(values) - min(values) > LEAST_CHANGE


def _course_keys(receptor: str, region: str) -> list[str]:
    """Factor keys that a course of one receptor in one region follows."""
    onto = [f"receptors_onto.{target}.{receptor}.{scope}" for target in ON_CELLS for scope in (region, "all")]
    return _gain_keys(receptor, region) + onto


def _gain_keys(receptor: str, region: str) -> list[str]:
    return [f"{kind}.{receptor}.{scope}" for kind in ("receptors", "decay") for scope in (region, "all")]


def _charge(found: Mapping[str, float], receptor: str, region: str) -> float:
    """Size times duration of the currents of a receptor in a region, relative to health."""
    everywhere = math.prod(found.get(key, 1.0) for key in _gain_keys(receptor, region))
    onto = [
        found.get(f"receptors_onto.{target}.{receptor}.{region}", 1.0)
        * found.get(f"receptors_onto.{target}.{receptor}.all", 1.0)
        for target in ON_CELLS
    ]
    changed = [value for value in onto if value != 1]
    return everywhere * (math.prod(changed) ** (1 / len(changed)) if changed else 1.0)
