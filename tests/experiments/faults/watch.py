"""What tests of faults look at: rows on disk, and processes that worked on points."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path


def rows(study: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of every row file."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in (study / "row").glob("c.*.0")}


def contents(study: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in rows(study).items()}


def harm(study: Path, kept: Mapping[str, tuple[bytes, int]], least: int) -> tuple[int, int]:
    """Rows lost, and rows torn. Lost are those of ``kept`` that are gone or touched, and what lacks to ``least``."""
    now = rows(study)
    width = 8 * len(json.loads((study / "schema.json").read_text())["columns"]) if now else 0
    torn = sum(len(content) != width for content, _ in now.values())
    lost = sum(now.get(name) != row for name, row in kept.items())
    return lost + max(0, least - len(now)), torn


def processes(marks: Path) -> set[int]:
    """Process numbers that ever worked on a point."""
    return {int(mark.suffix[1:]) for mark in marks.iterdir() if mark.suffix[1:].isdigit()}


def attempts(marks: Path) -> dict[int, int]:
    """How often each point was begun, by its number."""
    numbers = [int(mark.name.split(".")[0]) for mark in marks.iterdir()]
    return {number: numbers.count(number) for number in numbers}


def eventually(condition: Callable[[], bool], within: float = 120.0) -> bool:
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def of_session(session: int) -> list[int]:
    """Living processes of a session: a parent that began one, and all that it started."""
    return [process for process in _numbers() if _stat(process)[3:4] == [str(session)] and alive(process)]


def workers_of(session: int) -> list[int]:
    """Those that compute, or are about to."""
    return [process for process in of_session(session) if "spawn_main" in _command(process)]


def alive(process: int) -> bool:
    return _stat(process)[:1] not in ([], ["Z"])


def _numbers() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _stat(process: int) -> list[str]:
    """State, parent, group, session and so on; nothing of a process that is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""
