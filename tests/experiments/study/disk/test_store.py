"""Rows of a study are whole or not there, and a study grows without touching those it has."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from small_study import COLUMNS, ORIGIN, files, joined, made, points, values

from disinhibition.experiments.study.disk.errors import StudyStopped
from disinhibition.experiments.study.disk.layout import Point, chunk, read_failure, read_points, read_rows
from disinhibition.experiments.study.disk.store import StudyStore
from disinhibition.experiments.study.reading.open import open_study
from disinhibition.experiments.study.reading.status import study_status


def test_a_row_of_zeros_is_there(tmp_path: Path) -> None:
    store = made(tmp_path / "study", 0.0)
    assert store.states() == {"key0.0": "ok"}
    assert open_study(tmp_path / "study")["rate"].values.tolist() == [0.0]


def test_a_row_is_not_done_before_it_is_written(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", {"gain": "1"}, COLUMNS, ORIGIN)
    with store.lock():
        store.add_points(points(0.5, 1.0))
        assert store.states() == {"key0.5": "missing", "key1.0": "missing"}
        store.write(points(1.0)[0], values())
    assert store.states() == {"key0.5": "missing", "key1.0": "ok"}


@pytest.mark.parametrize("content", [b"", b"\0" * 24, b"x" * 23, b"\0" * 32, np.array([9.0, 0, 0]).tobytes()])
def test_a_damaged_row_is_no_row_and_is_written_anew(study: Path, content: bytes) -> None:
    chunk(study, 1).write_bytes(content)
    store = joined(study)
    with store.lock():
        store.add_points(points(0.5, 1.0, 1.5))
        assert store.states() == {"key0.5": "ok", "key1.0": "missing", "key1.5": "ok"}
        assert np.isnan(read_rows(study, [1], 3)).all()
        store.write(points(1.0)[0], values(7))
    assert open_study(study)["rate"].values.tolist() == [0.5, 7, 1.5]


def test_a_row_that_says_nothing_or_is_incomplete_is_refused(study: Path) -> None:
    store = made(study, 0.5)
    for bad in ({**values(), "status": "missing"}, {**values(), "muscle": "tail"}):
        with pytest.raises(ValueError, match=r"'missing'|'tail'"):
            store.write(points(0.5)[0], bad)
    with pytest.raises(KeyError):
        store.write(points(0.5)[0], {"status": "ok"})
    assert store.states()["key0.5"] == "ok"


def test_a_study_grows_without_touching_its_rows(study: Path) -> None:
    before = files(study)
    store = joined(study)
    with store.lock():
        store.add_points(points(0.25, 1.0, 2.0))
        for gain in (0.25, 2.0):
            store.write(points(gain)[0], values(gain))
    assert before.items() < files(study).items()
    assert len(files(study)) == 5
    opened = open_study(study)
    assert opened["gain"].values.tolist() == [0.25, 0.5, 1, 1.5, 2]
    assert np.array_equal(opened["rate"], opened["gain"])


def test_a_death_between_naming_the_points_and_making_room_is_mended(study: Path) -> None:
    store = joined(study)
    with store.lock():
        store.add_points(points(2.0))
    array = study / "row" / "zarr.json"
    described = json.loads(array.read_text())
    assert described["shape"] == [4, 3]
    array.write_text(json.dumps({**described, "shape": [3, 3]}))  # what the death leaves
    made(study, 2.0)
    assert open_study(study)["rate"].values.tolist() == [0.5, 1, 1.5, 2]


def test_points_that_are_physically_one_share_a_row(tmp_path: Path) -> None:
    store = StudyStore.create_or_join(tmp_path / "study", {"label": "1"}, COLUMNS, ORIGIN)
    twins = [Point("same", {"label": "a"}), Point("same", {"label": "b"})]
    with store.lock():
        store.add_points(twins)
        store.write(twins[1], values(3))
    assert open_study(tmp_path / "study")["rate"].values.tolist() == [3, 3]
    assert len(files(tmp_path / "study")) == 1


def test_what_another_process_added_meanwhile_is_known(study: Path) -> None:
    first = StudyStore.create_or_join(study, {"gain": "1"}, COLUMNS, ORIGIN)
    made(study, 2.0)
    with first.lock():
        first.add_points(points(2.0, 3.0))
        assert first.states()["key2.0"] == "ok"
    assert [point["row"] for point in read_points(study)] == [0, 1, 2, 3, 4]


def test_failed_points_are_missing_again_when_forgotten_and_their_reason_stays(study: Path) -> None:
    store = made(study, 2.0)
    store.fail(points(2.0)[0], "RunFailed: why")
    with store.lock():
        store.forget_failed(points(1.0, 2.0))
    assert store.states() == {"key0.5": "ok", "key1.0": "ok", "key1.5": "ok", "key2.0": "missing"}
    assert read_failure(study, "key2.0") == "RunFailed: why"


@pytest.mark.parametrize("year", [1971, 2100])
def test_a_wrong_clock_changes_no_row(study: Path, year: int, tally: Callable[..., None]) -> None:
    when = (year - 1970) * 365 * 86400
    for file in study.rglob("*"):
        os.utime(file, (when, when))
    before, store = files(study), made(study, 2.0)
    tally("files dated 1971 or 2100", study, kept=before, least=4)
    assert set(store.states().values()) == {"ok"}
    assert study_status(study).startswith("done 4 of 4")


def test_a_failure_says_why_until_the_point_is_computed(study: Path) -> None:
    store, point = made(study, 2.0), points(2.0)[0]
    store.fail(point, "RunFailed: why", "Traceback\n  line")
    assert store.states()["key2.0"] == "failed"
    assert read_failure(study, "key2.0") == "RunFailed: why"
    assert json.loads((study / "failures" / "key2.0.json").read_text())["task"] == {"gain": 2.0}
    store.write(point, values(2))
    assert store.states()["key2.0"] == "ok"
    assert read_failure(study, "key2.0") == ""


def test_a_row_that_cannot_be_written_stops_the_study(study: Path) -> None:
    store = made(study, 0.5)
    chunk(study, 0).unlink()
    chunk(study, 0).mkdir()
    with pytest.raises(StudyStopped, match=r"study: .+; the rows computed so far are kept"):
        store.write(points(0.5)[0], values())
