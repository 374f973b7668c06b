"""A small study of made-up points, and a parent process to kill.

``python made_study.py FOLDER POINTS SECONDS WORK LARGEST_FILE [KEY=VALUE ...]``: the file in bytes, - for no limit; the
rest as in the config group ``execute``.
"""

import resource
import signal
import sys
from pathlib import Path

import yaml

from disinhibition.experiments.layout import Column, Point
from disinhibition.experiments.store import StudyStore

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
    return StudyStore.create_or_join(path, {"i": [], "half": []}, COLUMNS, origin)


def sweep(words: list[str]) -> int:
    """Compute the study as the command line does, two workers, so that cli.main meets what can happen."""
    import made_work

    from disinhibition.experiments.execute import run_points
    from disinhibition.experiments.executors import place_of

    path, number, seconds, work, largest_file, *keys = words
    given = {key: yaml.safe_load(value) for key, value in (word.split("=", 1) for word in keys)}
    if largest_file != "-":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest_file), int(largest_file)))
    wanted = points(int(number), Path(path).parent / "marks", float(seconds))
    place = place_of({"kind": "local", "workers": 2, **given})
    return 1 if run_points(study(Path(path)), wanted, getattr(made_work, work), place).failed else 0


if __name__ == "__main__":
    from disinhibition.experiments import cli

    # As on a terminal, though the tests may run in the background of a shell, which ignores it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.COMMANDS["sweep"] = sweep
    sys.exit(cli.main(["sweep", *sys.argv[1:]]))
