"""Measures, prints and writes the benchmark. Only ratios are verdicts; seconds are printed for orientation."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from ...models.engine.temporary import temporary_folder
from ...models.parameters.timing import SETTLING
from ..files import whole_file, writable_folder, writing
from ..run.provenance import provenance
from .agreement import disagreement
from .dose import QUICK_DOSE, DosePlan, measure_dose
from .growth import cost_exponent
from .measure import Ratio, in_turn
from .points import Costs, costs, kept_mb, memory_growth, worker_cost
from .programs import Runs, handwritten, ours, stock
from .subject import Subject
from .verdicts import machine, met, say, verdict

# What every ratio should be: at least, or at most
TARGETS = {
    "stock_over_ours": (">=", 5.0),
    "ours_over_limit": ("<=", 1.3),
    "plain_over_limit": (">=", 1.25),
    "naive_sweep_over_ours": (">=", 10.0),
    "build_over_stock": ("<=", 0.45),
    "overhead_per_point_s": ("<=", 0.03),
    "peak_memory_gb": ("<=", 1.5),
    "memory_growth_mb": ("<=", 10.0),
    "kept_mb_per_point": ("<=", 1.0),
    "cost_exponent": ("<=", 1.03),
}


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Durations are without the settling time that every run simulates first.

    Attributes
    ----------
    sides : str
        Body sides of the network.
    pairs : int
        How many pairs of runs are compared.
    builds : int
        How many builds are compared.
    stock_duration : float
        Duration of a run of stock Brian2, s.
    duration : float
        Duration of a run against the programs in C++, s.
    sweep_points : int
        Points of the sweep.
    sweep_duration : float
        Duration of a point of the sweep, s.
    long_duration : float
        Duration of a longer point, s.
    worker_points : int
        Points by which a worker's cost is measured.
    memory_points : int
        Points over which a worker's memory is followed.
    memory_duration : float
        Duration of these points, s.
    scales : tuple of float
        Sizes of the network over which the cost grows.
    growth_duration : float
        Duration of a run of these networks, s.
    """

    sides: str = "both"
    pairs: int = 7
    builds: int = 3
    stock_duration: float = 2.0
    duration: float = 5.0
    sweep_points: int = 100
    sweep_duration: float = 2.0
    long_duration: float = 10.0
    worker_points: int = 5
    memory_points: int = 200
    memory_duration: float = 0.2
    scales: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    growth_duration: float = 2.0


QUICK = Plan(
    sides="right", pairs=1, builds=1, stock_duration=0.2, duration=0.5, sweep_points=2, sweep_duration=0.2,
    long_duration=0.4, worker_points=1, memory_points=2, memory_duration=0.1, scales=(0.5, 1.0), growth_duration=0.3,
)  # fmt: skip


def benchmark(part: str = "", quick: bool = False, out: Path | None = None) -> Path:
    """Measure, print and write the benchmark. A target that is not met is shown as a miss.

    Parameters
    ----------
    part : str
        ``sweep``, ``dose``, ``detection``, ``recording`` or ``exported``; the ratios of single runs otherwise.
    quick : bool
        Whether one pair with short runs is enough, to see that it works.
    out : Path, optional
        The file, by default one in results.

    Returns
    -------
    Path
        The file.
    """
    out = out or Path("results", f"benchmark_{part}.json" if part else "benchmark.json")
    writable_folder(out.parent)
    if part == "sweep":
        # Only here: its stub is a program of its own, which must not be imported before it runs
        from .sweep import QUICK_SWEEP, SweepPlan, measure_sweep

        results = measure_sweep(QUICK_SWEEP if quick else SweepPlan())
    elif part == "dose":
        results = measure_dose(QUICK_DOSE if quick else DosePlan())
    elif part == "detection":
        # Only here: other libraries take seconds to import
        from .detection.table import FULL, QUICK_DETECTION, measure_detection

        results = measure_detection(QUICK_DETECTION if quick else FULL)
    elif part == "recording":
        from .recording.cost import QUICK_COST, CostPlan, measure_cost

        results = measure_cost(QUICK_COST if quick else CostPlan())
    elif part == "exported":
        from .recording.exported import QUICK_EXPORTED, ExportedPlan, measure_exported

        results = measure_exported(QUICK_EXPORTED if quick else ExportedPlan(), out.with_suffix(""))
    else:
        results = measure(QUICK if quick else Plan())
    with writing(out), whole_file(out) as partial:
        partial.write_text(json.dumps(results, indent=1) + "\n")
    return out


