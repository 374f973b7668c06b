"""The condition of one run: factors, lesions, stimuli and voluntary drives, checked when it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ...errors import UserError
from ..parameters.nearest import nearest
from ..parameters.timing import COURSE_KNOTS
from . import vocabulary
from .places import SIDES, ZONES
from .vigilance import AWAKE, STATES

CORD_LEVELS = ("C2", "C4", "C6", "T2", "T8", "T12", "L4")
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

    Attributes
    ----------
    site : str
        Name of the site; see :func:`~disinhibition.models.condition.sites.site_names`.
    strength : float
        Strength relative to the reference stimulus of the site.
    start : float
        Time of the first trial in s.
    interval : float
        Time between trials in s.
    count : int
        Number of trials.
    jitter : float
        Half-width in s of a uniform shift of each trial but the first.

    Examples
    --------
    >>> Stimulus("right_median_nerve", start=0.5, interval=2.0, count=3).strength
    1.0
    """

    site: str
    strength: float = 1.0
    start: float = 1.0
    interval: float = 1.0
    count: int = 1
    jitter: float = 0.0


@dataclass(frozen=True)
class Condition:
    """The run-time values of one run, apart from its seed and duration.

    Attributes
    ----------
    factors : Mapping[str, float]
        Values by factor key (:func:`~disinhibition.models.condition.vocabulary.factors`); gains of receptors may be
        narrowed to a place (:func:`~disinhibition.models.condition.places.places`). An absent factor is healthy.
    lesions : tuple[str, ...]
        Lesions such as ``'transection:C2'``; see ``LESIONS``.
    stimuli : tuple[Stimulus, ...]
        Trains of stimuli.
    drives : Mapping[str, float]
        Voluntary tonic drive by muscle with side, as a fraction of maximal effort.
    ramp_start : float
        Time in s at which all drives begin to rise.
    ramp_rise : float
        Time in s over which all drives rise linearly from 0, before they are held; 0 for drives that are there from the
        start.
    courses : Mapping[str, tuple[float, ...]]
        Factors on receptor gains over time, by receptor and place (``'gaba_a.cortex'``, ``'gaba_a.left_m1_hand'``): one
        factor per ``course_step``; the last one is held. Courses of places that hold one another are multiplied.
    course_step : float
        Time between two factors of a course in s.
    state : str
        Vigilance, a key of ``STATES`` (:mod:`~disinhibition.models.condition.vigilance`). What it changes multiplies
        the factors.

    Raises
    ------
    UserError
        A factor, a muscle, a course or a state is unknown; the message gives the nearest name.
        A value is outside its range, a lesion does not exist, or a ramp or course cannot be.

    Examples
    --------
    >>> Condition(factors={"receptors.gaba_a.cortex": 0.4}, lesions=("transection:C2",)).lesions
    ('transection:C2',)
    """

    factors: Mapping[str, float] = field(default_factory=dict)
    lesions: tuple[str, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    drives: Mapping[str, float] = field(default_factory=dict)
    ramp_start: float = 0.0
    ramp_rise: float = 0.0
    courses: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    course_step: float = 1.0
    state: str = AWAKE

    def __post_init__(self) -> None:
        vocabulary.check(self.factors)
        if self.state not in STATES:
            raise UserError(f"there is no state '{self.state}'; there are {', '.join(STATES)}")
        for lesion in self.lesions:
            check_lesion(lesion)
        muscles = [f"{side}_{muscle}" for side in SIDES for muscle in vocabulary.MUSCLES]
        for muscle, drive in self.drives.items():
            if muscle not in muscles:
                near = nearest(muscle, muscles) or nearest(f"right_{muscle}", muscles)
                raise UserError(f"unknown muscle '{muscle}'{near or '; there are ' + ', '.join(muscles)}")
            if not 0 <= drive <= 1:
                raise UserError(f"drive of {muscle} is {drive:g}; it is a fraction of maximal effort, 0 to 1")
        if self.ramp_start < 0 or self.ramp_rise < 0:
            raise UserError(f"ramp from {self.ramp_start:g} s over {self.ramp_rise:g} s: neither is below 0")
        for name, factors in self.courses.items():
            vocabulary.check_course(name)
            if not 0 < len(factors) <= COURSE_KNOTS or min(factors) < 0:
                raise UserError(f"course of {name}: give 1 to {COURSE_KNOTS} factors of at least 0")
        if not self.course_step > 0:
            raise UserError(f"course_step={self.course_step:g} s: it must be positive")

    @property
    def narrowed(self) -> tuple[str, ...]:
        """Places of its gains and courses, by which not every network can be run."""
        of_courses = (name.rpartition(".")[2] for name in self.courses)
        named = [*filter(None, map(vocabulary.place_of, self.factors)), *(name for name in of_courses if name != "all")]
        return tuple(dict.fromkeys(named))


def check_lesion(lesion: str) -> tuple[str, str]:
    """Split a lesion such as ``'transection:C2'`` into its kind and its target.

    Parameters
    ----------
    lesion : str
        The lesion as it is written in a condition.

    Returns
    -------
    kind : str
        A key of ``LESIONS``.
    target : str
        Level, structure or zone; empty for a lesion that has none.

    Raises
    ------
    UserError
        The model does not have the lesion; the message gives those that it has.

    Examples
    --------
    >>> check_lesion("transection:C2")
    ('transection', 'C2')
    >>> check_lesion("decerebration")
    ('decerebration', '')
    """
    kind, _, target = lesion.partition(":")
    targets = LESIONS.get(kind)
    if targets is None:
        every = [":".join(filter(None, (one, name))) for one, names in LESIONS.items() for name in names or ("",)]
        there = f"; there are {', '.join(LESIONS)}"
        raise UserError(f"there is no lesion '{lesion}'" + nearest(lesion, every, otherwise=there))
    if target not in (targets or ("",)):
        named = ", ".join(f"{kind}:{name}" for name in targets) or kind
        raise UserError(f"there is no lesion '{lesion}'; there are {named}")
    return kind, target
