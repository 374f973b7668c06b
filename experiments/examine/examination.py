"""The clinical examination: a few protocols, recorded and measured, beside those of a healthy subject."""

import json
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xarray as xr

from ...analysis.diagnosis.decision import Diagnosis
from ...analysis.diagnosis.decision import diagnose as diagnose_features
from ...analysis.diagnosis.examination_features import examination_features
from ...analysis.diagnosis.features import (
    features_from_dataset,
    features_to_dataset,
    features_with,
)
from ...analysis.diagnosis.further_findings import further_findings
from ...errors import UserError
from ...models.parameters.identity import model_digest
from ..config.asked import folder_of, short_words
from ..config.compose import compose_config
from ..config.late_snapshot import notice_late_snapshot
from ..config.packaged import read_config
from ..config.schema import read_settings
from ..config.settings import Settings
from ..files import check_place, writable_folder
from ..run.provenance import provenance
from ..study.executors import read_workers
from .model_body import model_body
from .recordings import open_recording, record_steps, space_text
from .stated_findings import checked_findings
from .stored import refuse_another, subject_of_model, write_examination

LOG = logging.getLogger(__name__)
EXAMINATIONS = Path("results", "examinations")
# What each step sets for itself, and what to do instead
OF_STEPS = {
    "protocol": "protocols; leave it out, or record one protocol by 'disinhibition run', in Python dis.simulate",
    "cut": "cuts; leave it out, or give what is cut in the patient as lesions=['transection:C2']",
}
SUBJECT = ("sides", "seed", "wiring_seed", "scale", "dt", "jitter", "parameters", "duration", "state", "engine",
           "engine.kind", "engine.precision", "profile")  # fmt: skip


def examine(
    overrides: Sequence[str] = (), out: Path | None = None, stated: Mapping[str, Any] | None = None
) -> xr.Dataset:
    """The whole clinical examination of one condition.

    Parameters
    ----------
    overrides : sequence of str
        As of ``simulate``; they go to every step of configs/examination.yaml. Both sides are recorded unless they say
        otherwise. ``execute=...`` and ``execute.<key>=...`` say where the steps are computed, as for a sweep.
    out : Path, optional
        Folder for ``examination.nc``. Recordings are kept beside it and not computed twice, also those of an
        examination that was interrupted.
    stated : mapping, optional
        Findings that no recording of the model gives, such as ``{"sleep_persist": True}``; the report says so.

    Returns
    -------
    xarray.Dataset
        What ``diagnosis.features`` and ``diagnosis.further_findings`` measure, as scalars with units and long_name,
        with ``healthy_<name>`` beside; attributes say what was recorded.

    Raises
    ------
    UserError
        As ``simulate``, and for a protocol or a cut, which each step has of its own.
    NotRecorded
        If a step could not be computed; the others are kept.
    StudyBusy, StudyStopped, UserError
        As the study of the recordings, see ``study.execute.run_points``.
    """
    folder = out or EXAMINATIONS / examination_name(overrides)
    stated = checked_findings(stated)  # a misspelt finding is answered before anything is recorded
    subject, where = _without_execute(overrides)
    _refuse_steps(subject)
    workers = read_workers(compose_config("sweep", where)["execute"])
    patient = _settings(subject)
    notice_late_snapshot(compose_config("run", subject))
    healthy = _settings([word for word in subject if _is_of_subject(_key(word))])
    check_place(folder)
    refuse_another(folder, subject_of_model(subject))
    check_place(folder.parent)  # where the recordings go
    kept = record_steps({"patient": patient, "healthy": healthy}, folder.parent, workers)
    trees = {who: {name: open_recording(path) for name, path in paths.items()} for who, paths in kept.items()}
    body = model_body()
    features = {who: examination_features(trees[who], body, trees["healthy"]) for who in trees}
    features["patient"] = features_with(features["patient"], stated)
    report, normal = (
        features_to_dataset(features[who]).merge(further_findings(trees[who], body)) for who in ("patient", "healthy")
    )
    for name in stated:
        report[name].attrs["long_name"] += " (stated)"
    for measured, value in normal.data_vars.items():
        if value.ndim == 0:
            report[f"healthy_{measured}"] = value
    here = folder.resolve()
    files_of = {who: {step: os.path.relpath(path, here) for step, path in paths.items()} for who, paths in kept.items()}
    report.attrs = provenance(overrides=json.dumps(subject), recordings=json.dumps(files_of))
    writable_folder(folder)
    write_examination(report, folder)
    return report


