"""What is done to the pathway in one run: factors, lesions, stimuli, voluntary drives. All of it run-time values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from ..engine.timing import COURSE_KNOTS
from . import vocabulary

CORD_LEVELS = ("C2", "C4", "C6", "T2", "T8", "T12", "L4")
ZONES = ("face", "hand", "trunk", "foot")
LESIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "transection": CORD_LEVELS,
        "decerebration": (),
        "remove": ("M1", "S1", "thalamus", "raphe"),
        "deafferentation": ZONES,
    }
)


@dataclass(frozen=True)
class Stimulus:
    """A train of trials at one site.

    ``strength`` is relative to the site's reference stimulus; times are in seconds; ``jitter`` is the half-width of
    a uniform shift of each trial but the first.
    """

    site: str
    strength: float = 1.0
    start: float = 1.0
    interval: float = 1.0
    count: int = 1
    jitter: float = 0.0


@dataclass(frozen=True)
class Condition:
    """The run-time values of one run but its seed and duration.

    ``factors`` are keys of :func:`vocabulary.factors`, absent ones are healthy. ``drives`` are voluntary tonic drives
    per muscle with side, as a fraction of maximal effort; with ``ramp_rise`` above 0 all of them rise linearly from 0
    over so many seconds from ``ramp_start`` on and are then held. ``courses`` multiply receptor gains in time: keys
    such as ``'gaba_a.cortex'``, values one factor per ``course_step`` seconds, the last one held.
    """

    factors: Mapping[str, float] = field(default_factory=dict)
    lesions: tuple[str, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    drives: Mapping[str, float] = field(default_factory=dict)
    ramp_start: float = 0.0
    ramp_rise: float = 0.0
    courses: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    course_step: float = 1.0

    def __post_init__(self) -> None:
        vocabulary.check(self.factors)
        for lesion in self.lesions:
            check_lesion(lesion)
        muscles = [f"{side}_{muscle}" for side in vocabulary.SIDES for muscle in vocabulary.MUSCLES]
        for muscle, drive in self.drives.items():
            if muscle not in muscles:
                near = get_close_matches(muscle, muscles, n=1)
                raise KeyError(f"unknown muscle '{muscle}'" + (f"; did you mean '{near[0]}'?" if near else ""))
            if not 0 <= drive <= 1:
                raise ValueError(f"drive of {muscle} is {drive:g}; it is a fraction of maximal effort, 0 to 1")
        if self.ramp_start < 0 or self.ramp_rise < 0:
            raise ValueError(f"ramp from {self.ramp_start:g} s over {self.ramp_rise:g} s: neither is below 0")
        for name, factors in self.courses.items():
            if f"receptors.{name}" not in vocabulary.factors() or name.endswith(".all"):
                raise KeyError(f"unknown course '{name}'; it names a receptor and a region, such as gaba_a.cortex")
            if not 0 < len(factors) <= COURSE_KNOTS or min(factors) < 0:
                raise ValueError(f"course of {name}: give 1 to {COURSE_KNOTS} factors of at least 0")
        if not self.course_step > 0:
            raise ValueError(f"course_step={self.course_step:g} s: it must be positive")


def check_lesion(lesion: str) -> tuple[str, str]:
    """Split a lesion such as ``'transection:C2'`` into kind and place.

    Raises ValueError, naming what exists, for a lesion the model does not have.
    """
    kind, _, place = lesion.partition(":")
    places = LESIONS.get(kind)
    if places is None:
        raise ValueError(f"there is no lesion '{lesion}'; there are {', '.join(LESIONS)}")
    if place not in (places or ("",)):
        named = ", ".join(f"{kind}:{name}" for name in places) or kind
        raise ValueError(f"there is no lesion '{lesion}'; there are {named}")
    return kind, place
