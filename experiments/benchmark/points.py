"""What a point costs: a sweep of ours against one stock script per point, the worker's overhead, and memory."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from ...models.engine.build_cache import PROGRAM
from .measure import Ratio, cpu_of
from .programs import build_stock
from .subject import Subject

# It hears Ctrl-C, which a shell lets what it runs in the background ignore
DISINHIBITION = (
    "-c",
    "import signal, sys\nfrom disinhibition.experiments.cli import main\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\nsys.exit(main(sys.argv[1:]))",
)
PREPARE = (
    "-c",
    "import sys\nfrom disinhibition.models.circuits.circuit import Structure\n"
    "from disinhibition.models.engine.engine import prepare\n"
    "prepare(Structure(sides=sys.argv[1]))",
)
WORKER = ("-m", "disinhibition.experiments.benchmark.worker")
STUDY = "study"


@dataclass(frozen=True)
class Naive:
    """CPU seconds of one stock script per point: import, code generation and compilation; the run; its loop alone."""

    build: float
    run: float
    loop: float

    def at(self, longer: float) -> float:
        """Cost of a point whose simulated time is ``longer`` times as long."""
        return self.build + self.run + (longer - 1) * self.loop


@dataclass(frozen=True)
class Costs:
    """CPU seconds of every round: a cold build of ours, a stock script for one point, a part of a sweep of ours."""

    build: list[float] = field(default_factory=list)
    naive: list[Naive] = field(default_factory=list)
    sweep: list[float] = field(default_factory=list)

    def build_ratio(self) -> Ratio:
        """Building ours to building stock's."""
        return Ratio.of(self.build, [point.build for point in self.naive])

    def ours(self) -> float:
        """The whole sweep, with the build it needs first."""
        return median(self.build) + sum(self.sweep)

    def naive_ratio(self, points: int, longer: float = 1.0, ours: float | None = None) -> float:
        """One stock script a point to the whole sweep of ours, or to ``ours``; ``longer`` as in ``Naive.at``."""
        return points * median(point.at(longer) for point in self.naive) / (ours or self.ours())

    def once_ratio(self, points: int) -> float:
        """One stock program, compiled once and run for every point, to the whole sweep of ours."""
        build, run = (median(asdict(point)[name] for point in self.naive) for name in ("build", "run"))
        return (build + points * run) / self.ours()


def costs(subject: Subject, duration: float, place: Path, rounds: int, points: int, swept: float) -> Costs:
    """Whole processes in turn, so that load meets all alike: ours into an empty cache, stock's script, our sweep.

    ``duration`` of stock's point and ``swept`` of ours in s; the study of ``points`` grows in every round.
    """
    found, sides = Costs(), subject.structure.sides
    for turn in range(rounds):
        cache = {"DISINHIBITION_CACHE": str(place / f"cache_{turn}")}
        found.build.append(cpu_of([sys.executable, *PREPARE, sides], place, cache, pinned=False))
        folder = place / f"stock_{turn}"
        build = build_stock(subject, duration, folder)
        run = cpu_of([folder / "code" / PROGRAM], folder / "code")
        loop = float((folder / "code" / "results" / "last_run_info.txt").read_text().split()[0])
        found.naive.append(Naive(build, run, loop))
        found.sweep.append(sweep_cost(sides, round(points * (turn + 1) / rounds), swept, place))
    return found


def sweep_cost(sides: str, points: int, duration: float, place: Path) -> float:
    """CPU seconds of ``disinhibition sweep`` in ``place``, from its start to the table; it finds the model built."""
    words = ["sweep", f"sides={sides}", f"duration={duration}", f"seed=range({points})", f"study.path={place / STUDY}"]
    cache = {"DISINHIBITION_CACHE": str(place / "cache_0")}
    return cpu_of([sys.executable, *DISINHIBITION, *words], place, cache, pinned=False)


def kept_mb(place: Path, points: int) -> float:
    """MB that the study of ``sweep_cost`` keeps of each point."""
    return sum(file.stat().st_size for file in (place / STUDY).rglob("*") if file.is_file()) / points / 1e6


def worker_cost(sides: str, points: int, duration: float) -> tuple[float, float, float]:
    """Median CPU seconds of a point beside the program, of the program, and peak memory of both in GB."""
    cost = _worked(sides, points + 1, duration)
    return median(cost["own"][1:]), median(cost["program"][1:]), cost["peak_gb"]


def worker_parts(sides: str, points: int, duration: float) -> dict[str, float]:
    """Median CPU seconds of a point: of the program, beside it the run's ``own``, and ``analysis`` with the row."""
    cost = _worked(sides, points + 1, duration)
    own, bare, program = (median(cost[name][1:]) for name in ("own", "bare", "program"))
    return {"program": program, "own": bare, "analysis": own - bare}


def memory_growth(sides: str, points: int, duration: float) -> float:
    """MB by which a worker's peak memory grows over its points; the first tenth of them is warming up."""
    peak = _worked(sides, points, duration)["own_peak_gb"]
    return float(peak[-1] - peak[points // 10]) * 1e3


def _worked(sides: str, points: int, duration: float) -> dict[str, Any]:
    command = [sys.executable, *WORKER, sides, str(points), str(duration)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(printed.splitlines()[-1])
