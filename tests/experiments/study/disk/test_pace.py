"""Notes of when rows were written: what is read from them, and that bad ones are passed over."""

import json
from pathlib import Path

import pytest

from disinhibition.experiments.study.disk.pace import PACE, Pace, note_begin, note_row, read_pace


def written(path: Path, *notes: object) -> None:
    (path / PACE).write_text("".join(f"{note if isinstance(note, str) else json.dumps(note)}\n" for note in notes))


def test_a_study_without_notes_has_no_pace(tmp_path: Path) -> None:
    assert read_pace(tmp_path) is None
    note_begin(tmp_path, 2)
    assert read_pace(tmp_path) is None


def test_the_pace_is_that_of_the_last_time_it_was_computed(tmp_path: Path) -> None:
    slow = [{"began": 10.0, "workers": 1}, {"row": 0, "at": 110.0}]
    fast = [{"began": 90_000.0, "workers": 4}, {"row": 1, "at": 90_001.0}, {"row": 2, "at": 90_004.0}]
    written(tmp_path, *slow, *fast)
    assert read_pace(tmp_path) == Pace(2.0, 4, (1, 2))
    written(tmp_path, *slow, {"began": 90_000.0, "workers": 4})
    assert read_pace(tmp_path) == Pace(100.0, 1, (0,)), "nothing was computed since"


def test_damaged_notes_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, {"began": 1.0, "workers": 1}, "{torn", "[1]", "7", {"row": 0}, {"row": 0, "at": 3.0})
    assert read_pace(tmp_path) == Pace(2.0, 1, (0,))


def test_a_note_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    note_row(tmp_path / "nowhere", 3)
    (tmp_path / PACE).mkdir()
    note_begin(tmp_path, 1)


def test_what_is_noted_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((5.0, 6.0, 9.0))
    monkeypatch.setattr("time.time", lambda: next(clock))
    note_begin(tmp_path, 3)
    note_row(tmp_path, 7)
    note_row(tmp_path, 8)
    assert read_pace(tmp_path) == Pace(2.0, 3, (7, 8))
