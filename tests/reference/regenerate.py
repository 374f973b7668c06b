"""Writes bands.json and digests.json anew.

Legitimate only together with a new freeze of the parameters or a change of the model or of a measurement that was meant
and understood, and then logged in docs/calibration.md with the reason. Never to make a red test green: a statistic that
left its band is a finding, and is explained first.

    python tests/reference/regenerate.py

With ``--check`` nothing is written: every statistic is printed with its stored mean and band beside the new ones, and
the digests that differ. The exit code is then 1 if a new mean lies outside its stored band or a digest differs.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
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


def main(words: Sequence[str] | None = None) -> int:
    """Measure every point, and write both files or compare with them."""
    parser = argparse.ArgumentParser(prog="python tests/reference/regenerate.py")
    parser.add_argument("--check", action="store_true", help="Write nothing; print the old, the new and the bands.")
    flags = parser.parse_args(words)
    measured = []
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for found in pool.map(statistics_of, POINTS):
            measured.append(found)
            print(f"point {len(measured)} of {len(POINTS)}", flush=True)
    bands, without = bands_of(measured)
    found = digests(draw(build_pathway(Structure(sides="right")), 1))
    if flags.check:
        return compare(bands, without, found)
    origin = {name: provenance()[name] for name in ("version", "model", "version_brian2", "version_numpy")}
    made = {"command": "python tests/reference/regenerate.py", **origin, "points": list(POINTS), "rule": RULE}
    for name, limits in bands.items():
        print(f"{name}: {_span(limits)}")
    for name, reason in without.items():
        print(f"{name}: {reason}")
    _write("bands.json", {"made": made, "bands": bands, "without_band": without})
    _write("digests.json", {"made": made, "digests": found})
    return 0


def bands_of(measured: Sequence[Mapping[str, float]]) -> tuple[dict[str, dict], dict[str, str]]:
    """Band of every statistic that can have one, and why the others have none."""
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
    return bands, without


def compare(bands: Mapping[str, Mapping], without: Mapping[str, str], found: Mapping[str, str]) -> int:
    """Print the stored and the new mean and band of every statistic, and the digests that differ."""
    stored = json.loads((HERE / "bands.json").read_text())
    old_bands, old_without = stored["bands"], stored["without_band"]
    left = []
    for name in dict.fromkeys([*old_bands, *old_without, *bands, *without]):
        old, new = old_bands.get(name), bands.get(name)
        if old and not (new and old["low"] <= new["mean"] <= old["high"]):
            left.append(name)
        then = _told(old, old_without.get(name, "not measured"))
        now = _told(new, without.get(name, "not measured"))
        print(f"{name}: {then} -> {now}{'  LEFT ITS BAND' if name in left else ''}")
    old_digests = json.loads((HERE / "digests.json").read_text())["digests"]
    differ = [name for name in dict.fromkeys([*old_digests, *found]) if old_digests.get(name) != found.get(name)]
    for name in differ:
        print(f"digest of {name}: {old_digests.get(name)} -> {found.get(name)}")
    print(f"{len(left)} of {len(old_bands)} bands are left, {len(differ)} of {len(old_digests)} digests differ")
    return int(bool(left or differ))


def _told(limits: Mapping | None, reason: str) -> str:
    return f"{limits['mean']:.4g} in {_span(limits)}" if limits else f"no band ({reason})"


def _span(limits: Mapping) -> str:
    return f"{limits['low']:.4g} to {limits['high']:.4g} {limits['unit']}".removesuffix(" 1")


def _write(name: str, content: dict) -> None:
    (HERE / name).write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
