"""``benchmark --exported``: patients of the model are diagnosed from a file as from the simulation itself.

Each step of an examination is simulated. The steps are written one after the other into one EDF file, as an amplifier
would have recorded them, and the file is examined by the code of ``examine --recording``. Cuts are left out on both
sides, since nobody can ask a person for them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from disinhibition.analysis.diagnosis.decision import Diagnosis
from disinhibition.analysis.diagnosis.decision import diagnose as diagnose_features
from disinhibition.analysis.diagnosis.examination_features import examination_features
from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.recordings.cleaning import UNFILTERED
from disinhibition.analysis.recordings.edf import to_edf
from disinhibition.analysis.signals.groups import eeg, emg
from disinhibition.analysis.signals.resampling import resampled

from ...config.compose import compose_config
from ...config.schema import read_settings
from ...config.settings import Settings
from ...examine.examination import diagnose
from ...examine.model_body import model_body
from ...examine.person import examine_person
from ...examine.recordings import open_recording, record_steps
from ...examine.source import Source
from ...examine.stored import REPORT
from ...run.provenance import provenance
from ...study.executors import read_workers
from ..verdicts import say

RATE = 1000.0  # Hz of the file
HUM = (20e-6, 50.0)  # V, Hz of the mains
OFFSET = 4e-4  # V of the electrodes
COMPARED = ("posture", "median_nerve")  # steps of the healthy subject that are needed
HEALTHY = "healthy"
# A back-average and an evoked potential need 50 sweeps, a coherence 30 segments
SECONDS = {"rest": 60.0, "posture": 32.0, "median_nerve": 58.0, "startle": 22.0}


@dataclass(frozen=True)
class ExportedPlan:
    """How much is measured.

    Attributes
    ----------
    circuits : tuple of str
        Circuits whose inhibition is lost.
    gain : float
        What is left of the gain of GABA-A and glycine receptors there.
    seeds : int
        How many seeds.
    seconds : mapping of str to float
        Duration of every step, s.
    sides : str
        Body sides that are simulated.
    """

    circuits: tuple[str, ...] = ("cortex", "brainstem", "spinal")
    gain: float = 0.15
    seeds: int = 5
    seconds: Mapping[str, float] = field(default_factory=lambda: dict(SECONDS))
    sides: str = "both"


QUICK_EXPORTED = ExportedPlan(("cortex",), seeds=1, seconds={"rest": 20.0, "median_nerve": 20.0}, sides="right")


def measure_exported(plan: ExportedPlan, folder: Path) -> dict[str, Any]:
    """Compare the diagnoses of all patients, and print them.

    Parameters
    ----------
    plan : ExportedPlan
        How much is measured.
    folder : Path
        Where recordings, files and reports are kept; what is there is not computed again.

    Returns
    -------
    dict
        ``rows`` (circuit, seed, and of either side diagnosis, certainty and margin), ``same``, how many of the rows
        have one diagnosis on both sides, and how they came about.
    """
    say(f"{'circuit':<11}{'seed':>4}  {'from the simulation':<42}from EDF")
    rows = []
    for seed in range(1, plan.seeds + 1):
        healthy = recorded(plan, "", seed, folder)
        normal, _ = examined(healthy, folder / f"{HEALTHY}-{seed}", None)
        for circuit in plan.circuits:
            steps = recorded(plan, circuit, seed, folder)
            simulated = diagnose_features(examination_features(steps, model_body(), healthy))
            place = folder / f"{circuit}-{seed}"
            _, report = examined(steps, place, normal)
            exported = diagnose(report)
            rows.append(
                {"circuit": circuit, "seed": seed, "simulation": _said(simulated), "edf": _said(exported),
                 "same": simulated.best == exported.best}
            )  # fmt: skip
            mark = "" if simulated.best == exported.best else "  differs"
            say(f"{circuit:<11}{seed:>4}  {_words(simulated):<42}{_words(exported)}{mark}")
    same = sum(bool(row["same"]) for row in rows)
    say(f"{same} of {len(rows)} have the same diagnosis on both sides")
    return {"rows": rows, "same": same, "of": len(rows), "plan": asdict(plan), "provenance": provenance()}


def recorded(plan: ExportedPlan, circuit: str, seed: int, folder: Path) -> dict[str, xr.DataTree]:
    """Simulate the steps of a subject that were not simulated yet.

    Parameters
    ----------
    plan : ExportedPlan
        How much is measured.
    circuit : str
        Circuit whose inhibition is lost; '' for a healthy subject, of whom only what is compared is recorded.
    seed : int
        Its seed.
    folder : Path
        Where recordings are kept.

    Returns
    -------
    dict
        Step to recording.
    """
    workers = read_workers(compose_config("sweep", [])["execute"])
    steps = {
        name: seconds for name, seconds in plan.seconds.items() if circuit or name in COMPARED
    }  # fmt: skip
    paths = record_steps({HEALTHY: _settings(plan, steps, circuit, seed)}, folder, workers)[HEALTHY]
    return {name: open_recording(path) for name, path in paths.items()}


def _settings(plan: ExportedPlan, steps: Mapping[str, float], circuit: str, seed: int) -> dict[str, Settings]:
    lost = [f"receptors.{receptor}.{circuit}={plan.gain}" for receptor in ("gaba_a", "glycine")] if circuit else []
    who = [f"sides={plan.sides}", f"seed={seed}", *lost]
    return {
        name: read_settings(compose_config("run", [f"protocol={name}", f"duration={seconds}", *who]))
        for name, seconds in steps.items()
    }


def examined(steps: Mapping[str, xr.DataTree], folder: Path, healthy: Path | None) -> tuple[Path, xr.Dataset]:
    """Write the steps of a subject into one EDF file, and examine it.

    Parameters
    ----------
    steps : mapping of str to xarray.DataTree
        Simulated recordings by step.
    folder : Path
        Where the file and its report go.
    healthy : Path or None
        Folder of the examination of the healthy subject.

    Returns
    -------
    Path
        The folder.
    xarray.Dataset
        The report.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "recording.edf"
    times, sites = write_edf(steps, path)
    (folder / REPORT).unlink(missing_ok=True)  # of the file that was written over
    report, _ = examine_person(Source(path, sites={site: site for site in sites}), times, out=folder, healthy=healthy)
    return folder, report


