"""The folder of a study: who may lay it out, what killed processes leave, places that cannot be written."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_study import files, joined, made

from disinhibition.errors import UserError
from disinhibition.experiments.study.disk.errors import StudyBusy
from disinhibition.experiments.study.disk.folder import beside, write_whole
from disinhibition.experiments.study.disk.layout import SCHEMA
from disinhibition.experiments.study.reading.open import open_study

TAKE_PART = """
import sys
from pathlib import Path
from disinhibition.experiments.study.disk.claims import Claims
claims = Claims(Path(sys.argv[1], "claims"))
claims.join()
claims.take(1)
print("in", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def anyone() -> Iterator[Path]:
    """A folder below which any user may write, as long as the test does not forbid it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


def test_a_death_while_a_study_begins_leaves_a_folder_in_which_it_begins(tmp_path: Path) -> None:
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.lock").touch()
    (study / f".{SCHEMA}.17.3.partial").write_text('{"form')
    with made(study, 1.0).joined():
        assert open_study(study)["rate"].values.tolist() == [1.0]
        assert not list(study.rglob("*.partial"))


def test_what_a_death_left_half_written_is_swept(study: Path) -> None:
    leftovers = [study / "row" / "c.7.f00.partial", study / "failures" / ".k.json.1.2.partial", study / ".p.1.partial"]
    for leftover in leftovers:
        leftover.write_text("half")
    with joined(study).joined():
        assert not any(leftover.exists() for leftover in leftovers)


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(ValueError, match="no study and holds other files"):
        made(tmp_path, 1.0)
    assert {entry.name for entry in tmp_path.iterdir()} == {"thesis.tex"}


@pytest.mark.parametrize("place", ["file/below", "/proc/self/study", "/dev/null"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match=r"cannot be written \(.+\); choose another folder with study.path=") as error:
        made(tmp_path / place, 1.0)
    assert str(tmp_path / place) in str(error.value)


def test_a_read_only_study_is_named_and_can_be_read(anyone: Path, tally: Callable[..., None]) -> None:
    study = anyone / "study"
    made(study, 1.0)
    open_study(study)
    said, kept = [], files(study)
    for folder in (study, anyone):
        folder.chmod(0o555)
    user = os.geteuid()  # the superuser may write anywhere
    os.seteuid(user or 65534)
    try:
        assert open_study(study)["rate"].item() == 1
        for path in (study, anyone / "new"):
            with pytest.raises(UserError, match="cannot be written") as error:
                made(path, 1.0)
            said.append(str(error.value))
    finally:
        os.seteuid(user)
        for folder in (study, anyone):
            folder.chmod(0o777)
    tally("a folder that cannot be written", study, kept=kept)
    assert said == [
        f"{path} cannot be written (Permission denied); choose another folder with study.path=..."
        for path in (study, anyone / "new")
    ]


def test_one_process_at_a_time_lays_out_a_study(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disinhibition.experiments.study.disk.folder.PATIENCE", 0.1)
    with joined(study).lock(), pytest.raises(StudyBusy, match=r"another process lays out .*study"):
        joined(study).lock().__enter__()
    joined(study).lock().__enter__()


def test_what_another_process_is_writing_is_left_alone(study: Path) -> None:
    """Leftovers are swept only by who comes alone; the lock on taking part is a process's own, so it is a process."""
    partial = study / "row" / ".c.7.0.1.2.partial"
    partial.write_text("half")
    other = subprocess.Popen(
        [sys.executable, "-c", TAKE_PART, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin and other.stdout
    assert other.stdout.readline() == b"in\n"
    with joined(study).joined() as claims:
        assert partial.exists()
        assert (claims.take(0), claims.take(1)) == (True, False)
        other.kill()
        other.wait()
        assert claims.take(1)
        claims.give_back(1)
    with joined(study).joined():
        assert not partial.exists()


def test_a_fork_is_named_by_version_and_model() -> None:
    origin = {"version": "0.2.0", "model": "3fa9c2d1e5b7"}
    assert beside(Path("results/cortex"), origin) == Path("results/cortex-0.2.0-3fa9c2d1")


def test_a_file_is_the_old_one_where_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from disinhibition.experiments.study.disk.folder import write_whole\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "try: write_whole(Path(sys.argv[1]), 'n' * 100)\n"
        "except OSError as error: sys.exit(error.errno)\n"
    )
    write_whole(tmp_path / "file", "old")
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "file")], check=False)
    assert done.returncode == errno.EFBIG
    assert (tmp_path / "file").read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
