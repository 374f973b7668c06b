"""``benchmark --dose``: a dose-response of a drug is built once and keeps the cores busy."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...models.engine.temporary import temporary_folder
from ..run.provenance import provenance
from .verdicts import machine, met, say, verdict
from .watched import busy_share

TARGETS = {"builds": ("<=", 0.0), "busy_share": (">=", 0.9)}


@dataclass(frozen=True)
class DosePlan:
    """Free clonazepam against a cortex that jerks.

    Attributes
    ----------
    levels : tuple of float
        Free levels, uM.
    seeds : int
        How many seeds each level is run with.
    duration : float
        Duration of a run, s.
    """

    levels: tuple[float, ...] = (0, 0.002, 0.005, 0.007, 0.01, 0.014, 0.02, 0.028, 0.037, 0.046, 0.1, 0.2)
    seeds: int = 5
    duration: float = 20.0


QUICK_DOSE = DosePlan(levels=(0, 0.014, 0.046), seeds=2, duration=0.2)


def measure_dose(plan: DosePlan) -> dict[str, Any]:
    """Measure the models built after the first point, and the share of all cores that a study uses in its middle half.

    Parameters
    ----------
    plan : DosePlan
        How much is measured.

    Returns
    -------
    dict
        The keys of TARGETS as numbers, and how they came about.
    """
    first, whole = dose_words(plan, plan.levels[:1], 1), dose_words(plan, plan.levels, plan.seeds)
    with temporary_folder("benchmark") as folder:
        found = busy_share(len(plan.levels) * plan.seeds, Path(folder), first, whole)
    results = {"builds": found["built"], "busy_share": found["ours"]}
    for name, value in results.items():
        verdict(name, value, TARGETS)
    say(f"  {found['wall_s']:.0f} s for half of {len(plan.levels) * plan.seeds} points; cores idle {found['idle']:.2f}")
    return {
        **{name: round(value, 4) for name, value in results.items()},
        "targets": {name: f"{sign} {bound:g}" for name, (sign, bound) in TARGETS.items()},
        "met": {name: met(name, value, TARGETS) for name, value in results.items()},
        "busy": found,
        "plan": asdict(plan),
        "machine": machine(),
        "provenance": provenance(),
    }


def dose_words(plan: DosePlan, levels: tuple[float, ...], seeds: int) -> list[str]:
    """The words of the study.

    Parameters
    ----------
    plan : DosePlan
        How much is measured.
    levels : tuple of float
        Free levels, uM.
    seeds : int
        How many seeds there are.

    Returns
    -------
    list of str
        Overrides of ``disinhibition sweep``.
    """
    return [
        f"study.axes.concentration.clonazepam=[{','.join(map(str, levels))}]",
        f"study.axes.seed=[{','.join(map(str, range(1, seeds + 1)))}]",
        *("receptors.gaba_a.cortex=0.2", "sides=right", f"duration={plan.duration}"),
    ]
