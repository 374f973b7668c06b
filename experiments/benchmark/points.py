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
    """CPU seconds of one stock script per point.

    Attributes
    ----------
    build : float
        Import, code generation and compilation.
    run : float
        The run.
    loop : float
        The loop of the run alone.
    """

    build: float
    run: float
    loop: float

    def at(self, longer: float) -> float:
        """Cost of a point of another length.

        Parameters
        ----------
        longer : float
            How many times as long its simulated time is.

        Returns
        -------
        float
            CPU seconds.

        Examples
        --------
        >>> Naive(build=30.0, run=10.0, loop=8.0).at(2.0)
        48.0
        """
        return self.build + self.run + (longer - 1) * self.loop


@dataclass(frozen=True)
class Costs:
    """CPU seconds of every round.

    Attributes
    ----------
    build : list of float
        A cold build of ours.
    naive : list of Naive
        A stock script for one point.
    sweep : list of float
        A part of a sweep of ours.
    """

    build: list[float] = field(default_factory=list)
    naive: list[Naive] = field(default_factory=list)
    sweep: list[float] = field(default_factory=list)

    def build_ratio(self) -> Ratio:
        """Building ours to building stock's.

        Returns
        -------
        Ratio
            Over the rounds.
        """
        return Ratio.of(self.build, [point.build for point in self.naive])

    def ours(self) -> float:
        """The whole sweep, with the build it needs first.

        Returns
        -------
        float
            CPU seconds.
        """
        return median(self.build) + sum(self.sweep)

    def naive_ratio(self, points: int, longer: float = 1.0, ours: float | None = None) -> float:
        """One stock script a point to the whole sweep of ours.

        Parameters
        ----------
        points : int
            How many points there are.
        longer : float
            As in ``Naive.at``.
        ours : float, optional
            CPU seconds of ours in place of those measured.

        Returns
        -------
        float
            The ratio.
        """
        return points * median(point.at(longer) for point in self.naive) / (ours or self.ours())

    def once_ratio(self, points: int) -> float:
        """One stock program, compiled once and run for every point, to the whole sweep of ours.

        Parameters
        ----------
        points : int
            How many points there are.

        Returns
        -------
        float
            The ratio.
        """
        build, run = (median(asdict(point)[name] for point in self.naive) for name in ("build", "run"))
        return (build + points * run) / self.ours()


def costs(subject: Subject, duration: float, place: Path, rounds: int, points: int, swept: float) -> Costs:
    """Measure whole processes in turn, so that load meets all alike.

    Ours is built into an empty cache, then comes the script of stock, then our sweep.

    Parameters
    ----------
    subject : Subject
        The network.
    duration : float
        Duration of the point of stock, s.
    place : Path
        Folder for the files.
    rounds : int
        How often each is measured.
    points : int
        Points of our study, which grows in every round.
    swept : float
        Duration of a point of ours, s.

    Returns
    -------
    Costs
        CPU seconds of every round.
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
    """Measure ``disinhibition sweep`` from its start to the table; it finds the model built.

    Parameters
    ----------
    sides : str
        Body sides.
    points : int
        How many points the study has.
    duration : float
        Duration of a point, s.
    place : Path
        Folder of the study.

    Returns
    -------
    float
        CPU seconds.
    """
    words = ["sweep", f"sides={sides}", f"duration={duration}", f"seed=range({points})", f"study.path={place / STUDY}"]
    cache = {"DISINHIBITION_CACHE": str(place / "cache_0")}
    return cpu_of([sys.executable, *DISINHIBITION, *words], place, cache, pinned=False)


def kept_mb(place: Path, points: int) -> float:
    """What the study of ``sweep_cost`` keeps of each point.

    Parameters
    ----------
    place : Path
        Folder of the study.
    points : int
        How many points it has.

    Returns
    -------
    float
        MB a point.
    """
    return sum(file.stat().st_size for file in (place / STUDY).rglob("*") if file.is_file()) / points / 1e6


def worker_cost(sides: str, points: int, duration: float) -> tuple[float, float, float]:
    """Measure what a point costs a worker.

    Parameters
    ----------
    sides : str
        Body sides.
    points : int
        How many points are computed after the first.
    duration : float
        Duration of a point, s.

    Returns
    -------
    float
        Median CPU seconds of a point beside the program.
    float
        Median CPU seconds of the program.
    float
        Peak memory of both, GB.
    """
    cost = _worked(sides, points + 1, duration)
    return median(cost["own"][1:]), median(cost["program"][1:]), cost["peak_gb"]


def worker_parts(sides: str, points: int, duration: float) -> dict[str, float]:
    """Measure what a point costs a worker, part by part.

    Parameters
    ----------
    sides : str
        Body sides.
    points : int
        How many points are computed after the first.
    duration : float
        Duration of a point, s.

    Returns
    -------
    dict
        Median CPU seconds of the ``program``, beside it of the run's ``own``, and of ``analysis`` with the row.
    """
    cost = _worked(sides, points + 1, duration)
    own, bare, program = (median(cost[name][1:]) for name in ("own", "bare", "program"))
    return {"program": program, "own": bare, "analysis": own - bare}


def memory_growth(sides: str, points: int, duration: float) -> float:
    """Measure by how much a worker's peak memory grows over its points; the first tenth of them is warming up.

    Parameters
    ----------
    sides : str
        Body sides.
    points : int
        How many points are computed.
    duration : float
        Duration of a point, s.

    Returns
    -------
    float
        MB.
    """
    peak = _worked(sides, points, duration)["own_peak_gb"]
    return float(peak[-1] - peak[points // 10]) * 1e3


def _worked(sides: str, points: int, duration: float) -> dict[str, Any]:
    command = [sys.executable, *WORKER, sides, str(points), str(duration)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(printed.splitlines()[-1])
