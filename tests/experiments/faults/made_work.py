"""What workers compute in the tests of execution; light, since every fresh worker imports it.

``settings``: ``i`` the number of the point, ``seconds`` it takes, ``marks`` a folder in which each attempt leaves a
file ``i.pid``.
"""

import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def compute(settings: Mapping[str, Any]) -> dict[str, float | str]:
    _mark(settings)
    time.sleep(settings["seconds"])
    i = settings["i"]
    numbers = {"number": float(i), "sine": math.sin(i), "cosine": math.cos(i), "root": math.sqrt(i)}
    return {"status": "ok", **numbers, "muscle": "right_scm" if i % 2 else "none"}


def compute_in_a_child(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """As the compiled model does: a program of its own takes the time, from the third point on more than there is."""
    seconds = settings["seconds"] if settings["i"] < 3 else 300
    with subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({seconds})"]) as child:
        Path(settings["marks"], f"{settings['i']}.{child.pid}").touch()
    return compute({**settings, "seconds": 0})


def hang_at_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """The third point runs a program that does not end."""
    if settings["i"] == 3:
        _mark(settings)
        with subprocess.Popen(["sleep", "300"]) as child:
            Path(settings["marks"], f"3.{child.pid}").touch()
    return compute(settings)


def kill_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    if settings["i"] == 3:
        _mark(settings)
        os.kill(os.getpid(), signal.SIGKILL)
    return compute(settings)


def run_out_of_memory_at_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """The third point takes more than its memory group has, and the kernel kills it; without one it does so itself."""
    if settings["i"] == 3 and settings["group"]:
        _mark(settings)
        Path(settings["group"], "cgroup.procs").write_text(str(os.getpid()))
        KEPT.append(bytearray(b"1") * 200_000_000)
    return kill_the_third(settings)


def die_beside_a_child(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """The worker dies and leaves the program it runs, the first time."""
    child = subprocess.Popen(["sleep", "60"])
    mark = Path(settings["marks"], f"{settings['i']}.{child.pid}")
    first = not list(mark.parent.glob(f"{settings['i']}.*"))
    mark.touch()
    if first:
        os.kill(os.getpid(), signal.SIGKILL)
    child.kill()
    child.wait()
    return compute({**settings, "seconds": 0.5})


def time_out_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    if settings["i"] == 3:
        raise TimeoutError("the other side does not answer")
    return compute(settings)


def fail_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    if settings["i"] == 3:
        _mark(settings)
        raise ZeroDivisionError("it was told\nto fail")
    return compute(settings)


def say_process(folder: Path, seconds: float, fails: bool = False) -> int:
    """The number of the worker, also as a file."""
    (folder / str(os.getpid())).touch()
    time.sleep(seconds)
    if fails:
        raise NotADirectoryError
    return os.getpid()


def misbehave(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """One point dies, one hangs and one fails."""
    bad = {1: kill_the_third, 2: hang_at_the_third, 3: fail_the_third}.get(settings["i"])
    return bad({**settings, "i": 3}) if bad else compute(settings)


KEPT: list[bytearray] = []


def keep_memory_at_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """A worker that computed the third point does not let go of 150 MB."""
    if settings["i"] == 3:
        KEPT.append(bytearray(b"1") * 150_000_000)
    return compute(settings)


def return_no_row_for_the_third(settings: Mapping[str, Any]) -> dict[str, float | str]:
    return compute(settings) | ({"muscle": "tail"} if settings["i"] == 3 else {})


def fill_the_temporary_disk(settings: Mapping[str, Any]) -> dict[str, float | str]:
    if settings["i"] == 3:
        Path("/dev/full").write_bytes(b"1")
    return compute(settings)


def look_at_the_worker(settings: Mapping[str, Any]) -> dict[str, float | str]:
    Path(tempfile.mkdtemp(), "left").touch()
    Path(settings["marks"], f"{os.environ['OMP_NUM_THREADS']} {tempfile.gettempdir()}".replace("/", "|")).touch()
    return compute(settings)


def _mark(settings: Mapping[str, Any]) -> None:
    Path(settings["marks"], f"{settings['i']}.{os.getpid()}").touch()


def record(task: Mapping[str, Any]) -> dict[str, float | str]:
    """A step of an examination: the first attempt at one of 1 s dies, each attempt at one of 2 s raises."""
    file, seconds = Path(task["recording"]), task["settings"]["duration"]
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".tries").open("a") as tries:
        tries.write("x")
    if seconds == 1 and file.with_suffix(".tries").read_text() == "x":
        os.kill(os.getpid(), signal.SIGKILL)
    if seconds == 2:
        raise ZeroDivisionError("it was told to fail")
    file.write_text("recorded")
    return {"status": "ok"}
