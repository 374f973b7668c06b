"""A study of points that compute nothing for a known time: what a sweep itself costs, at any size.

``python -m ...benchmark.stub FOLDER POINTS KIND`` computes one with the executor of that kind, and prints JSON: CPU
seconds of this process, peak memory of it in MB.
"""

import json
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..run.measures import measure
from ..study.disk.layout import Point
from ..study.disk.store import StudyStore
from ..study.execute import run_points
from ..study.executors import read_workers

COST = 0.002  # CPU s of a point
COLUMNS = measure("jerks").columns()


def stub_point(settings: Mapping[str, Any]) -> dict[str, float | str]:
    """Burn CPU for ``COST`` s.

    Parameters
    ----------
    settings : mapping
        The task of a stub point, with ``seed``.

    Returns
    -------
    dict
        A row of the usual columns.
    """
    end = time.process_time() + COST
    while time.process_time() < end:
        pass
    return {"status": "ok"} | {
        column.name: column.flag_meanings[0] if column.kind == "code" else float(settings["seed"]) for column in COLUMNS
    }


def stub_study(folder: Path) -> StudyStore:
    """The study of the stub points, over gain and seed.

    Parameters
    ----------
    folder : Path
        Folder of the study.

    Returns
    -------
    StudyStore
        The study.
    """
    return StudyStore.create_or_join(folder, {"gain": "1", "seed": "1"}, COLUMNS, {"version": "stub", "model": "stub"})


def stub_points(number: int) -> list[Point]:
    """Points with settings as long as those of real ones.

    Parameters
    ----------
    number : int
        How many points.

    Returns
    -------
    list of Point
        The points.
    """
    padding = {"structure": {"numbers": {}}, "condition": {f"receptors.gaba_a.region_{i}": 1.0 for i in range(20)}}
    return [Point(f"{i:024x}", {"gain": (i % 10) / 10, "seed": i // 10}, {"seed": i, **padding}) for i in range(number)]


def main(folder: str, number: str, kind: str) -> dict[str, float]:
    """Compute the study of stub points.

    Parameters
    ----------
    folder : str
        Folder of the study.
    number : str
        How many points.
    kind : str
        Kind of the executor.

    Returns
    -------
    dict
        CPU seconds of this process, and its peak memory in MB.

    Raises
    ------
    RuntimeError
        Some points were not computed.
    """
    outcome = run_points(stub_study(Path(folder)), stub_points(int(number)), stub_point, read_workers({"kind": kind}))
    if outcome.done != int(number):
        raise RuntimeError(f"{outcome} of {number} points")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"parent_cpu_s": usage.ru_utime + usage.ru_stime, "parent_peak_mb": usage.ru_maxrss / 1e3}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
