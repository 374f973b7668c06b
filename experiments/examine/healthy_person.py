"""The examination of a healthy person, with which that of a patient is compared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xarray as xr

from ...errors import UserError
from .examination import read_report
from .recordings import open_recording

COMPARED = ("median_nerve", "posture")  # steps whose measures need a healthy person
PATIENT = "patient"
DIGEST = "recording_sha256"  # attribute of the report, which that of the model does not have


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


def read_healthy(folder: Path | None) -> Healthy:
    """Read the examination of a healthy person.

    Parameters
    ----------
    folder : Path or None
        The folder that ``examine --recording`` made of that recording; None for no healthy person.

    Returns
    -------
    Healthy
        Its steps and its report.

    Raises
    ------
    UserError
        It is no examination of a person, its recordings were not kept, or it has no step that can be compared.
    """
    if folder is None:
        return Healthy()
    report = read_report(folder)
    if not is_of_a_person(report):
        raise UserError(f"{folder} is an examination of the model; a person is compared with a healthy person")
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
    return DIGEST in report.attrs
