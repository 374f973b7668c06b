"""Courses of a config: factors on the gain of a receptor that change in the course of a run."""

from collections.abc import Mapping
from typing import Any

from ...errors import UserError
from ...models.condition import vocabulary
from .medication import Medication
from .nested_keys import dotted
from .units import read_number

STEP = 1.0  # s, that of run.yaml


def read_courses(config: Mapping[str, Any], medication: Medication) -> tuple[dict[str, tuple[float, ...]], float]:
    """Read the courses of a composed config, or those that its drugs make.

    Parameters
    ----------
    config : mapping
        The composed config.
    medication : Medication
        Its drugs.

    Returns
    -------
    dict
        Receptor and place, such as ``gaba_a.cortex``, to its factors over time.
    float
        Time between two factors, s.

    Raises
    ------
    UserError
        A course is no list of numbers or names no receptor, drugs move as well, or a step is given without courses.

    Examples
    --------
    >>> read_courses({"courses": {"gaba_a": {"cortex": [1, 0.4]}}, "course_step": "500 ms"}, Medication({}))
    ({'gaba_a.cortex': (1.0, 0.4)}, 0.5)
    """
    given = config.get("courses") or {}
    if not isinstance(given, Mapping):
        raise UserError(f"courses={given!r} names no receptor; give courses.gaba_a.cortex=[1,0.5]")
    step = read_number("course_step", config.get("course_step", STEP), "s")
    if not given and step != STEP:
        raise UserError(f"course_step={config['course_step']}: give courses, too, as in courses.gaba_a.cortex=[1,0.5]")
    if not given:
        return dict(medication.courses), medication.course_step
    if medication.courses:
        raise UserError("moving=true: these drugs make courses of their own; leave out either courses or moving")
    courses = {}
    for name, factors in dotted(given).items():
        vocabulary.check_course(name, "courses.")
        if not isinstance(factors, list) or not factors:
            raise UserError(f"courses.{name}={factors!r} is no list of factors; give one for each course_step")
        courses[name] = tuple(read_number(f"courses.{name}", factor) for factor in factors)
    return courses, step


def course_keys() -> list[str]:
    """Every dotted key of a course.

    Returns
    -------
    list of str
        Keys such as ``courses.gaba_a.cortex``.
    """
    return [f"courses.{name}" for name in vocabulary.course_names()]
