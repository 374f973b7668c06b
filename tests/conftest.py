"""Engines that many tests share: one compiled and one small interpreted network a session."""

import pytest

from disinhibition.models.circuit import Structure
from disinhibition.models.connectome import Connectome, draw
from disinhibition.models.engine import Engine, prepare
from disinhibition.models.pathway import build_pathway


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
