"""What a point costs: a sweep of ours against one stock script per point, the worker's overhead, and memory."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from ...models.cache import PROGRAM
from .measure import Ratio, cpu_of
from .programs import build_stock
from .subject import Subject

DISINHIBITION = ("-c", "import sys; from disinhibition.experiments.cli import main; sys.exit(main(sys.argv[1:]))")
PREPARE = (
    "-c",
    "import sys\nfrom disinhibition.models.circuit import Structure\nfrom disinhibition.models.engine import prepare\n"
    "prepare(Structure(sides=sys.argv[1]))",
)
WORKER = ("-m", "disinhibition.experiments.benchmark.worker")


@dataclass(frozen=True)
class Naive:
    """CPU seconds of one stock script per point: import, code generation and compilation; the run; its loop alone."""

    build: float
    run: float
    loop: float

    def at(self, longer: float) -> float:
        """Cost of a point whose simulated time is ``longer`` times as long."""
        return self.build + self.run + (longer - 1) * self.loop


def builds(subject: Subject, duration: float, place: Path, rounds: int) -> tuple[Ratio, list[Naive]]:
    """Cold builds in turn, whole processes: ours into an empty cache, stock's script; and stock's run of each."""
    ours, naive = [], []
    for turn in range(rounds):
        cache = {"DISINHIBITION_CACHE": str(place / f"cache_{turn}")}
        ours.append(cpu_of([sys.executable, *PREPARE, subject.structure.sides], place, cache, pinned=False))
        folder = place / f"stock_{turn}"
        build = build_stock(subject, duration, folder)
        run = cpu_of([folder / "code" / PROGRAM], folder / "code")
        loop = float((folder / "code" / "results" / "last_run_info.txt").read_text().split()[0])
        naive.append(Naive(build, run, loop))
    return Ratio.of(ours, [point.build for point in naive]), naive


def sweep_cost(sides: str, points: int, duration: float, place: Path) -> tuple[float, float]:
    """CPU seconds of ``disinhibition sweep`` from an empty cache to the table, and MB that it keeps of each point."""
    words = [
        "sweep",
        f"sides={sides}",
        f"duration={duration}",
        f"seed=range({points})",
        f"study.path={place / 'study'}",
    ]
    cache = {"DISINHIBITION_CACHE": str(place / "cache_sweep")}
    cost = cpu_of([sys.executable, *DISINHIBITION, *words], place, cache, pinned=False)
    kept = sum(file.stat().st_size for file in (place / "study").rglob("*") if file.is_file())
    return cost, kept / points / 1e6


def worker_cost(sides: str, points: int, duration: float) -> tuple[float, float, float]:
    """Median CPU seconds of a point beside the program, of the program, and peak memory of both in GB."""
    cost = _worked(sides, points + 1, duration)
    return median(cost["own"][1:]), median(cost["program"][1:]), cost["peak_gb"]


def peak_memory(sides: str, duration: float) -> float:
    """Peak memory of one run with everything derived from it, in GB."""
    return float(_worked(sides, 1, duration)["peak_gb"])


def memory_growth(sides: str, points: int, duration: float) -> float:
    """MB by which a worker's peak memory grows over its points; the first tenth of them is warming up."""
    peak = _worked(sides, points, duration)["own_peak_gb"]
    return float(peak[-1] - peak[points // 10]) * 1e3


def _worked(sides: str, points: int, duration: float) -> dict[str, Any]:
    command = [sys.executable, *WORKER, sides, str(points), str(duration)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(printed.splitlines()[-1])
