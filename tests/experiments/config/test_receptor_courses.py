"""Courses of a config are lists of factors on the gain of one receptor in one region."""

from typing import Any

import pytest

from disinhibition.errors import UserError
from disinhibition.experiments.config.medication import Medication
from disinhibition.experiments.config.receptor_courses import course_keys, read_courses

MOVING = Medication({}, courses={"gaba_a.cortex": (1.0, 1.5)}, course_step=0.2)


def test_courses_are_read_with_their_step() -> None:
    given = {"courses": {"gaba_a": {"cortex": [1, "0.4"]}}, "course_step": "200 ms"}
    assert read_courses(given, Medication({})) == ({"gaba_a.cortex": (1.0, 0.4)}, 0.2)


def test_without_courses_those_of_the_drugs_are_taken() -> None:
    assert read_courses({"courses": {}, "course_step": "1 s"}, MOVING) == ({"gaba_a.cortex": (1.0, 1.5)}, 0.2)
    assert read_courses({}, Medication({})) == ({}, 1.0)


@pytest.mark.parametrize(
    ("courses", "medication", "says"),
    [
        ({"gaba_a.cortex": [1]}, MOVING, "leave out either"),
        ({"gaba_a.cotex": [1]}, Medication({}), "did you mean 'courses.gaba_a.cortex'"),
        ({"gaba_a_tonic.all": [1]}, Medication({}), "unknown key 'courses.gaba_a_tonic.all'; this gain holds still"),
        ({"gaba_a.cortex": 0.5}, Medication({}), "is no list of factors"),
        ({"gaba_a.cortex": []}, Medication({}), "is no list of factors"),
        (3, Medication({}), "names no receptor"),
    ],
)
def test_what_is_no_course_is_refused(courses: Any, medication: Medication, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_courses({"courses": courses}, medication)


def test_a_step_without_courses_is_refused_since_it_would_do_nothing() -> None:
    for medication in (Medication({}), MOVING):
        with pytest.raises(UserError, match="course_step=2 s: give courses, too"):
            read_courses({"courses": {}, "course_step": "2 s"}, medication)


@pytest.mark.parametrize("place", ["all", "cortex", "cervical", "left_m1_hand", "spinal_s1"])
def test_a_course_has_a_receptor_and_a_place(place: str) -> None:
    assert f"courses.gaba_a.{place}" in course_keys()
    courses, _ = read_courses({"courses": {"gaba_a": {place: [1, 0.5]}}}, Medication({}))
    assert courses == {f"gaba_a.{place}": (1.0, 0.5)}
