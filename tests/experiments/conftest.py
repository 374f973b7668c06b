"""Studies and work made for the faults that the store and the executors must survive."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

Rows = Mapping[str, tuple[bytes, int]]
TALLY = pytest.StashKey[dict[str, list[int]]]()
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
    """Starts parents of the study in ``tmp_path``, each with a session of its own, of which no process may be left."""
    from watch import eventually, of_session

    parents: list[subprocess.Popen] = []

    def start(
        points: int,
        seconds: float,
        work: str = "compute",
        largest_file: str = "-",
        path: Path = tmp_path,
        keys: tuple[str, ...] = (),
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen:
        words = [str(path / "study"), str(points), str(seconds), work, largest_file, *keys]
        command = [sys.executable, str(FAULTS / "command.py"), *words]
        given = {**os.environ, **(environment or {})}
        parents.append(subprocess.Popen(command, env=given, stderr=subprocess.PIPE, text=True, start_new_session=True))
        return parents[-1]

    yield start
    for parent in parents:
        parent.kill()
        parent.wait()
    assert eventually(lambda: not any(of_session(parent.pid) for parent in parents), 60), "a process outlives a parent"


@pytest.fixture
def no_process_left(tmp_path: Path) -> Iterator[None]:
    """No test leaves a worker behind."""
    from watch import alive, eventually, processes

    yield
    marks = tmp_path / "marks"
    if marks.exists():
        assert eventually(lambda: not any(map(alive, processes(marks))), 30)


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Counts a fault for the table at the end of the tests; no row of ``kept`` may be gone, no row may be torn.

    ``least``: rows that must be there besides. The study is as the fault left it, before anything is computed again.
    """
    from watch import harm

    def count(fault: str, study: Path, tries: int = 1, kept: Rows | None = None, least: int = 0) -> None:
        lost, torn = harm(study, kept or {}, least)
        row = request.config.stash.setdefault(TALLY, {}).setdefault(fault, [0, 0, 0])
        row[:] = (one + other for one, other in zip(row, (tries, lost, torn), strict=True))
        assert (lost, torn) == (0, 0), fault

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    table = config.stash.get(TALLY, {})
    if table:
        terminalreporter.section("faults")
        terminalreporter.write_line(f"{'fault':<72}{'tries':>7}{'lost':>6}{'torn':>6}")
        for fault, (tries, lost, torn) in table.items():
            terminalreporter.write_line(f"{fault:<72}{tries:>7}{lost:>6}{torn:>6}")
