"""The programs of docs/, which lie outside the package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="session")
def fill() -> ModuleType:
    """The program that fills in the pages, beside which lies the one of the onsets."""
    sys.path.insert(0, str(DOCS))
    specification = importlib.util.spec_from_file_location("fill", DOCS / "fill.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
