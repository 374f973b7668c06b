"""The cache of compiled models: whole entries only, one build for many processes, read-only when finished."""

import json
import multiprocessing
import time
from pathlib import Path

import pytest

from disinhibition.errors import UserError
from disinhibition.models.engine.build_cache import MANIFEST, PROGRAM, find_or_build


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DISINHIBITION_CACHE", str(tmp_path))


def _build(folder: Path) -> dict:
    (folder / PROGRAM).write_text("program")
    with (folder.parent / "builds.log").open("a") as log:
        log.write("built\n")
    time.sleep(0.2)
    return {"types": {}}


def _builds(tmp_path: Path) -> int:
    return len((tmp_path / "builds.log").read_text().splitlines())


def test_second_call_finds_what_the_first_built(tmp_path):
    assert find_or_build("key", _build) == find_or_build("key", _build)
    assert _builds(tmp_path) == 1


def test_many_processes_that_want_one_build_make_it_once(tmp_path):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=find_or_build, args=("key", _build)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert _builds(tmp_path) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / PROGRAM).write_text("half"),
        lambda folder: (folder / PROGRAM).unlink(),
        lambda folder: (folder / MANIFEST).write_text("{"),
        lambda folder: (folder / MANIFEST).unlink(),
    ],
)
def test_damaged_or_half_built_entry_is_rebuilt(tmp_path, damage):
    folder, _ = find_or_build("key", _build)
    damage(folder)
    find_or_build("key", _build)
    assert _builds(tmp_path) == 2
    assert json.loads((folder / MANIFEST).read_text())["types"] == {}


def test_failed_build_leaves_no_entry(tmp_path):
    def fail(folder: Path) -> dict:
        (folder / PROGRAM).write_text("half")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        find_or_build("key", fail)
    assert not (tmp_path / "key").exists()
    find_or_build("key", _build)


def test_finished_cache_needs_no_writing(tmp_path):
    """Nothing is created or changed by finding an entry, so a read-only cache serves."""
    find_or_build("key", _build)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    tmp_path.chmod(0o555)
    try:
        find_or_build("key", _build)
    finally:
        tmp_path.chmod(0o755)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_unwritable_place_says_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DISINHIBITION_CACHE", str(tmp_path / "file"))
    with pytest.raises(UserError, match="DISINHIBITION_CACHE"):
        find_or_build("key", _build)
