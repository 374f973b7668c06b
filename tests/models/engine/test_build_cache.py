"""The cache of compiled models: whole entries only, one build for many processes, read-only when finished."""

import json
import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from disinhibition.errors import UserError
from disinhibition.models.engine.build_cache import (
    MANIFEST,
    PROGRAM,
    Cleared,
    clear,
    find_or_build,
    hold,
    kept_models,
)
from disinhibition.models.parameters.identity import model_digest


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
    assert [file.name for file in tmp_path.iterdir()] == ["key.lock"], "nor what was half-built"
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


def _build_of(units: int) -> Callable[[Path], dict]:
    def build(folder: Path) -> dict:
        (folder / PROGRAM).write_text("program")
        return {"sizes": {"units": units}, "precision": "float32", "dt": 1e-4}

    return build


def test_the_models_are_listed_with_what_is_known_of_them_the_last_used_first(tmp_path):
    find_or_build("first", _build_of(5))
    find_or_build("second", _build_of(7))
    time.sleep(0.01)
    find_or_build("first", _build_of(5))
    models = kept_models()
    assert [model.path.name for model in models] == ["first", "second"]
    assert [model.cells for model in models] == [5, 7]
    assert all(model.model == model_digest() and model.size > 0 for model in models)
    assert models[0].used > models[0].built
    assert kept_models() == models, "to be listed is no use"


def test_a_model_of_an_earlier_version_says_what_it_does_not_know(tmp_path):
    find_or_build("old", _build)
    manifest = tmp_path / "old" / MANIFEST
    noted = json.loads(manifest.read_text())
    del noted["model"]
    manifest.write_text(json.dumps(noted))
    [model] = kept_models()
    assert (model.model, model.cells) == ("", None)


def test_clearing_removes_models_and_leftovers_and_says_what_it_freed(tmp_path):
    find_or_build("key", _build_of(5))
    (tmp_path / "dead.building").mkdir()
    size = kept_models()[0].size
    assert clear() == Cleared(1, size, ())
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
    assert clear() == Cleared(0, 0, ())


def test_clearing_leaves_what_a_process_uses(tmp_path):
    folder, _ = find_or_build("key", _build_of(5))
    with hold(folder):
        assert clear() == Cleared(0, 0, (folder,))
        assert folder.exists()
    assert clear().removed == 1


def test_clearing_leaves_what_a_process_builds(tmp_path):
    context = multiprocessing.get_context("fork")
    process = context.Process(target=find_or_build, args=("key", _build_slowly))
    process.start()
    while not (tmp_path / "key.building" / PROGRAM).exists():
        time.sleep(0.01)
    assert clear() == Cleared(0, 0, (tmp_path / "key",))
    process.join()
    assert process.exitcode == 0 and (tmp_path / "key" / MANIFEST).exists()


def _build_slowly(folder: Path) -> dict:
    (folder / PROGRAM).write_text("program")
    time.sleep(1.0)
    return {}


def test_an_empty_cache_has_nothing_to_list_or_to_clear(tmp_path, monkeypatch):
    monkeypatch.setenv("DISINHIBITION_CACHE", str(tmp_path / "none"))
    assert kept_models() == [] and clear() == Cleared(0, 0, ())
