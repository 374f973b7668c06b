"""A sweep that runs, watched from outside: how soon its first row is there, how busy it keeps the cores."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ...models.engine.build_cache import cache_folder
from ..study.disk.layout import ROWS, chunk
from .points import DISINHIBITION

LARGE = ("-m", "receptors.gaba_a.cortex=range(0,1.05,0.05)", "receptors.glycine.brainstem=0.2,0.5,1")  # 63 points


def first_row(sides: str, seeds: int, place: Path) -> dict[str, float]:
    """Wait for the first row of a sweep of 63 points a seed; then the sweep is ended.

    Parameters
    ----------
    sides : str
        Body sides.
    seeds : int
        How many seeds.
    place : Path
        Folder for its files.

    Returns
    -------
    dict
        ``points`` of the study, and ``wall_s`` and ``cpu_s`` until its first row is there.

    Raises
    ------
    RuntimeError
        The sweep ended before it was told to.
    """
    study = place / "large"
    begin = time.monotonic()
    process = _sweep(place, study, *LARGE, f"seed=range({seeds})", f"sides={sides}", "duration=0.1")
    while process.poll() is None and not chunk(study, 0).exists():
        time.sleep(0.02)
    wall, ticks = time.monotonic() - begin, _tree_ticks(process.pid)
    process.send_signal(signal.SIGINT)
    if process.wait() != 128 + signal.SIGINT:
        raise RuntimeError(f"the sweep ended with code {process.returncode} before it was told to")
    return {"points": 63 * seeds, "wall_s": wall, "cpu_s": ticks / os.sysconf("SC_CLK_TCK")}


def busy_share(points: int, place: Path, first: Sequence[str], whole: Sequence[str]) -> dict[str, float]:
    """Watch how busy a study keeps the cores between a quarter and three quarters of its points.

    Parameters
    ----------
    points : int
        How many points the study has.
    place : Path
        Folder for its files.
    first : sequence of str
        Words of a small part of it, computed before, which builds the model.
    whole : sequence of str
        Words of the study.

    Returns
    -------
    dict
        ``ours``, the share of all cores that the study uses, ``idle``, what lay idle, ``wall_s``, and ``built``, the
        models that were built after the small part.

    Raises
    ------
    RuntimeError
        The sweep failed.
    """
    study = place / "busy"
    _sweep(place, study, *first).wait()
    before = set(cache_folder().iterdir())
    process = _sweep(place, study, *whole)
    begin, end = (_when(process, study, share * points // 4) for share in (1, 3))
    if process.wait():
        raise RuntimeError(f"the sweep ended with code {process.returncode}")
    cores = os.cpu_count() or 1
    wall = end["wall"] - begin["wall"]
    return {
        "ours": (end["cpu"] - begin["cpu"]) / (wall * cores),
        "idle": (end["idle"] - begin["idle"]) / (wall * cores),
        "wall_s": wall,
        "built": len(set(cache_folder().iterdir()) - before),
    }


def _sweep(place: Path, study: Path, *words: str) -> subprocess.Popen:
    command: Sequence[str] = [sys.executable, *DISINHIBITION, "sweep", *words, f"study.path={study}"]
    return subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _when(process: subprocess.Popen, study: Path, rows: int) -> dict[str, float]:
    """Wall time, CPU of a process with all it started, and idle time of the machine, once so many rows are there."""
    while process.poll() is None and len(list((study / ROWS).glob("c.*.0"))) < rows:
        time.sleep(0.05)
    idle = sum(map(int, Path("/proc/stat").read_text().split("\n")[0].split()[4:6]))
    ticks = os.sysconf("SC_CLK_TCK")
    return {"wall": time.monotonic(), "cpu": _tree_ticks(process.pid) / ticks, "idle": idle / ticks}


def _tree_ticks(root: int) -> int:
    """CPU time of a process, of those it waited for, and of all that live below it."""
    own: dict[int, int] = {}
    below: dict[int, list[int]] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(file.parent.name)
        below.setdefault(int(words[1]), []).append(number)
        own[number] = sum(map(int, words[11:15]))
    tree = [root]
    for number in tree:
        tree += below.get(number, [])
    return sum(own.get(number, 0) for number in tree)
