"""Drugs whose level moves within one run: what their factors become as courses of receptor gains."""

import math
from collections.abc import Mapping, Sequence

from ..condition.vocabulary import RECEPTORS, REGIONS, TARGETS
from ..condition.vocabulary import factors as known_factors

LEAST = 1e-3  # a factor that changes by less within a run stands still: adaptation and tolerance over a minute
ON_CELLS = tuple(target for target in TARGETS if target != "terminal")


def courses_of(factors: Sequence[Mapping[str, float]]) -> tuple[dict[str, tuple[float, ...]], tuple[str, ...]]:
    """Courses of a condition and the words that cannot follow, out of the factors of drugs at each knot of a run.

    A run moves the gain of a receptor in a region and nothing else. A course is the charge of its currents (size times
    duration, the geometric mean over the targets that a drug changes) relative to the first knot, whose factors the
    condition holds. Words that move in another way (tonic, release, sodium, GIRK, slow against fast synapses) stay as
    they were at the first knot and are named. What changes by less than LEAST stands still.

    >>> courses_of([{}, {"receptors.glycine.all": 0.5, "release.pv": 0.9}])[0]["glycine.spinal"]
    (1.0, 0.5)
    >>> courses_of([{}, {"receptors.glycine.all": 0.5, "release.pv": 0.9}])[1]
    ('release',)
    """
    courses = {}
    followed: set[str] = set()
    for receptor in RECEPTORS:
        for region in REGIONS:
            followed |= set(_words(receptor, region))
            charges = [_charge(found, receptor, region) for found in factors]
            course = tuple(charge / charges[0] for charge in charges)
            if _moves(course):
                courses[f"{receptor}.{region}"] = course
    words = dict.fromkeys(word for found in factors for word in found if word not in followed)
    moved = [word for word in words if _moves([found.get(word, known_factors()[word].healthy) for found in factors])]
    return courses, tuple(sorted({word.rpartition(".")[0] or word for word in moved}))


def _moves(values: Sequence[float]) -> bool:
    return max(values) - min(values) > LEAST


def _words(receptor: str, region: str) -> list[str]:
    places = (region, "all")
    return [f"{word}.{receptor}.{place}" for word in ("receptors", "decay") for place in places] + [
        f"receptors_onto.{target}.{receptor}.{place}" for target in ON_CELLS for place in places
    ]


def _charge(found: Mapping[str, float], receptor: str, region: str) -> float:
    """Size times duration of the currents of a receptor in a region, relative to health."""
    everywhere = math.prod(
        found.get(f"{word}.{receptor}.{place}", 1.0) for word in ("receptors", "decay") for place in (region, "all")
    )
    onto = [
        found.get(f"receptors_onto.{target}.{receptor}.{region}", 1.0)
        * found.get(f"receptors_onto.{target}.{receptor}.all", 1.0)
        for target in ON_CELLS
    ]
    changed = [value for value in onto if value != 1]
    return everywhere * (math.prod(changed) ** (1 / len(changed)) if changed else 1.0)
