"""The examination of a person: one recording, cut into steps and measured as the model is."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from ...analysis.diagnosis.examination_features import measure_examination
from ...analysis.diagnosis.features import features_from_dict, features_to_dataset, features_with
from ...analysis.diagnosis.further_findings import further_findings
from ...analysis.diagnosis.sides import held_hand
from ...analysis.recordings.channel_table import Table
from ...analysis.recordings.files import read_recording
from ...analysis.recordings.step import cut_step
from ...analysis.signals.groups import emg
from ...analysis.signals.labels import labelled
from ...analysis.summary import add_events
from ...errors import UserError
from ..files import whole_file, writable_folder, writing
from ..run.progress import progress_report
from ..run.provenance import provenance
from .examination import EXAMINATIONS, write_examination
from .model_body import model_body
from .protocols import STIMULATED, Protocols, step_times
from .recordings import RECORDINGS

REASONS = "reason"  # variable of the report: why something was not measured
PATIENT = "patient"
MOST_STRETCHES = 5  # that are named of one channel


def examine_person(
    recording: str | Path | xr.DataTree,
    protocols: Protocols,
    channels: Table | None = None,
    sites: Mapping[str, str] | None = None,
    stated: Mapping[str, Any] | None = None,
    out: Path | None = None,
) -> tuple[xr.Dataset, Path]:
    """Examine a recording of a person.

    Parameters
    ----------
    recording : str, Path or xarray.DataTree
        The file, or what ``read_recording`` or ``from_signals`` made of one.
    protocols : mapping
        Name of a step ('rest', 'posture', 'median_nerve', 'startle') to its begin and end in s after the first sample,
        or to None for the whole recording.
    channels : path, mapping, pandas.DataFrame or sequence of mappings, optional
        The channel table of the file, see ``analysis.recordings.channel_table.read_table``.
    sites : mapping of str to str, optional
        Label of an annotation, or name of a trigger channel, to the site of its stimuli.
    stated : mapping, optional
        Findings that are not in the recording, such as ``{"sleep_persist": True}``.
    out : Path, optional
        Folder of ``examination.nc`` and of the steps; by default one of its own in ``results/examinations``.

    Returns
    -------
    xarray.Dataset
        What was measured, as of ``examination.examine`` but without a healthy subject. ``reason`` over (unmeasured)
        says why the rest was not. Attributes name the file without its folder, and its SHA-256.
    Path
        The folder.

    Raises
    ------
    UserError
        The file, the table, the steps or the stimuli are not as they have to be; nothing is measured then.
    """
    features_from_dict(stated or {})
    source, digest = _named(recording)
    where = f"{source}: " if source else ""
    with progress_report() as report:
        begun = time.monotonic()
        tell = _teller(report, begun, 2 + len(protocols))
        tell(0, "recording is read")
        tree = recording if isinstance(recording, xr.DataTree) else read_recording(recording, channels, sites)
        times = step_times(protocols, float(tree.attrs["duration"]), where)
        _check_stimuli(tree, times, where)
        folder = writable_folder(out or EXAMINATIONS / _folder_name(source, digest, times))
        steps = {}
        for number, (name, (begin, end)) in enumerate(times.items(), start=1):
            tell(number, f"{name} is searched for jerks")
            step = cut_step(tree, begin, end)
            steps[name] = add_events(step, contracting=_contracting(step) if name == "posture" else ())
        tell(1 + len(times), "the examination is measured")
        body = model_body()
        measured = measure_examination(steps, body)
        features = features_with(measured.features, stated or {})
        found = features_to_dataset(features).merge(further_findings(steps, body))
        for name in stated or {}:
            found[name].attrs["long_name"] += " (stated)"
        kept = {name: _keep(step, folder / RECORDINGS / f"{name}.nc") for name, step in steps.items()}
        tell(2 + len(times), "the examination is measured")
    reasons = {**measured.reasons, **_missing(tree)}
    found = found.assign_coords(unmeasured=np.array(list(reasons), dtype=str))
    found[REASONS] = labelled("unmeasured", np.array(list(reasons.values()), dtype=str), "1", "why it was not measured")
    found.attrs = provenance(
        recording=source,
        recording_sha256=digest,
        protocols=json.dumps(times),
        channels=json.dumps(_channels(tree)),
        recordings=json.dumps({PATIENT: {name: str(path.relative_to(folder)) for name, path in kept.items()}}),
    )
    write_examination(found, folder)
    return found, folder


def is_of_a_person(report: xr.Dataset) -> bool:
    """Tell the examination of a person from one of the model.

    Parameters
    ----------
    report : xarray.Dataset
        An examination.

    Returns
    -------
    bool
        Whether it is that of a recorded person.
    """
    return "recording_sha256" in report.attrs


def _missing(tree: xr.DataTree) -> dict[str, str]:
    """What was not recorded of each channel, by its times."""
    said: dict[str, list[str]] = {}
    if "missing" in tree.children:
        table = tree["missing"].to_dataset()
        columns = (table[name].values.tolist() for name in ("channel", "begin", "end", "reason"))
        for channel, begin, end, reason in zip(*columns, strict=True):
            said.setdefault(str(channel), []).append(f"{begin:.4g} to {end:.4g} s ({reason})")
    return {f"part of {channel}": _few(stretches) for channel, stretches in said.items()}


def _few(stretches: list[str]) -> str:
    more = f" and {len(stretches) - MOST_STRETCHES} more" if len(stretches) > MOST_STRETCHES else ""
    return ", ".join(stretches[:MOST_STRETCHES]) + more


def _channels(tree: xr.DataTree) -> dict[str, str]:
    """What was taken off each channel."""
    said = {}
    for group, dim in (("emg", "muscle"), ("eeg", "electrode")):
        signal = tree[group].to_dataset() if group in tree.children else xr.Dataset()
        if "native_rate" in signal.coords:
            for row in range(signal.sizes[dim]):
                one = {name: signal[name].values[row] for name in ("native_rate", "high_pass", "mains", "offset")}
                mains = "" if np.isnan(one["mains"]) else f", hum of {one['mains']:g} Hz taken off"
                said[str(signal[dim].values[row])] = (
                    f"recorded at {one['native_rate']:g} Hz, offset of {1e6 * one['offset']:.3g} µV taken off, "
                    f"high-pass filter {one['high_pass']:g} Hz{mains}"
                )
    return said


def _named(recording: str | Path | xr.DataTree) -> tuple[str, str]:
    """Name and hash of a file; a tree has neither."""
    if isinstance(recording, xr.DataTree):
        return "", ""
    path = Path(recording)
    if not path.is_file():
        return path.name, ""  # the reader says what is wrong, or reads a folder
    with path.open("rb") as file:
        return path.name, hashlib.file_digest(file, "sha256").hexdigest()


def _folder_name(source: str, digest: str, times: Mapping[str, tuple[float, float]]) -> str:
    said = hashlib.sha256(json.dumps([digest, times]).encode()).hexdigest()[:8]
    return f"{Path(source).stem or 'recording'}-{said}"


def _check_stimuli(tree: xr.DataTree, times: Mapping[str, tuple[float, float]], where: str) -> None:
    moments = tree["stimuli"].to_dataset()["time"].values if "stimuli" in tree.children else np.zeros(0)
    for name in STIMULATED:
        if name in times:
            begin, end = times[name]
            if not ((moments >= begin) & (moments < end)).any():
                raise UserError(
                    f"{where}the step '{name}' has no stimulus from {begin:g} to {end:g} s; say which annotation or "
                    "trigger channel marks them (--sites LABEL=SITE, in Python sites=)"
                )


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


def _teller(report: Callable[[float, float, str], None], begun: float, of: int) -> Callable[[int, str], None]:
    def tell(done: int, text: str) -> None:
        passed = time.monotonic() - begun
        report(done / of, passed * (of - done) / done if done else float("nan"), text)

    return tell
