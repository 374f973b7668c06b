"""Writes bands.json and digests.json anew.

Legitimate only together with a new freeze of the parameters or a change of the model or of a measurement that was meant
and understood, and then logged in docs/calibration.md with the reason. Never to make a red test green: a statistic that
left its band is a finding, and is explained first.

    python tests/reference/regenerate.py
"""

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from exact import digests
from measured import STEPS, statistics_of, units
from scipy.stats import t

from disinhibition.experiments.run.provenance import provenance
from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.connectome import draw
from disinhibition.models.circuits.pathway import build_pathway

HERE = Path(__file__).parent
POINTS = tuple(range(1, 21))  # seeds of noise and wiring; the tests measure another one
MISSED = 0.01 / len(units())  # share of new healthy points outside one band, so that 99 of 100 lie inside all
RULE = "mean +- t(1 - 0.005 / statistics, n - 1) SD sqrt(1 + 1/n), at least one step: 99 of 100 points lie in all bands"


def band(values: Sequence[float], step: float) -> dict[str, float]:
    """Prediction interval of one more value, at least ``step`` to either side of the mean."""
    mean, spread = float(np.mean(values)), float(np.std(values, ddof=1))
    half = max(step, t.ppf(1 - MISSED / 2, len(values) - 1) * spread * (1 + 1 / len(values)) ** 0.5)
    return {"low": mean - half, "high": mean + half, "mean": mean, "sd": spread}


def no_band(name: str, values: Sequence[float], limits: dict[str, float]) -> str:
    """Why a statistic can have no band, or nothing."""
    missing = int(np.isnan(values).sum())
    if missing:
        return f"not measurable in {missing} of {len(values)} points"
    if name.partition(".")[2].startswith("probability") and limits["low"] <= 0 and limits["high"] >= 1:
        return "every probability would lie inside"
    return ""


def main() -> None:
    """Measure every point and write both files."""
    measured = []
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for found in pool.map(statistics_of, POINTS):
            measured.append(found)
            print(f"point {len(measured)} of {len(POINTS)}", flush=True)
    bands, without = {}, {}
    for name, unit in units().items():
        values = [point[name] for point in measured]
        limits = band(values, STEPS.get(name.partition(".")[2].partition("_")[0], 0.0))
        reason = no_band(name, values, limits)
        if reason:
            without[name] = reason
        else:
            rounded = {key: float(f"{value:.6g}") for key, value in limits.items()}
            bands[name] = {**rounded, "n": len(values), "unit": unit}
        words = reason or f"{limits['low']:.4g} to {limits['high']:.4g} ({unit})"
        print(f"{name}: {words}")
    origin = {name: provenance()[name] for name in ("version", "model", "version_brian2", "version_numpy")}
    made = {"command": "python tests/reference/regenerate.py", **origin, "points": list(POINTS), "rule": RULE}
    _write("bands.json", {"made": made, "bands": bands, "without_band": without})
    right_side = draw(build_pathway(Structure(sides="right")), 1)
    _write("digests.json", {"made": made, "digests": digests(right_side)})


def _write(name: str, content: dict) -> None:
    (HERE / name).write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
