"""Temporary folders live as long as somebody uses them, and no longer than until the next one is made."""

import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import disinhibition
from disinhibition.models.engine.temporary import make_temporary, temporary_folder

OWNER = """
import subprocess, sys
from disinhibition.models.engine.temporary import make_temporary
folder = make_temporary("run")
if sys.argv[1] == "program":
    # A run of the model, which goes on after its owner was killed
    subprocess.Popen(["cat"], pass_fds=(folder.lock,), stdin=sys.stdin, stdout=subprocess.DEVNULL)
print(folder.path, flush=True)
sys.stdin.read() if sys.argv[1] == "alone" else __import__("time").sleep(600)
"""


@pytest.fixture(autouse=True)
def _own_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield
    tempfile.tempdir = None


def owner(what: str) -> tuple[subprocess.Popen, Path]:
    """Another process with a folder of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, what], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_what_a_killed_process_left_is_removed_by_the_next_one(end: signal.Signals, tmp_path: Path) -> None:
    process, left = owner("alone")
    with temporary_folder("run"):
        assert left.exists(), "its owner lives"
    process.send_signal(end)
    process.wait()
    assert left.exists()
    with temporary_folder("run") as mine:
        assert list(tmp_path.iterdir()) == [mine]
    assert not list(tmp_path.iterdir())


def test_a_program_that_outlives_its_owner_keeps_its_folder() -> None:
    process, left = owner("program")
    process.kill()
    process.wait()
    with temporary_folder("run"):
        assert left.exists(), "the program still writes there"
    assert process.stdin is not None
    process.stdin.close()  # which ends the program
    for _ in range(100):
        with temporary_folder("run"):
            if not left.exists():
                return
    pytest.fail("the folder was left although nobody uses it")


def test_folders_of_another_purpose_and_of_older_versions_are_left_alone(tmp_path: Path) -> None:
    other, older = make_temporary("study"), tmp_path / "disinhibition-0qtjfybf"
    older.mkdir()
    with temporary_folder("run"):
        assert other.path.exists()
        assert older.exists()
    other.remove()


def test_every_temporary_folder_is_made_in_this_way() -> None:
    package = Path(disinhibition.analysis.__file__).parents[1]
    by_themselves = re.compile(r"(?:TemporaryDirectory|mkdtemp)\((?!dir=)")
    found = [
        path.name
        for part in ("models", "experiments")
        for path in (package / part).rglob("*.py")
        if path.name != "temporary.py" and by_themselves.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "a folder that is not locked stays in $TMPDIR after a kill"
