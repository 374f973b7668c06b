"""Engines that many tests share: one compiled and one small interpreted network a session."""

import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import Connectome, draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.engine.engine import Engine, prepare


@pytest.fixture(scope="session")
def compiled() -> Engine:
    """The right side of the body, compiled."""
    return prepare(Structure(sides="right"))


@pytest.fixture(scope="session")
def interpreted() -> Engine:
    """The same network without a compiler."""
    return prepare(Structure(sides="right"), kind="numpy")


@pytest.fixture(scope="session")
def right_side() -> Connectome:
    """A drawn connectome of the right side."""
    return draw(build_pathway(Structure(sides="right")), 1)
