"""Gains that move during a run: a step function of run-time knots for each region and each receptor that may move."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..condition.vocabulary import REGIONS
from ..membrane.receptors import RECEPTORS
from ..parameters.timing import COURSE_KNOTS

MOVED = tuple(receptor for receptor in RECEPTORS if receptor.moves)
GAINS = tuple(f"gain_{receptor.name}" for receptor in MOVED)
COLUMNS = len(REGIONS) * len(MOVED)  # of the table: the receptors of the first region, of the second, ...

EQUATIONS = "\n".join(
    f"gain_{receptor.name} = base_{receptor.name}"
    f"*course((t - settling)/course_step*second, region_code*{len(MOVED)} + {column})"
    for column, receptor in enumerate(MOVED)
)


def course_table(courses: Mapping[str, Sequence[float]]) -> np.ndarray:
    """Factor of every knot and column.

    Parameters
    ----------
    courses : mapping
        Name of a receptor in the vocabulary and region, such as ``'gaba_a.cortex'``, to its factors (knot,). Receptors
        that answer to one name move together.

    Returns
    -------
    numpy.ndarray
        (COURSE_KNOTS, COLUMNS); a course holds its last factor, and without a course the factor is 1.
    """
    table = np.ones((COURSE_KNOTS, COLUMNS))
    for name, factors in courses.items():
        named, region = name.split(".")
        for position, receptor in enumerate(MOVED):
            if receptor.answers_to == named:
                column = REGIONS.index(region) * len(MOVED) + position
                table[: len(factors), column] = factors
                table[len(factors) :, column] = factors[-1]
    return table
