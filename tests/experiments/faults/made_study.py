"""A small study of made-up points."""

from pathlib import Path

import made_work

from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.layout import Point, as_row
from disinhibition.experiments.study.disk.store import StudyStore

COLUMNS = (
    Column("number", "1", "number of the point"),
    Column("sine", "1", "its sine"),
    Column("cosine", "1", "its cosine"),
    Column("root", "1", "its square root"),
    Column("muscle", "1", "a muscle", "code", ("none", "right_scm")),
)
ORIGIN = {"version": "1", "model": "abc"}


def points(number: int, marks: Path, seconds: float = 0.0) -> list[Point]:
    marks.mkdir(exist_ok=True)
    return [
        Point(f"key{i:04d}", {"i": i, "half": 0.5}, {"i": i, "seconds": seconds, "marks": str(marks)})
        for i in range(number)
    ]


def study(path: Path, origin: dict[str, str] = ORIGIN) -> StudyStore:
    return StudyStore.create_or_join(path, {"i": "1", "half": "1"}, COLUMNS, origin)


def expected(path: Path, number: int) -> dict[str, bytes]:
    """Every row of a study of so many points, made here without faults."""
    columns = study(path / "columns").columns
    every = points(number, path / "here")
    return {f"c.{i}.0": as_row(columns, made_work.compute(point.task)).tobytes() for i, point in enumerate(every)}
