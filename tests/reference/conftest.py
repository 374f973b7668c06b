"""The modules of this folder that the tests and the regeneration script share."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def measured() -> ModuleType:
    return _beside("measured")


@pytest.fixture(scope="session")
def exact() -> ModuleType:
    return _beside("exact")


@pytest.fixture(scope="session")
def regenerate() -> ModuleType:
    return _beside("regenerate")


@pytest.fixture(scope="session")
def unchanged() -> ModuleType:
    return _beside("unchanged")


def _beside(name: str) -> ModuleType:
    """A module of this folder, which is no package: under its bare name, as the script imports it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parent))
        return sys.modules.get(name) or importlib.import_module(name)
