"""Courses: gains that move during a run."""

import re

import numpy as np
import pytest

from disinhibition.models.condition.places import finest, places
from disinhibition.models.engine.courses import EQUATIONS, GAINS, MOVED, course_table
from disinhibition.models.membrane.receptors import RECEPTORS
from disinhibition.models.parameters.timing import COURSE_KNOTS


def test_course_moves_the_gain_of_one_receptor_in_one_region(values_of):
    values = values_of(courses={"gaba_a.cortex": (1.0, 0.5)})
    table = values["course.values"].reshape(COURSE_KNOTS, len(finest()), len(MOVED))
    place, receptor = np.nonzero((table != 1).any(axis=0))
    assert {finest()[index].region for index in place} == {"cortex"}
    assert {MOVED[index].name for index in receptor} == {"gaba_a", "gaba_a_slow"}
    assert (table[1:, place, receptor] == 0.5).all() and (table[0] == 1).all()


def columns_of(place: str, receptor: str) -> list[int]:
    """Columns of a receptor in the table for every finest place inside a place."""
    name = next(index for index, moved in enumerate(MOVED) if moved.name == receptor)
    return [i * len(MOVED) + name for i, found in enumerate(finest()) if places()[place].holds(found)]


def test_course_holds_its_last_factor_and_stands_in_its_region_and_receptor_alone() -> None:
    table = course_table({"glycine.spinal": (1.0, 0.7, 0.4)})
    columns = columns_of("spinal", "glycine")
    np.testing.assert_array_equal(table[:5, columns].T, [[1.0, 0.7, 0.4, 0.4, 0.4]] * len(columns))
    assert (np.delete(table, columns, axis=1) == 1).all() and (table[-1, columns] == 0.4).all()


@pytest.mark.parametrize("place", ["left_m1_hand", "right_brainstem", "cervical", "spinal_s1", "thalamus_face"])
def test_a_course_may_be_narrowed_to_any_place(place: str) -> None:
    table = course_table({f"glycine.{place}": (1.0, 0.7)})
    columns = columns_of(place, "glycine")
    assert columns and (table[1:, columns] == 0.7).all() and (np.delete(table, columns, axis=1) == 1).all()


def test_courses_of_places_that_hold_one_another_are_multiplied() -> None:
    courses = {"gaba_b.all": (0.5,), "gaba_b.cortex": (1.0, 0.5), "gaba_b.left_m1_hand": (1.0, 1.0, 0.5)}
    table = course_table(courses)
    assert table[:4, columns_of("left_m1_hand", "gaba_b")].ravel().tolist() == [0.5, 0.25, 0.125, 0.125]
    assert table[:4, columns_of("left_m1_foot", "gaba_b")].ravel().tolist() == [0.5, 0.25, 0.25, 0.25]
    assert (table[:, columns_of("spinal", "gaba_b")] == 0.5).all()


def test_the_gain_of_a_unit_moves_with_the_place_in_which_it_lies(right_side, values_of) -> None:
    values = values_of(courses={"gaba_a.left_m1_hand": (1.0, 0.5)})
    gaba_a = next(index for index, moved in enumerate(MOVED) if moved.name == "gaba_a")
    moved = values["course.values"][1, values["cells.place_code"] * len(MOVED) + gaba_a]
    area = [p.name.startswith("left_m1_hand_") for p in right_side.pathway.populations]
    np.testing.assert_array_equal(moved, np.where(np.array(area)[right_side.population_of], 0.5, 1.0))


def test_equations_read_the_columns_that_the_table_writes() -> None:
    read = re.findall(
        rf"^gain_(\w+) = base_\1\*course\(.*, place_code\*{len(MOVED)} \+ (\d+)\)$", EQUATIONS, re.MULTILINE
    )
    assert read == [(receptor.name, str(column)) for column, receptor in enumerate(MOVED)]


def test_every_receptor_that_answers_to_a_name_moves_unless_it_lies_on_terminals() -> None:
    assert {r.name for r in RECEPTORS if r.answers_to and not r.release} == {receptor.name for receptor in MOVED}


def test_gains_are_what_the_equations_set() -> None:
    """A compiled loop looks at these anew after each of their steps, and at no others."""
    assert re.findall(r"^(\w+) =", EQUATIONS, re.MULTILINE) == list(GAINS)
