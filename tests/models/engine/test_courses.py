"""Courses: gains that move during a run."""

import re

import numpy as np

from disinhibition.models.condition.vocabulary import REGIONS
from disinhibition.models.engine.courses import EQUATIONS, GAINS, MOVED, course_table
from disinhibition.models.membrane.receptors import RECEPTORS


def test_course_moves_the_gain_of_one_receptor_in_one_region(values_of):
    values = values_of(courses={"gaba_a.cortex": (1.0, 0.5)})
    moved = np.flatnonzero((values["course.values"] != 1).any(axis=0))
    assert moved.tolist() == [2, 3]
    assert (values["course.values"][1:, moved] == 0.5).all()


def test_course_holds_its_last_factor_and_stands_in_its_region_and_receptor_alone() -> None:
    table = course_table({"glycine.spinal": (1.0, 0.7, 0.4)})
    name = next(index for index, receptor in enumerate(MOVED) if receptor.name == "glycine")
    column = REGIONS.index("spinal") * len(MOVED) + name
    np.testing.assert_array_equal(table[:5, column], [1.0, 0.7, 0.4, 0.4, 0.4])
    assert (np.delete(table, column, axis=1) == 1).all() and table[-1, column] == 0.4


def test_equations_read_the_columns_that_the_table_writes() -> None:
    read = re.findall(
        rf"^gain_(\w+) = base_\1\*course\(.*, region_code\*{len(MOVED)} \+ (\d+)\)$", EQUATIONS, re.MULTILINE
    )
    assert read == [(receptor.name, str(column)) for column, receptor in enumerate(MOVED)]


def test_every_receptor_that_answers_to_a_name_moves_unless_it_lies_on_terminals() -> None:
    assert {r.name for r in RECEPTORS if r.answers_to and not r.release} == {receptor.name for receptor in MOVED}


def test_gains_are_what_the_equations_set() -> None:
    """A compiled loop looks at these anew after each of their steps, and at no others."""
    assert re.findall(r"^(\w+) =", EQUATIONS, re.MULTILINE) == list(GAINS)
