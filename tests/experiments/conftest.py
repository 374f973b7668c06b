"""Studies and work made for the faults that the store and the executors must survive."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

FAULTS = Path(__file__).parent / "faults"
sys.path.append(str(FAULTS))  # so that workers find what they are to compute


@pytest.fixture
def made() -> ModuleType:
    return importlib.import_module("made_study")


@pytest.fixture
def work() -> ModuleType:
    return importlib.import_module("made_work")


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts parents of the study in ``tmp_path``, each with a process group of its own, as a terminal does."""
    parents: list[subprocess.Popen] = []

    def start(
        points: int,
        seconds: float,
        work: str = "compute",
        largest_file: str = "-",
        path: Path = tmp_path,
        keys: tuple[str, ...] = (),
    ) -> subprocess.Popen:
        words = [str(path / "study"), str(points), str(seconds), work, largest_file, *keys]
        command = [sys.executable, str(FAULTS / "made_study.py"), *words]
        parents.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True))
        return parents[-1]

    yield start
    for parent in parents:
        parent.kill()
        parent.wait()


@pytest.fixture
def no_process_left(tmp_path: Path) -> Iterator[None]:
    """No test leaves a worker behind."""
    from watch import alive, eventually, processes

    yield
    marks = tmp_path / "marks"
    if marks.exists():
        assert eventually(lambda: not any(map(alive, processes(marks))), 30)
