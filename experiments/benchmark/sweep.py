"""``benchmark --sweep``: what a sweep costs beside its simulations and against stock Brian2, and how its cost grows."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from ...models.engine.temporary import temporary_folder
from ..run.provenance import provenance
from ..study.plan import plan_study
from ..study.reading.open import open_study
from ..study.sweep import study_points
from .measure import cpu_of
from .paper import on_paper, paper_lines
from .points import costs, worker_parts
from .stub import COST, stub_points, stub_study
from .subject import Subject
from .verdicts import machine, met, say, verdict
from .watched import busy_share, first_row

STUB = ("-m", "disinhibition.experiments.benchmark.stub")
TARGETS = {
    "overhead_per_point_s": ("<=", 0.03),
    "busy_share": (">=", 0.95),
    "naive_sweep_over_ours": (">=", 12.0),
    "once_sweep_over_ours": (">=", 2.5),
    "first_row_s": ("<=", 10.0),
    "cost_growth": ("<=", 1.2),
    "parent_growth_mb": ("<=", 100.0),
    "open_s": ("<=", 2.0),
}


@dataclass(frozen=True)
class SweepPlan:
    """How much of a sweep is measured.

    Attributes
    ----------
    sides : str
        Body sides of the network.
    sizes : tuple of int
        Points of the stub studies.
    rounds : int
        How often the stub is measured.
    busy_points : int
        Points of the study that is to keep the cores busy.
    duration : float
        Duration of a point, s.
    worker_points : int
        Points by which a worker's cost is measured.
    scripts : int
        Scripts of stock, one a point.
    points : int
        Points of the sweep against them.
    first_row_seeds : int
        Seeds of the study whose first row is waited for.
    dask_sizes : tuple of int
        Points of the two stub studies with Dask.
    """

    sides: str = "right"
    sizes: tuple[int, ...] = (10, 100, 1_000, 10_000)  # points of the stub
    rounds: int = 3
    busy_points: int = 200
    duration: float = 2.0
    worker_points: int = 10
    scripts: int = 3  # stock's, one a point
    points: int = 100  # of the sweep against them
    first_row_seeds: int = 80
    dask_sizes: tuple[int, int] = (100, 500)


QUICK_SWEEP = SweepPlan(
    sizes=(10, 50, 200), rounds=1, busy_points=6, duration=0.2, worker_points=1, scripts=1, points=2,
    first_row_seeds=1, dask_sizes=(5, 20),
)  # fmt: skip


def measure_sweep(plan: SweepPlan) -> dict[str, Any]:
    """Measure all figures of a sweep.

    Parameters
    ----------
    plan : SweepPlan
        How much is measured.

    Returns
    -------
    dict
        The keys of TARGETS as numbers, and how they came about.
    """
    with temporary_folder("benchmark") as folder:
        place = Path(folder)
        stub = [_stub_costs(plan, place / str(turn)) for turn in range(plan.rounds)]
        beyond = [median(sizes) for sizes in zip(*(row["beyond_s"] for row in stub), strict=True)]
        opening = _opening(place / "0" / str(plan.sizes[-1]))
        worker = worker_parts(plan.sides, plan.worker_points, plan.duration)
        words = (f"sides={plan.sides}", f"duration={plan.duration}")
        busy = busy_share(
            plan.busy_points, place, ["seed=range(2)", *words], [f"seed=range({plan.busy_points})", *words]
        )
        first = first_row(plan.sides, plan.first_row_seeds, place)
        cost = costs(Subject.of(plan.sides), plan.duration, place, plan.scripts, plan.points, plan.duration)
        constants = _constants(plan, place, opening["cpu_s"] / opening["points"]) | {"point_s": sum(worker.values())}
    results = {
        # In the worker, beside the program; and in the executor and the store
        "overhead_per_point_s": worker["own"] + worker["analysis"] + beyond[-1],
        "busy_share": busy["ours"],
        "naive_sweep_over_ours": cost.naive_ratio(plan.points),
        "once_sweep_over_ours": cost.once_ratio(plan.points),
        "first_row_s": first["wall_s"],
        # Of the last tenfold step against the one before
        "cost_growth": (COST + beyond[-1]) / (COST + beyond[-2]),
        "parent_growth_mb": median(row["parent_peak_mb"][-1] - row["parent_peak_mb"][0] for row in stub),
        "open_s": opening["wall_s"],
    }
    for name, value in results.items():
        verdict(name, value, TARGETS)
    say(
        f"  CPU ms a point: program {1e3 * worker['program']:.0f}; beside it the run's values and results "
        f"{1e3 * worker['own']:.1f}, analysis and row {1e3 * worker['analysis']:.1f}, executor and store "
        f"{1e3 * beyond[-1]:.1f}"
    )
    paper = on_paper(constants)
    for line in paper_lines(paper):
        say(line)
    return {
        **{name: round(value, 4) for name, value in results.items()},
        "targets": {name: f"{sign} {bound:g}" for name, (sign, bound) in TARGETS.items()},
        "met": {name: met(name, value, TARGETS) for name, value in results.items()},
        "worker_cpu_s": worker,
        "against_stock": asdict(cost),
        "first_row": first,
        "stub": stub,
        "opening": opening,
        "busy": busy,
        "constants": constants,
        "on_paper": paper,
        "plan": asdict(plan),
        "machine": machine(),
        "provenance": provenance(),
    }


def _stub_costs(plan: SweepPlan, place: Path) -> dict[str, list[float]]:
    """Studies of growing size: CPU of all processes, and per further point, beyond what the stub burns."""
    place.mkdir()
    cpu, parent, peak = [], [], []
    for size in plan.sizes:
        words = [sys.executable, *STUB, str(place / str(size)), str(size), "local"]
        with tempfile.TemporaryFile("w+") as said:
            cpu.append(cpu_of(words, place, pinned=False, said=said))
            said.seek(0)
            own = json.loads(said.read().splitlines()[-1])
        parent.append(own["parent_cpu_s"])
        peak.append(own["parent_peak_mb"])
    beyond = [(cpu[i] - cpu[i - 1]) / (plan.sizes[i] - plan.sizes[i - 1]) - COST for i in range(1, len(plan.sizes))]
    pairs = zip(plan.sizes[1:], beyond, strict=True)
    say("  CPU ms a point beyond its own: " + ", ".join(f"to {size} {1e3 * cost:.2f}" for size, cost in pairs))
    return {"cpu_s": cpu, "beyond_s": beyond, "parent_cpu_s": parent, "parent_peak_mb": peak}


def _opening(study: Path) -> dict[str, float]:
    """Time to open a study, its files read before."""
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        points = open_study(study).sizes
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"points": float(points["gain"] * points["seed"]), "wall_s": wall, "cpu_s": cpu}


def _constants(plan: SweepPlan, place: Path, open_s: float) -> dict[str, float]:
    """CPU s of a point for the figures on paper, and kB of memory and of disk."""
    begin, before, number = time.process_time(), _resident_kb(), plan.sizes[-1]
    planned = plan_study([f"seed=range({number})"])
    points = study_points(planned, defaultdict(str))
    found = {"plan_s": (time.process_time() - begin) / number, "memory_kb": (_resident_kb() - before) / number}
    few, many = (_dask_cpu(place / f"dask_{size}", size) for size in plan.dask_sizes)
    found["dask_s"] = (many - few) / (plan.dask_sizes[1] - plan.dask_sizes[0])
    return found | {"open_s": open_s, **_store_constants(place / "store", len(points))}


def _dask_cpu(folder: Path, points: int) -> float:
    """CPU s of a command with Dask in its process."""
    words = [sys.executable, *STUB, str(folder), str(points), "dask"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["parent_cpu_s"])


def _store_constants(place: Path, points: int) -> dict[str, float]:
    """CPU s a point: to lay it out, to write its row, to claim it; kB on disk."""
    store, wanted = stub_study(place), stub_points(points)
    with store.joined() as claims:
        begin = time.process_time()
        with store.lock():
            store.add_points(wanted)
        laid = time.process_time()
        row = {column.name: 0.0 for column in store.columns} | {"status": "ok"}
        row |= {c.name: c.flag_meanings[0] for c in store.columns[1:] if c.kind == "code"}
        for point in wanted:
            store.write(point, row)
        written = time.process_time()
        for point in wanted:
            claims.take(store.row_of(point))
            store.state(point)
            claims.give_back(store.row_of(point))
        claimed = time.process_time()
    size = sum(file.stat().st_blocks * 512 for file in place.rglob("*") if file.is_file()) / 1e3
    found = {"lay_out_s": laid - begin, "write_s": written - laid, "claim_s": claimed - written}
    return {name: value / points for name, value in (found | {"disk_kb": size}).items()}


def _resident_kb() -> float:
    """Memory of this process now."""
    return float(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e3
