"""The clinical examination: a few protocols, recorded and measured, beside those of a healthy subject."""

import hashlib
import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib.resources import files
from pathlib import Path
from typing import Any

import xarray as xr
import yaml

from ...analysis.diagnosis.decision import Diagnosis
from ...analysis.diagnosis.decision import diagnose as diagnose_features
from ...analysis.diagnosis.examination_features import examination_features
from ...analysis.diagnosis.features import features_from_dataset, features_from_dict, features_to_dataset, features_with
from ...analysis.diagnosis.further_findings import further_findings
from ...analysis.plotting.selection import few_cells
from ...models.parameters.provenance import provenance
from ..config.compose import CONFIGS, compose_config
from ..config.schema import Settings, read_settings
from ..run.progress import progress_report
from ..study.executors.local import single_threaded
from ..study.worker import begin
from .model_body import model_body

EXAMINATIONS = Path("results", "examinations")
RECORDINGS = "recordings"  # shared by all examinations, so that a healthy subject is recorded once
REPORT = "examination.nc"
SEEN = ("emg", "eeg", "stimuli", "bursts", "jerks", "statistics")  # what an examiner has and is measured
RASTER_CELLS = 20  # of every cell class, kept for the report alone: no examiner sees cells
SUBJECT = ("sides", "seed", "wiring_seed", "scale", "dt", "jitter", "parameters", "duration", "engine",
           "engine.kind", "engine.precision", "profile")  # fmt: skip


def examine(
    overrides: Sequence[str] = (), out: Path | None = None, stated: Mapping[str, Any] | None = None
) -> xr.Dataset:
    """The whole clinical examination of one condition.

    overrides: as of ``simulate``; they go to every protocol of configs/examination.yaml. Both sides unless said
    otherwise. out: folder for ``examination.nc``; recordings are kept beside it and not computed twice.
    stated: findings that no recording of the model gives, such as {"sleep_persist": True}; the report says so.
    Returns: Dataset of ``diagnosis.features`` and ``diagnosis.further_findings``, what was measured as scalars
    with units and long_name, with ``healthy_<name>`` beside; attributes say what was recorded.
    Raises KeyError or ValueError as ``simulate``.

    >>> report = examine(["receptors.gaba_a.cortex=0.15"])                   # doctest: +SKIP
    >>> diagnose(report).best                                                # doctest: +SKIP
    """
    folder = out or EXAMINATIONS / examination_name(overrides)
    features_from_dict(stated or {})  # a misspelt finding is answered before anything is recorded
    patient = _settings(overrides)
    healthy = _settings([word for word in overrides if _is_of_subject(word.lstrip("+").partition("=")[0])])
    kept = {who: _paths(steps, folder.parent) for who, steps in (("patient", patient), ("healthy", healthy))}
    _record({path: patient[name] for name, path in kept["patient"].items()}
            | {path: healthy[name] for name, path in kept["healthy"].items()})  # fmt: skip
    trees = {who: {name: open_recording(path) for name, path in paths.items()} for who, paths in kept.items()}
    body = model_body()
    features = {who: examination_features(trees[who], body, trees["healthy"]) for who in trees}
    features["patient"] = features_with(features["patient"], stated or {})
    report, normal = (
        features_to_dataset(features[who]).merge(further_findings(trees[who], body)) for who in ("patient", "healthy")
    )
    for name in stated or {}:
        report[name].attrs["long_name"] += " (stated)"
    for measured, value in normal.data_vars.items():
        if value.ndim == 0:
            report[f"healthy_{measured}"] = value
    places = {who: {name: os.path.relpath(path, folder) for name, path in paths.items()} for who, paths in kept.items()}
    report.attrs = provenance(overrides=json.dumps(list(overrides)), recordings=json.dumps(places))
    folder.mkdir(parents=True, exist_ok=True)
    report.to_netcdf(folder / REPORT, engine="h5netcdf")
    return report


def diagnose(report: xr.Dataset, stated: Mapping[str, Any] | None = None) -> Diagnosis:
    """Differential diagnosis of what ``examine`` measured, or of a Dataset with variables of diagnosis/features.py.

    stated: findings beside it, as of ``examine``. Raises ValueError for one that was measured or does not exist.
    """
    return diagnose_features(features_with(features_from_dataset(report), stated or {}))


def open_recording(path: Path) -> xr.DataTree:
    """A recording of an examination, in memory."""
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        return tree.load()


def _settings(overrides: Sequence[str]) -> dict[str, Settings]:
    """Settings of every step."""
    steps = yaml.safe_load((files(CONFIGS) / "examination.yaml").read_text(encoding="utf-8"))["steps"]
    return {
        name: read_settings(compose_config("run", ["sides=both", *words, *overrides])) for name, words in steps.items()
    }


def _is_of_subject(key: str) -> bool:
    """Whether a key says who is examined, not what the matter is."""
    return key in SUBJECT or key.partition(".")[0] == "numbers"


def _paths(steps: Mapping[str, Settings], folder: Path) -> dict[str, Path]:
    """File of every step's recording, named by all that it depends on."""
    model = provenance()["model"]
    keys = {name: json.dumps([settings.plain(), model], sort_keys=True) for name, settings in steps.items()}
    return {
        name: folder / RECORDINGS / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.nc"
        for name, key in keys.items()
    }


def _record(wanted: Mapping[Path, Settings]) -> None:
    """Simulate what has not been recorded yet, on all cores."""
    missing = {path: settings for path, settings in wanted.items() if not path.exists()}
    if not missing:
        return
    from ...models.engine.engine import prepare

    held, lifeline = multiprocessing.Pipe(duplex=False)
    with tempfile.TemporaryDirectory(prefix="disinhibition-examination-") as scratch, progress_report() as report:
        for kind in dict.fromkeys((s.structure, s.engine, s.precision) for s in missing.values()):
            prepare(*kind, report)
        started = time.monotonic()
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(mp_context=context, initializer=begin, initargs=(held, scratch))
        try:
            with single_threaded():
                running = [pool.submit(record, settings, path) for path, settings in missing.items()]
            for done, future in enumerate(as_completed(running), 1):
                future.result()
                left = (time.monotonic() - started) / done * (len(running) - done)
                report(done / len(running), left, f"{done} of {len(running)} recordings")
        finally:
            # Ends the workers and the models they run, also in the middle
            lifeline.close()
            pool.shutdown(cancel_futures=True)


def record(settings: Settings, path: Path) -> None:
    """Simulate one step and keep what an examiner sees."""
    from ..run.simulate import simulate_settings, write_tree

    tree = simulate_settings(settings)
    kept = {"/": tree.to_dataset(), **{name: tree[name].to_dataset() for name in SEEN}}
    kept["spikes"] = few_cells(tree["spikes"].to_dataset(), RASTER_CELLS, by="cell_class")
    write_tree(xr.DataTree.from_dict(kept), path)


def examination_name(overrides: Sequence[str]) -> str:
    """Folder of an examination: its first words, readable, and a hash of all."""
    words = "-".join(word.replace("=", "-").replace("/", "-") for word in overrides[:2]) or "healthy"
    plain = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in words)[:60]
    return f"{plain}-{hashlib.sha256(json.dumps(list(overrides)).encode()).hexdigest()[:8]}"
