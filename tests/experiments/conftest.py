"""Studies and work made for the faults that the store and the executor must survive."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

FAULTS = Path(__file__).parent / "faults"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FAULTS))
    return importlib.import_module("made_study")


@pytest.fixture
def work(made: ModuleType) -> ModuleType:
    return importlib.import_module("made_work")