def measure(plan: Plan) -> dict[str, Any]:
    """Measure all figures of the benchmark.

    Parameters
    ----------
    plan : Plan
        How much is measured.

    Returns
    -------
    dict
        The keys of TARGETS as numbers, their spread over pairs, and how they came about.

    Raises
    ------
    RuntimeError
        Two programs that should run the same network do not fire alike.
    """
    with temporary_folder("benchmark") as folder:
        place = Path(folder)
        subject = Subject.of(plan.sides)
        say(f"{subject.connectome.size} cells, sides={plan.sides}; {machine()['processor']}, {os.cpu_count()} cores")
        cost = costs(subject, plan.stock_duration, place, plan.builds, plan.sweep_points, plan.sweep_duration)
        build = cost.build_ratio()
        results, spread = {"build_over_stock": build.median}, {"build_over_stock": build}
        verdict("build_over_stock", build, TARGETS)
        loops = _loops(subject, plan, place)
        spread |= loops.ratios
        results |= {name: ratio.median for name, ratio in loops.ratios.items()}
        own, program, _ = worker_cost(plan.sides, plan.worker_points, plan.sweep_duration)
        long_own, long_program, peak = worker_cost(plan.sides, plan.worker_points, plan.long_duration)
        sweep = _sweep(plan, cost, own + program, long_own + long_program)
        sweep["kept_mb_per_point"] = kept_mb(place, plan.sweep_points)
        results |= {"naive_sweep_over_ours": sweep["naive_sweep_over_ours"], "overhead_per_point_s": own}
        verdict("naive_sweep_over_ours", sweep["naive_sweep_over_ours"], TARGETS)
        say(f"  at {plan.long_duration:g} s a point: {sweep['naive_sweep_over_ours_long']:.1f}")
        verdict("overhead_per_point_s", own, TARGETS)
        results["peak_memory_gb"] = peak
        verdict("peak_memory_gb", results["peak_memory_gb"], TARGETS)
        results["memory_growth_mb"] = memory_growth(plan.sides, plan.memory_points, plan.memory_duration)
        verdict("memory_growth_mb", results["memory_growth_mb"], TARGETS)
        results["kept_mb_per_point"] = sweep["kept_mb_per_point"]
        verdict("kept_mb_per_point", results["kept_mb_per_point"], TARGETS)
        spread["cost_exponent"], rows = cost_exponent(plan.scales, plan.growth_duration, place)
        results["cost_exponent"] = spread["cost_exponent"].median
        verdict("cost_exponent", spread["cost_exponent"], TARGETS)
        for row in rows:
            say("  " + ", ".join(f"{name} {value:.4g}" for name, value in row.items()))
    return {
        **{name: round(results[name], 4) for name in TARGETS},
        "targets": {name: f"{sign} {bound:g}" for name, (sign, bound) in TARGETS.items()},
        "met": {name: met(name, results[name], TARGETS) for name in TARGETS},
        "spread": {name: [round(ratio.low, 4), round(ratio.high, 4)] for name, ratio in spread.items()},
        "ns_per_neuron_step": loops.nanoseconds,
        "disagreement": loops.disagreement,
        "naive_point_cpu_s": [asdict(point) for point in cost.naive],
        "sweep": sweep,
        "worker_program_cpu_s": program,
        "growth": rows,
        "plan": asdict(plan),
        "machine": machine(),
        "provenance": provenance(),
    }


@dataclass(frozen=True)
class Loops:
    """Whole runs of the compiled programs against each other.

    Attributes
    ----------
    ratios : dict
        Name of a ratio to its value over pairs.
    nanoseconds : dict
        Program to its CPU time for each neuron and step, ns.
    disagreement : dict
        Program to how far its rates differ from ours, in units of what is allowed.
    """

    ratios: dict[str, Ratio]
    nanoseconds: dict[str, float]
    disagreement: dict[str, float]


def _loops(subject: Subject, plan: Plan, place: Path) -> Loops:
    short = plan.stock_duration
    slow, ours_short = stock(subject, short, place / "stock_0"), ours(subject, short, place / "ours_short")
    with_stock = in_turn(plan.pairs, slow.cpu, ours_short.cpu)
    fast = ours(subject, plan.duration, place / "ours")
    limit = handwritten("limit", subject, plan.duration, place / "limit")
    plain = handwritten("plain", subject, plan.duration, place / "plain")
    with_limit = in_turn(plan.pairs, fast.cpu, limit.cpu, plain.cpu)
    ratios = {
        "stock_over_ours": Ratio.of(*with_stock),
        "ours_over_limit": Ratio.of(with_limit[0], with_limit[1]),
        "plain_over_limit": Ratio.of(with_limit[2], with_limit[1]),
    }
    steps = subject.connectome.size / subject.structure.dt
    seconds = [(slow, with_stock[0]), *zip((fast, limit, plain), with_limit, strict=True)]
    nanoseconds = {
        runs.name: round(median(cpu) / (steps * (runs.duration + SETTLING)) * 1e9, 2) for runs, cpu in seconds
    }
    for name, ratio in ratios.items():
        verdict(name, ratio, TARGETS)
    say("  ns CPU per neuron-step: " + ", ".join(f"{name} {value:g}" for name, value in nanoseconds.items()))
    return Loops(ratios, nanoseconds, _agree(plan, [(ours_short, slow), (fast, limit), (fast, plain)]))


def _agree(plan: Plan, pairs: list[tuple[Runs, Runs]]) -> dict[str, float]:
    found = {}
    for one, other in pairs:
        found[other.name] = round(disagreement(one.rates, other.rates), 3)
        # One pair has no spread to judge by
        if plan.pairs > 1 and found[other.name] > 1:
            raise RuntimeError(f"{other.name} does not fire like ours: rates differ by {found[other.name]}")
    say("  rates differ, in units of what is allowed: " + ", ".join(f"{name} {x:g}" for name, x in found.items()))
    return found


def _sweep(plan: Plan, cost: Costs, point: float, longer_point: float) -> dict[str, float]:
    """Naive cost from the measured scripts against a whole sweep of ours, the build included.

    For longer points ours is what single points of that length cost more: CPU s of one, and of a longer one.
    """
    short, long = (
        (duration + SETTLING) / (plan.stock_duration + SETTLING)
        for duration in (plan.sweep_duration, plan.long_duration)
    )
    longer_sweep = cost.ours() + plan.sweep_points * (longer_point - point)
    return {
        "points": plan.sweep_points,
        "cpu_s": cost.ours(),
        "naive_sweep_over_ours": cost.naive_ratio(plan.sweep_points, short),
        "naive_sweep_over_ours_long": cost.naive_ratio(plan.sweep_points, long, longer_sweep),
    }
