"""``benchmark --sweep``: what a sweep costs beside its simulations, how busy it keeps the cores, how its cost grows."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from ..layout import ROWS
from ..open import open_study
from ..provenance import provenance
from .measure import cpu_of
from .points import DISINHIBITION, worker_cost
from .stub import COST, stub_points, stub_study
from .verdicts import machine, met, say, verdict

STUB = ("-m", "disinhibition.experiments.benchmark.stub")
TARGETS = {
    "overhead_per_point_s": ("<=", 0.05),
    "busy_share": (">=", 0.95),
    "cost_growth": ("<=", 1.2),
    "parent_growth_mb": ("<=", 100.0),
    "open_s": ("<=", 2.0),
}


@dataclass(frozen=True)
class SweepPlan:
    """How much is measured. Durations in s."""

    sides: str = "right"
    sizes: tuple[int, ...] = (10, 100, 1_000, 10_000)  # points of the stub
    rounds: int = 3
    busy_points: int = 200
    duration: float = 2.0
    worker_points: int = 10


QUICK_SWEEP = SweepPlan(sizes=(10, 50, 200), rounds=1, busy_points=6, duration=0.2, worker_points=1)


def measure_sweep(plan: SweepPlan) -> dict[str, Any]:
    """All figures of a sweep: the keys of TARGETS as numbers, and how they came about."""
    with tempfile.TemporaryDirectory(prefix="disinhibition-benchmark-") as folder:
        place = Path(folder)
        stub = [_stub_costs(plan, place / str(turn)) for turn in range(plan.rounds)]
        beyond = [median(costs) for costs in zip(*(row["beyond_s"] for row in stub), strict=True)]
        opening = _opening(place / "0" / str(plan.sizes[-1]))
        own, program, _ = worker_cost(plan.sides, plan.worker_points, plan.duration)
        busy = busy_share(plan, place)
        store = _store_constants(place / "store", plan.sizes[-1])
    results = {
        # In the worker, beside the program; and in the executor and the store
        "overhead_per_point_s": own + beyond[-1],
        "busy_share": busy["ours"],
        # Of the last tenfold step against the one before
        "cost_growth": (COST + beyond[-1]) / (COST + beyond[-2]),
        "parent_growth_mb": median(row["parent_peak_mb"][-1] - row["parent_peak_mb"][0] for row in stub),
        "open_s": opening["wall_s"],
    }
    for name, value in results.items():
        verdict(name, value, TARGETS)
    return {
        **{name: round(value, 4) for name, value in results.items()},
        "targets": {name: f"{sign} {bound:g}" for name, (sign, bound) in TARGETS.items()},
        "met": {name: met(name, value, TARGETS) for name, value in results.items()},
        "worker_own_cpu_s": own,
        "worker_program_cpu_s": program,
        "stub": stub,
        "opening": opening,
        "busy": busy,
        "store": store,
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


def busy_share(plan: SweepPlan, place: Path) -> dict[str, float]:
    """Share of all cores that a study uses between a quarter and three quarters of its points; and what lay idle."""
    study = place / "busy"
    words = [f"sides={plan.sides}", f"duration={plan.duration}", f"study.path={study}"]
    # The model is built by the first study, so that the second only computes
    for seeds in ("range(2)", f"range({plan.busy_points})"):
        command = [sys.executable, *DISINHIBITION, "sweep", f"seed={seeds}", *words]
        process = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if seeds == "range(2)":
            process.wait()
    begin = _when(process, study, plan.busy_points // 4)
    end = _when(process, study, 3 * plan.busy_points // 4)
    if process.wait():
        raise RuntimeError(f"the sweep ended with code {process.returncode}")
    cores = os.cpu_count() or 1
    wall = end["wall"] - begin["wall"]
    return {
        "ours": (end["cpu"] - begin["cpu"]) / (wall * cores),
        "idle": (end["idle"] - begin["idle"]) / (wall * cores),
        "wall_s": wall,
    }


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


def _store_constants(place: Path, points: int) -> dict[str, float]:
    """Microseconds of CPU a point: to lay it out, to write its row, to claim it; and bytes on disk."""
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
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    times = {"lay_out_us": laid - begin, "write_us": written - laid, "claim_us": claimed - written}
    return {name: round(1e6 * cpu / points, 1) for name, cpu in times.items()} | {"bytes": round(size / points)}
