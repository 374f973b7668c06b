"""The vocabulary of a condition: every factor that a user may set, with its unit and allowed range.

A condition is a flat mapping ``{'receptors.gaba_a.cortex': 0.5, ...}`` of factor keys. A factor that is absent is
healthy. Names of receptors come from the files of the receptors, names of cell classes from the table ``cells``. The
gains of receptors may be narrowed to any of the places of the file ``places``, whose keys are read and not listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ...errors import UserError
from ..membrane.receptors import RECEPTORS
from ..parameters.nearest import nearest
from ..parameters.sourced import shipped_table
from .places import PARTS, REGIONS, TERMINAL_PLACES, meant, places

RECEPTOR_NAMES = tuple(dict.fromkeys(receptor.answers_to for receptor in RECEPTORS if receptor.answers_to))
TARGETS = ("principal", "interneuron", "motoneuron", "terminal")
CELL_CLASSES = tuple(shipped_table("cells"))
MUSCLES = (
    "orbicularis_oculi", "masseter", "scm", "trapezius", "biceps", "triceps", "wrist_extensor", "flexor_carpi_radialis",
    "fdi", "paraspinal_t6", "rectus_abdominis", "quadriceps", "tibialis_anterior", "soleus", "abductor_hallucis",
)  # fmt: skip


@dataclass(frozen=True)
class Factor:
    """One run-time value that a condition may set.

    Attributes
    ----------
    healthy : float
        Value in health, in ``unit``.
    unit : str
        Unit of the value; ``'1'`` for a factor without one.
    low : float
        Lowest value that is allowed.
    high : float
        Highest value that is allowed.
    """

    healthy: float = 1.0
    unit: str = "1"
    low: float = 0.0
    high: float = 100.0


@cache
def factors() -> dict[str, Factor]:
    """List every factor that a condition may set.

    Returns
    -------
    dict[str, Factor]
        By factor key, such as ``receptors.gaba_a.cortex``, its healthy value, unit and range.

    Examples
    --------
    >>> factors()["receptors.gaba_a.cortex"].healthy
    1.0
    >>> factors()["chloride.cortex"].unit
    'mV'
    """
    everywhere = (*REGIONS, "all")
    gain = Factor()
    rate = Factor(low=0.05, high=20.0)
    chloride = shipped_table("receptors")["gaba_a_fast"]["reversal"].value
    keys = {f"receptors.{receptor}.{region}": gain for receptor in RECEPTOR_NAMES for region in everywhere}
    keys |= {f"receptors.{receptor}.{part}": gain for receptor in RECEPTOR_NAMES for part in PARTS}
    keys |= {
        f"receptors_onto.{target}.{receptor}.{region}": gain
        for target in TARGETS
        for receptor in RECEPTOR_NAMES
        for region in everywhere
    }
    own = [name for receptor in RECEPTORS for name in receptor.own_factors]
    keys |= {name.format(region=region): gain for name in own for region in everywhere}
    keys |= {f"decay.{receptor}.{region}": rate for receptor in RECEPTOR_NAMES for region in everywhere}
    keys |= {f"{kind}.{cell}": gain for kind in ("release", "girk", "ahp", "background") for cell in CELL_CLASSES}
    keys |= {f"{kind}.{cell}": rate for kind in ("recovery", "leak") for cell in CELL_CLASSES}
    keys |= {f"sodium.{cell}": Factor(low=0.05, high=5.0) for cell in CELL_CLASSES}
    keys |= {f"{kind}.{region}": gain for kind in ("serotonin", "serotonin_1a", "serotonin_2") for region in REGIONS}
    keys |= {f"chloride.{region}": Factor(healthy=chloride, unit="mV", low=-100.0, high=-30.0) for region in REGIONS}
    keys |= {f"neuromuscular.{muscle}": Factor(high=1.0) for muscle in MUSCLES}
    keys |= {"afferent.ia": gain, "persistent_inward": gain}
    return keys


@cache
def gains() -> tuple[str, ...]:
    """List the gains of receptors that may be narrowed to a place.

    Returns
    -------
    tuple[str, ...]
        Factor keys without their place, such as ``receptors.gaba_a`` and ``receptors_onto.principal.gaba_a``.

    Examples
    --------
    >>> "receptors.gaba_a_tonic" in gains()
    True
    """
    narrowed = [key.removesuffix(".all") for key in factors() if key.startswith("receptors") and key.endswith(".all")]
    return tuple(narrowed)


@cache
def places_of(gain: str) -> tuple[str, ...]:
    """List the places to which a gain may be narrowed, beside the keys that :func:`factors` lists.

    Parameters
    ----------
    gain : str
        One of :func:`gains`.

    Returns
    -------
    tuple[str, ...]
        Names of places. Receptors on terminals, which lie all over the cord, have the two sides of the cord.

    Examples
    --------
    >>> places_of("receptors_onto.terminal.gaba_a")
    ('left_spinal', 'right_spinal')
    """
    named = TERMINAL_PLACES if gain.startswith("receptors_onto.terminal.") else tuple(places())
    return tuple(place for place in named if f"{gain}.{place}" not in factors())


def place_of(key: str) -> str:
    """Give the place to which a key narrows the gain of a receptor.

    Parameters
    ----------
    key : str
        Factor key.

    Returns
    -------
    str
        Name of the place; empty for a key of :func:`factors`, and for what is no key.

    Examples
    --------
    >>> place_of("receptors.gaba_a.left_m1_hand"), place_of("receptors.gaba_a.cortex")
    ('left_m1_hand', '')
    """
    gain, _, place = key.rpartition(".")
    return place if gain in gains() and place in places_of(gain) else ""


def factor_of(key: str) -> Factor | None:
    """Look up a factor.

    Parameters
    ----------
    key : str
        Factor key.

    Returns
    -------
    Factor or None
        Its healthy value, unit and range; None if there is no such key.

    Examples
    --------
    >>> factor_of("receptors.gaba_a.left_m1_hand").healthy
    1.0
    """
    return factors().get(key) or (Factor() if place_of(key) else None)


def near_place(key: str, prefix: str = "") -> str:
    """The end of a message about a gain at a place that does not exist: the same gain at the place that was meant.

    Parameters
    ----------
    key : str
        The key that does not exist.
    prefix : str, optional
        What stands before the key in the message.

    Returns
    -------
    str
        What it may have meant; empty if it names no gain of a receptor, or no place is near.

    Examples
    --------
    >>> near_place("receptors.gaba_a.left_hand_m1")
    "; did you mean 'receptors.gaba_a.left_m1_hand'?"
    >>> near_place("gaba_a.left_m1_hand")
    "; did you mean 'receptors.gaba_a.left_m1_hand'?"
    """
    named, _, place = key.rpartition(".")
    meant_keys = [f"{gain}.{meant(place)}" for gain in (named, f"receptors.{named}") if gain in gains()]
    return next((f"; did you mean '{prefix}{found}'?" for found in meant_keys if factor_of(found)), "")


@cache
def course_names() -> tuple[str, ...]:
    """List what a course may move.

    Returns
    -------
    tuple[str, ...]
        Receptor and place or ``all``, such as ``gaba_a.cortex``.

    Examples
    --------
    >>> "gaba_a.left_m1_hand" in course_names()
    True
    """
    return tuple(f"{receptor}.{place}" for receptor in RECEPTOR_NAMES for place in ("all", *places()))


def near_course(name: str, prefix: str = "") -> str:
    """The end of a message about a course that does not exist: what it may have meant.

    Parameters
    ----------
    name : str
        The name of the course.
    prefix : str, optional
        What stands before the name in the message.

    Returns
    -------
    str
        The receptor at the place that was meant, or the nearest name; of a gain that cannot move, what moves.

    Examples
    --------
    >>> near_course("gaba_a.left_hand_m1", "courses.")
    "; did you mean 'courses.gaba_a.left_m1_hand'?"
    """
    receptor, _, place = name.partition(".")
    if factor_of(f"receptors.{name}"):
        return f"; this gain holds still in a run, and what moves is {', '.join(RECEPTOR_NAMES)}"
    near = f"{receptor}.{meant(place)}"
    if place and near in course_names():
        return f"; did you mean '{prefix}{near}'?"
    such = f"; it names a receptor and a place, such as {prefix}gaba_a.cortex"
    return nearest(name, course_names(), prefix, such) if place else such


def check_course(name: str, prefix: str = "") -> None:
    """Refuse a course whose gain does not exist or cannot move within a run.

    Parameters
    ----------
    name : str
        Receptor and place.
    prefix : str, optional
        What stands before the name in the message.

    Raises
    ------
    UserError
        There is no such gain, or it holds still in a run; the message gives what was meant.

    Examples
    --------
    >>> check_course("gaba_a.left_m1_hand")
    """
    if name not in course_names():
        raise UserError(f"unknown {'key' if prefix else 'course'} '{prefix}{name}'" + near_course(name, prefix))


def check(condition: Mapping[str, float]) -> None:
    """Refuse a condition with an unknown factor key or a value outside its range.

    Parameters
    ----------
    condition : Mapping[str, float]
        Values by factor key.

    Raises
    ------
    UserError
        A key is unknown; the message gives the nearest.
        A value is outside its range. Each message is one line that says how to mend it.

    Examples
    --------
    >>> check({"receptors.gaba_a.cortex": 0.4})
    """
    for key, value in condition.items():
        factor = factor_of(key)
        if factor is None:
            raise UserError(f"unknown key '{key}'" + (near_place(key) or nearest(key, factors())))
        if not factor.low <= value <= factor.high:
            raise UserError(f"{key}={value:g} is outside {factor.low:g} to {factor.high:g} {factor.unit}")
