"""The examination of a healthy person, with which that of a patient is compared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xarray as xr

from ...analysis.body import without_side
from ...analysis.diagnosis.criteria import CRITERIA
from ...analysis.diagnosis.decision_table import load_table
from ...analysis.diagnosis.features import features_from_dataset
from ...analysis.studies.gain_threshold import JERKING_RATE
from ...errors import UserError
from .recordings import open_recording
from .stored import DIGEST, is_of_a_person, read_report

COMPARED = ("median_nerve", "posture")  # steps whose measures need a healthy person
PATIENT = "patient"
# Conditions of the diagnosis that a healthy person does not meet
OF_PATIENTS = ("c_reflex", "focal_spike", "frontal_or_generalised_spike")


@dataclass(frozen=True)
class Healthy:
    """The examination of a healthy person.

    Attributes
    ----------
    steps : mapping of str to xarray.DataTree
        Its steps that are compared.
    report : xarray.Dataset or None
        What was measured in it; None where no healthy person is given.
    """

    steps: Mapping[str, xr.DataTree] = field(default_factory=dict)
    report: xr.Dataset | None = None

    def beside(self, report: xr.Dataset) -> xr.Dataset:
        """Put what was measured in the healthy person beside what was measured in the patient.

        Parameters
        ----------
        report : xarray.Dataset
            That of the patient.

        Returns
        -------
        xarray.Dataset
            With ``healthy_<name>`` for every number, and the name and hash of the healthy recording as attributes.
        """
        if self.report is None:
            return report
        scalars = {f"healthy_{name}": value for name, value in self.report.data_vars.items() if value.ndim == 0}
        said = {"healthy_recording": self.report.attrs["recording"], f"healthy_{DIGEST}": self.report.attrs[DIGEST]}
        return report.assign(scalars).assign_attrs(said)

    def doubt(self) -> str:
        """Say what speaks against the health of the healthy person.

        Returns
        -------
        str
            What was measured in a patient's way; '' where nothing of it was.
        """
        if self.report is None:
            return ""
        rate = float(self.report["jerk_rate"]) if "jerk_rate" in self.report else 0.0
        said = [f"{rate:.2g} jerks/s at rest"] if rate >= JERKING_RATE else []
        features, table = features_from_dataset(self.report), load_table()
        said += [table.words[name] for name in OF_PATIENTS if CRITERIA[name](features, table.reference)]
        words = f"{self.report.attrs['recording'] or 'the recording'} is hardly that of a healthy person"
        return f"{words}: {'; '.join(said)}" if said else ""

    def refuse_other_filters(self, patient: xr.DataTree, where: str = "") -> None:
        """Refuse a comparison of signals that were filtered otherwise: what differs would be the filters.

        Parameters
        ----------
        patient : xarray.DataTree
            The recording of the patient.
        where : str, optional
            Name of its file, for messages.

        Raises
        ------
        UserError
            The high-pass filters of a muscle or an electrode of both differ.
        """
        mine = _high_pass(patient)
        for step in self.steps.values():
            for channel, theirs in _high_pass(step).items():
                here = mine.get(channel, theirs)
                if here != theirs:
                    raise UserError(
                        f"{where}the high-pass filter of {' '.join(channel)} is {_hertz(here)}, but that of the "
                        f"healthy person {_hertz(theirs)}; examine both with the same --high-pass (in Python filters=)"
                    )


def _high_pass(tree: xr.DataTree) -> dict[tuple[str, str], set[float]]:
    """High-pass filters (Hz) of each muscle and electrode without side, since either hand of the healthy will do."""
    found: dict[tuple[str, str], set[float]] = {}
    for group, dim in (("emg", "muscle"), ("eeg", "electrode")):
        signal = tree[group].to_dataset() if group in tree.children else xr.Dataset()
        if "high_pass" in signal.coords:
            for name, limit in zip(signal[dim].values.astype(str), signal["high_pass"].values, strict=True):
                found.setdefault((group.upper(), without_side(str(name))), set()).add(float(limit))
    return found


def _hertz(limits: set[float]) -> str:
    return " and ".join(f"{limit:g} Hz" if limit else "off" for limit in sorted(limits))


def read_healthy(folder: Path | None, patient: str) -> Healthy:
    """Read the examination of a healthy person.

    Parameters
    ----------
    folder : Path or None
        The folder that ``examine --recording`` made of that recording; None for no healthy person.
    patient : str
        The hash of the patient's recording.

    Returns
    -------
    Healthy
        Its steps and its report.

    Raises
    ------
    UserError
        It is no examination of a person or that of the patient, its recordings were not kept, or it has no step that
        can be compared.
    """
    if folder is None:
        return Healthy()
    report = read_report(folder)
    if not is_of_a_person(report):
        raise UserError(f"{folder} is an examination of the model; a person is compared with a healthy person")
    if report.attrs[DIGEST] == patient:
        raise UserError(f"{folder} is the examination of the patient's own recording; name that of a healthy person")
    folder = folder if folder.is_dir() else folder.parent
    paths = {step: folder / path for step, path in json.loads(report.attrs["recordings"])[PATIENT].items()}
    if not paths or not all(path.exists() for path in paths.values()):
        raise UserError(
            f"{folder} has no recordings to compare with; examine again"
            " without --no-recordings (in Python keep_recordings=True)"
        )
    if not set(paths) & set(COMPARED):
        raise UserError(f"{folder} has none of the steps {', '.join(COMPARED)}; nothing else is compared")
    return Healthy({step: open_recording(path) for step, path in paths.items() if step in COMPARED}, report)
