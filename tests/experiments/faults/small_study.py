"""A study of a few gains whose rate is the gain, written here without any run."""

from pathlib import Path

from disinhibition.experiments.run.columns import Column
from disinhibition.experiments.study.disk.layout import Point
from disinhibition.experiments.study.disk.store import StudyStore

COLUMNS = (Column("rate", "Hz", "rate"), Column("muscle", "1", "muscle", "code", ("none", "right_scm")))
ORIGIN = {"version": "1", "model": "abc"}


def points(*gains: float) -> list[Point]:
    return [Point(f"key{gain}", {"gain": gain}, {"gain": gain}) for gain in gains]


def values(rate: float = 0.0) -> dict[str, float | str]:
    return {"status": "ok", "rate": rate, "muscle": "none"}


def made(path: Path, *gains: float) -> StudyStore:
    """A study of these gains, all computed; the rate is the gain."""
    store = StudyStore.create_or_join(path, {"gain": "1"}, COLUMNS, ORIGIN)
    with store.lock():
        store.add_points(points(*gains))
        for point, gain in zip(points(*gains), gains, strict=True):
            store.write(point, values(gain))
    return store


def joined(path: Path) -> StudyStore:
    return StudyStore.create_or_join(path, {"gain": "1"}, COLUMNS, ORIGIN)


def files(path: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in (path / "row").glob("c.*")}
