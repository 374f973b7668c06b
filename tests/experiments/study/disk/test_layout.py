"""Damage to the files that say what lies where is told, and gives no row to another point."""

from pathlib import Path

import numpy as np
import pytest
from small_study import joined, made, points

from disinhibition.experiments.study.disk.layout import SCHEMA
from disinhibition.experiments.study.reading.open import open_study


@pytest.mark.parametrize("damage", ["{", "", "[1]", '{"key": "key1.0", "coordinates": {}}', "\0\0\0"])
def test_a_damaged_line_of_the_points_is_told_with_its_number(study: Path, damage: str) -> None:
    lines = (study / "points.jsonl").read_text().splitlines()
    (study / "points.jsonl").write_text("\n".join([lines[0], damage, lines[2]]) + "\n")
    for read in (lambda: made(study, 1.0), lambda: open_study(study)):
        with pytest.raises(ValueError, match="line 2 is damaged; delete the line"):
            read()


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_lost_line_of_the_points_gives_no_row_to_another_point(study: Path, lost: int) -> None:
    lines = (study / "points.jsonl").read_text().splitlines(keepends=True)
    (study / "points.jsonl").write_text("".join(line for number, line in enumerate(lines) if number != lost))
    store = joined(study)
    with store.lock():
        store.add_points(points(0.5, 1.0, 1.5, 2.0))
        states = list(store.states().values())
        assert sorted(states) == ["missing", "missing", "ok", "ok"]
    rate, gain = open_study(study)["rate"], open_study(study)["gain"]
    there = np.isfinite(rate)
    assert np.array_equal(rate[there], gain[there])


def test_another_format_and_a_damaged_schema_are_told(study: Path) -> None:
    for content, says in (('{"format": 1, "dims": []}', "format 1, here 2"), ("{", "damaged"), ("[]", "damaged")):
        (study / SCHEMA).write_text(content)
        with pytest.raises(ValueError, match=says):
            open_study(study)
