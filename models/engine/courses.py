"""Gains that move during a run: a step function of run-time knots for each place and each receptor that may move.

The places are the finest ones, so that a course may be narrowed to any place, as the gain itself.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from ..condition.places import finest, places
from ..membrane.receptors import RECEPTORS
from ..parameters.timing import COURSE_KNOTS

MOVED = tuple(receptor for receptor in RECEPTORS if receptor.moves)
GAINS = tuple(f"gain_{receptor.name}" for receptor in MOVED)
COLUMNS = len(finest()) * len(MOVED)  # of the table: the receptors of the first place, of the second, ...

EQUATIONS = "\n".join(
    f"gain_{receptor.name} = base_{receptor.name}"
    f"*course((t - settling)/course_step*second, place_code*{len(MOVED)} + {column})"
    for column, receptor in enumerate(MOVED)
)


def course_table(courses: Mapping[str, Sequence[float]]) -> np.ndarray:
    """Factor of every knot and column.

    Parameters
    ----------
    courses : mapping
        Name of a receptor in the vocabulary and place or ``all``, such as ``'gaba_a.cortex'``, to its factors (knot,).
        Receptors that answer to one name move together; courses of places that hold one another are multiplied.

    Returns
    -------
    numpy.ndarray
        (COURSE_KNOTS, COLUMNS); a course holds its last factor, and without a course the factor is 1.
    """
    table = np.ones((COURSE_KNOTS, COLUMNS))
    for name, factors in courses.items():
        named, place = name.split(".")
        held = np.array([*factors, *[factors[-1]] * (COURSE_KNOTS - len(factors))])
        for index, found in enumerate(finest()):
            for position, receptor in enumerate(MOVED):
                if receptor.answers_to == named and (place == "all" or places()[place].holds(found)):
                    table[:, index * len(MOVED) + position] *= held
    return table