def write_edf(steps: Mapping[str, xr.DataTree], path: Path) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """Write simulated steps one after the other, as an amplifier records them: 1 kHz, 16 bit, hum and offset.

    Parameters
    ----------
    steps : mapping of str to xarray.DataTree
        Simulated recordings by step.
    path : Path
        The file.

    Returns
    -------
    times : dict
        Step to its begin and end in the file, s.
    sites : list of str
        Sites of the stimuli, which are their annotations.
    """
    times: dict[str, tuple[float, float]] = {}
    muscles, electrodes = (signal.values.astype(str).tolist() for signal in _channels(next(iter(steps.values()))))
    signals: list[np.ndarray] = []
    stimuli: dict[str, list[float]] = {}
    begin = 0.0
    for name, tree in steps.items():
        both = [*emg(tree).sel(muscle=muscles).values, *eeg(tree).sel(electrode=electrodes).values]
        rate = both[0].size / float(tree.attrs["duration"])
        signals.append(np.array([resampled(row.astype(float), rate, RATE) for row in both]))
        given = tree["stimuli"].to_dataset()
        for time, site in zip(given["time"].values, given["site"].values.astype(str), strict=True):
            stimuli.setdefault(str(site), []).append(begin + float(time))
        times[name] = (begin, begin + signals[-1].shape[1] / RATE)
        begin = times[name][1]
    whole = np.concatenate(signals, axis=1)
    clock = np.arange(whole.shape[1]) / RATE
    whole += HUM[0] * np.sin(2 * np.pi * HUM[1] * clock) + OFFSET
    parts = whole[: len(muscles)], whole[len(muscles) :]
    to_edf(from_signals(parts[0], RATE, muscles, parts[1], electrodes, stimuli, UNFILTERED), path)
    return times, list(stimuli)


def _channels(tree: xr.DataTree) -> tuple[xr.DataArray, xr.DataArray]:
    return emg(tree)["muscle"], eeg(tree)["electrode"]


def _said(diagnosis: Diagnosis) -> dict[str, Any]:
    return {"diagnosis": diagnosis.best, "certainty": diagnosis.certainty, "margin": diagnosis.margin}


def _words(diagnosis: Diagnosis) -> str:
    best = diagnosis.best.replace("_", " ") or "no single class"
    return f"{best}, {diagnosis.certainty}, margin {diagnosis.margin:g}"
