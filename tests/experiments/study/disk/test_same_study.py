"""A study is gone on with if it is the same one; otherwise what differs is said and nothing is touched."""

from pathlib import Path

import pytest
from small_study import COLUMNS, ORIGIN, files, joined

from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.store import StudyStore


def test_a_place_in_the_study_is_not_given_to_other_settings(study: Path) -> None:
    store = joined(study)
    before = (study / "points.jsonl").read_bytes()
    with store.lock(), pytest.raises(ValueError, match="under other settings"):
        store.add_points([Point("new", {"gain": 3.0}), Point("longer", {"gain": 1.0})])
    assert (study / "points.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("dims", "columns", "origin", "says"),
    [
        ({"gain": "1"}, COLUMNS, {**ORIGIN, "model": "xyz"}, "model abc, this is xyz"),
        ({"gain": "1"}, COLUMNS, {"version": "2", "model": "xyz"}, "version 1, this is 2; it was computed with model"),
        ({"gain": "1", "seed": "1"}, COLUMNS, ORIGIN, "swept over gain, this over gain, seed"),
        ({"gain": "1"}, COLUMNS[:1], ORIGIN, "columns differ in muscle"),
    ],
)
def test_another_study_is_refused_with_what_differs(
    study: Path, dims: dict, columns: tuple[Column, ...], origin: dict, says: str
) -> None:
    before = files(study)
    with pytest.raises(ValueError, match=says):
        StudyStore.create_or_join(study, dims, columns, origin)
    assert files(study) == before


def test_libraries_and_commit_may_differ(study: Path) -> None:
    StudyStore.create_or_join(study, {"gain": "1"}, COLUMNS, {**ORIGIN, "commit": "new", "version_zarr": "4"})