def recordings_of(report: xr.Dataset, folder: Path) -> set[Path]:
    """Find the recordings of an examination.

    Parameters
    ----------
    report : xarray.Dataset
        As ``examine`` returns it.
    folder : Path
        Folder of the examination.

    Returns
    -------
    set of Path
        Their files, those of the healthy subject included.
    """
    steps = json.loads(report.attrs["recordings"])
    return {(folder / path).resolve() for paths in steps.values() for path in paths.values()}


def settle_recordings(report: xr.Dataset, folder: Path, before: set[Path], keep: bool) -> None:
    """Say in the log where the recordings are kept and what they take, or remove those of this examination.

    Parameters
    ----------
    report : xarray.Dataset
        As ``examine`` returns it.
    folder : Path
        Folder of the examination.
    before : set of Path
        The recordings that were there before it, which stay.
    keep : bool
        Whether they are kept.
    """
    mine = recordings_of(report, folder)
    if keep:
        where = ", ".join(sorted({os.path.relpath(file.parent) for file in mine}))
        LOG.info("%s kept in %s, for later examinations and figures", space_text(mine), where)
        return
    made = mine - before
    LOG.info("%s removed", space_text(made))
    for file in made:
        file.unlink(missing_ok=True)
    left = {
        who: {step: path for step, path in paths.items() if (folder / path).exists()}
        for who, paths in json.loads(report.attrs["recordings"]).items()
    }
    report.attrs["recordings"] = json.dumps(left)
    write_examination(report, folder)


def diagnose(report: xr.Dataset, stated: Mapping[str, Any] | None = None) -> Diagnosis:
    """Differential diagnosis of what ``examine`` measured.

    Parameters
    ----------
    report : xarray.Dataset
        As ``examine`` returns it, or any Dataset with variables of ``analysis.diagnosis.features``.
    stated : mapping, optional
        Findings beside it, as of ``examine``.

    Returns
    -------
    Diagnosis
        The diagnosis.

    Raises
    ------
    UserError
        A stated finding was measured, or does not exist.
    """
    return diagnose_features(features_with(features_from_dataset(report), checked_findings(stated)))


def _settings(overrides: Sequence[str]) -> dict[str, Settings]:
    """Settings of every step."""
    steps = read_config("examination")["steps"]
    return {
        name: read_settings(compose_config("run", ["sides=both", *words, *overrides])) for name, words in steps.items()
    }


def _refuse_steps(overrides: Sequence[str]) -> None:
    """Refuse what would make every step the same examination."""
    for override in overrides:
        group = _key(override).partition(".")[0]
        if group in OF_STEPS:
            raise UserError(f"'{override}': an examination has its own {OF_STEPS[group]}")


def _is_of_subject(key: str) -> bool:
    """Whether a key says who is examined, not what the matter is."""
    return key in SUBJECT or key.partition(".")[0] == "numbers"


def examination_name(overrides: Sequence[str]) -> str:
    """Name of the folder of an examination.

    Parameters
    ----------
    overrides : sequence of str
        Overrides of the examination. Those of ``execute`` do not count.

    Returns
    -------
    str
        What was asked, of a long list the first words, and a hash of all words and of the model.
    """
    subject, _ = _without_execute(overrides)
    return folder_of(short_words(subject) or ["healthy"], json.dumps([*subject, model_digest()]))


def _without_execute(overrides: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that say what is recorded, and those that say where it is computed."""
    where = [word for word in overrides if _key(word).partition(".")[0] == "execute"]
    return [word for word in overrides if word not in where], where


def _key(override: str) -> str:
    return override.lstrip("+").partition("=")[0]
