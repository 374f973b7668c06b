"""Engines that many tests share, one compiled and one interpreted network a session; which tests are slow."""

import gc
import os

# Threads of the linear algebra wait for each other at full speed, and the matrices here are small. It is read when
# numpy is loaded, in this process or in a worker of pytest-xdist
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import pytest

from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import Connectome, draw
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.engine.engine import Engine, prepare

# Whoever asks for one of these builds or simulates a network, or starts processes
SLOW_FIXTURES = frozenset({"compiled", "interpreted", "begin"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what a fixture or a picture makes slow; ``make test-fast`` leaves it out."""
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("mpl_image_compare"):
            item.add_marker("slow")


def pytest_collection_finish() -> None:
    """Take libraries and tests, which stay to the end, out of what the garbage collection looks through."""
    gc.collect()
    gc.freeze()


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
