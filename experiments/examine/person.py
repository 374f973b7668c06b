"""The examination of a person: one recording, cut into steps and measured as the model is."""

import hashlib
import json
import logging
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...analysis.diagnosis.examination_features import measure_examination
from ...analysis.diagnosis.features import features_to_dataset, features_with
from ...analysis.diagnosis.further_findings import further_findings
from ...analysis.diagnosis.sides import held_hand
from ...analysis.recordings.edf import CUT_OFF
from ...analysis.recordings.step import cut_step
from ...analysis.signals.groups import emg
from ...analysis.signals.labels import labelled
from ...analysis.summary import add_events
from ..files import check_place, whole_file, writable_folder, writing
from ..run.progress import progress_report
from ..run.provenance import provenance
from .channel_reasons import channels_said, check_muscles, not_measured, stimuli_said, with_electrodes
from .examination import EXAMINATIONS
from .healthy_person import PATIENT, read_healthy
from .model_body import model_body
from .protocols import STIMULATED, Protocols, step_times
from .recordings import RECORDINGS
from .source import Source
from .stated_findings import checked_findings
from .stored import DIGEST, refuse_another, subject_of_person, write_examination

LOG = logging.getLogger(__name__)
REASONS = "reason"  # variable of the report: why something was not measured


def examine_person(
    source: Source,
    protocols: Protocols,
    stated: Mapping[str, Any] | None = None,
    out: Path | None = None,
    healthy: Path | None = None,
) -> tuple[xr.Dataset, Path]:
    """Examine a recording of a person.

    Parameters
    ----------
    source : Source
        The recording, and how it is read.
    protocols : mapping
        Name of a step ('rest', 'posture', 'median_nerve', 'startle') to its begin and end in s after the first sample,
        or to None for the whole recording.
    stated : mapping, optional
        Findings that are not in the recording, such as ``{"sleep_persist": True}``.
    out : Path, optional
        Folder of ``examination.nc`` and of the steps; by default one of its own in ``results/examinations``.
    healthy : Path, optional
        Folder of the examination of a healthy person, with whom the patient is compared.

    Returns
    -------
    xarray.Dataset
        What was measured, as of ``examination.examine``; ``healthy_<name>`` only beside a healthy person. ``reason``
        over (unmeasured) says why the rest was not. Attributes name the file without its folder, and its SHA-256.
    Path
        The folder.

    Raises
    ------
    UserError
        The file, the table, the steps or the healthy examination are not as they have to be, or the folder holds the
        examination of another person; nothing is measured then.
    """
    stated = checked_findings(stated)
    where = f"{source.name}: " if source.name else ""
    source.check()
    step_times(protocols, float("inf"), where)  # a misspelt step is answered before a long file is read
    digest = source.digest()
    normal = read_healthy(healthy, digest)
    if out is not None:
        refuse_another(check_place(out), subject_of_person(digest))
    body = model_body()
    with progress_report() as report:
        tell = _teller(report, time.monotonic(), 2 + 2 * len(protocols))
        tree = source.read(lambda share: tell(share, "recording is read"))
        if CUT_OFF in tree.attrs:
            LOG.warning("%s%s", where, tree.attrs[CUT_OFF])
        times = step_times(protocols, float(tree.attrs["duration"]), where)
        check_muscles(tree, body, where)
        normal.refuse_other_filters(tree, where)
        said = json.dumps([source.key(digest), times, normal.report.attrs[DIGEST] if normal.report else ""])
        folder = writable_folder(out or EXAMINATIONS / _folder_name(source.name, said))
        steps = {}
        for number, (name, (begin, end)) in enumerate(times.items(), start=1):
            tell(number, f"{name} is searched for jerks")
            step = cut_step(tree, begin, end)
            steps[name] = add_events(step, contracting=_contracting(step) if name == "posture" else ())
        left = count(1 + len(times))
        measured = measure_examination(steps, body, normal.steps, lambda name: tell(next(left), f"{name} is measured"))
        tell(1 + 2 * len(times), "the examination is measured")
        features = features_with(measured.features, stated)
        found = features_to_dataset(features).merge(further_findings(steps, body))
        for name in stated:
            found[name].attrs["long_name"] += " (stated)"
        kept = {name: _keep(step, folder / RECORDINGS / f"{name}.nc") for name, step in steps.items()}
        tell(2 + 2 * len(times), "the examination is measured")
    if doubt := normal.doubt():
        LOG.warning("%s", doubt)
    said_of_all = {**_without_stimuli(tree, times), **not_measured(tree)}
    reasons = {**with_electrodes(measured.reasons, tree), **said_of_all}
    reasons |= {"comparison with the healthy person": doubt} if doubt else {}
    for name, reason in reasons.items():
        if " stimuli" in name or name.startswith("stimuli "):
            LOG.warning("%s%s: %s", where, name, reason)
    found = found.assign_coords(unmeasured=np.array(list(reasons), dtype=str))
    found[REASONS] = labelled("unmeasured", np.array(list(reasons.values()), dtype=str), "1", "why it was not measured")
    found.attrs = provenance(
        recording=source.name,
        recording_sha256=digest,
        protocols=json.dumps(times),
        channels=json.dumps({**channels_said(tree), **stimuli_said(tree, source.sites or {})}),
        recordings=json.dumps({PATIENT: {name: str(path.relative_to(folder)) for name, path in kept.items()}}),
    )
    found = normal.beside(found)
    write_examination(found, folder)
    return found, folder


def _folder_name(source: str, said: str) -> str:
    return f"{Path(source).stem or 'recording'}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def _without_stimuli(tree: xr.DataTree, times: Mapping[str, tuple[float, float]]) -> dict[str, str]:
    """Steps that need stimuli and have none, and how their stimuli are named."""
    moments = tree["stimuli"].to_dataset()["time"].values if "stimuli" in tree.children else np.zeros(0)
    return {
        f"{name} stimuli": f"no stimulus from {begin:g} to {end:g} s; say which annotation or trigger channel marks "
        "them (--sites LABEL=SITE, in Python sites=)"
        for name, (begin, end) in times.items()
        if name in STIMULATED and not ((moments >= begin) & (moments < end)).any()
    }


def _contracting(step: xr.DataTree) -> list[str]:
    """The hand muscle that holds the posture, if one was recorded."""
    hand = held_hand(emg(step))
    return [hand] if hand else []


def _keep(step: xr.DataTree, path: Path) -> Path:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as partial:
            step.to_netcdf(partial, engine="h5netcdf")
    return path


def _teller(report: Callable[[float, float, str], None], begun: float, of: int) -> Callable[[float, str], None]:
    def tell(done: float, text: str) -> None:
        passed = time.monotonic() - begun
        report(done / of, passed * (of - done) / done if done else float("nan"), text)

    return tell
