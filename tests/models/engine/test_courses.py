"""Courses: gains that move during a run."""

import numpy as np


def test_course_moves_the_gain_of_one_receptor_in_one_region(values_of):
    values = values_of(courses={"gaba_a.cortex": (1.0, 0.5)})
    moved = np.flatnonzero((values["course.values"] != 1).any(axis=0))
    assert moved.tolist() == [2, 3]
    assert (values["course.values"][1:, moved] == 0.5).all()
