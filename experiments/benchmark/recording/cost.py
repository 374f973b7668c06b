"""``benchmark --recording``: what the whole way from the file of a person to its report costs."""

import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ....models.engine.temporary import temporary_folder
from ...run.provenance import provenance
from ..verdicts import machine, met, say, verdict
from .long_file import MUSCLES, TRIGGER, write_long_edf

TARGETS = {"cpu_s": ("<=", 60.0), "peak_memory_mb": ("<=", 600.0)}


@dataclass(frozen=True)
class CostPlan:
    """How much is measured.

    Attributes
    ----------
    seconds : int
        Duration of the recording, s.
    rate : int
        Samples per second of each of its 12 channels and its trigger, Hz.
    """

    seconds: int = 1200
    rate: int = 10_000


QUICK_COST = CostPlan(seconds=40, rate=2000)


def measure_cost(plan: CostPlan) -> dict[str, Any]:
    """Measure CPU time and peak memory of ``examine --recording``.

    Parameters
    ----------
    plan : CostPlan
        How much is measured.

    Returns
    -------
    dict
        The keys of TARGETS as numbers, the seconds that passed, and how they came about.
    """
    with temporary_folder("benchmark") as name:
        folder = Path(name)
        write_long_edf(folder / "patient.edf", plan.seconds, plan.rate)
        size = (folder / "patient.edf").stat().st_size / 1e6
        say(f"{plan.seconds} s of {len(MUSCLES) + 4} channels at {plan.rate} Hz, {size:.0f} MB")
        found = _watched(folder, plan.seconds)
    results = {name: found[name] for name in TARGETS}
    for key, value in results.items():
        verdict(key, value, TARGETS)
    say(f"  {found['wall_s']:.0f} s passed")
    return {
        **{name: round(value, 2) for name, value in found.items()},
        "targets": {name: f"{sign} {bound:g}" for name, (sign, bound) in TARGETS.items()},
        "met": {name: met(name, value, TARGETS) for name, value in results.items()},
        "plan": asdict(plan),
        "machine": machine(),
        "provenance": provenance(),
    }


def _watched(folder: Path, seconds: int) -> dict[str, float]:
    """CPU s, peak memory in MB and seconds of the command, its report included."""
    half, last = seconds // 2, 3 * seconds // 4
    (folder / "channels.csv").write_text(_table(), encoding="utf-8")
    steps = [f"rest=0:{half}", f"posture={half}:{last}", f"median_nerve={last}:{seconds}"]
    words = ["--recording", "patient.edf", "--channels", "channels.csv", f"--sites={TRIGGER}=right_median_nerve"]
    words += [f"--protocol={step}" for step in steps] + ["--out", "out"]
    begin = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; from disinhibition.experiments.cli import main; sys.exit(main())",
         "examine", *words],
        cwd=folder, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the examination ended with code {process.returncode}")
    return {
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_memory_mb": usage.ru_maxrss / 1024,
        "wall_s": time.monotonic() - begin,
    }


def _table() -> str:
    kinds = dict.fromkeys(MUSCLES, "emg") | dict.fromkeys(("C3", "C4", "Cz", "Fz"), "eeg") | {TRIGGER: "trigger"}
    return "channel,name,kind\n" + "".join(f"{name},{name},{kind}\n" for name, kind in kinds.items())
