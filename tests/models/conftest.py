"""Run-time values and units of the right side of the body, for tests of what a condition becomes."""

from collections.abc import Callable

import numpy as np
import pytest

from disinhibition.models.circuits.circuit import Population, Structure
from disinhibition.models.circuits.connectome import Connectome, draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.condition import Condition
from disinhibition.models.engine.values.run_values import run_values
from disinhibition.models.membrane.cells import Membranes, membranes

DT = 1e-4


@pytest.fixture(scope="session")
def right_membranes(right_side: Connectome) -> Membranes:
    """Membrane numbers of every unit of the right side."""
    return membranes(right_side)


@pytest.fixture(scope="session")
def values_of(right_side: Connectome, right_membranes: Membranes) -> Callable[..., dict[str, np.ndarray]]:
    """Run-time values of one second under the condition that the keywords describe."""
    return lambda **condition: run_values(right_side, right_membranes, Condition(**condition), 1.0, 1, DT)


@pytest.fixture(scope="session")
def units_of(right_side: Connectome) -> Callable[[Callable[[Population], bool]], np.ndarray]:
    """Indices of the units whose population is chosen."""

    def chosen_units(chosen: Callable[[Population], bool]) -> np.ndarray:
        ranges = [right_side.ranges[p.name] for p in right_side.pathway.populations if chosen(p)]
        return np.concatenate([np.arange(units.start, units.stop) for units in ranges])

    return chosen_units


@pytest.fixture(scope="session")
def both_sides() -> Connectome:
    """A drawn connectome of both sides of the body."""
    return draw(build_pathway(Structure(sides="both")), 1)


@pytest.fixture(scope="session")
def values_of_both(both_sides: Connectome) -> Callable[..., dict[str, np.ndarray]]:
    """Run-time values of one second of both sides, under the condition that the keywords describe."""
    cell = membranes(both_sides)
    return lambda **condition: run_values(both_sides, cell, Condition(**condition), 1.0, 1, DT)
