"""The stored report of an examination: it is written, read, and kept from being overwritten by another person's."""

import json
from collections.abc import Sequence
from pathlib import Path

import xarray as xr

from ...analysis.diagnosis.features import FEATURES
from ...errors import UserError
from ..files import ANOTHER, check_netcdf, whole_file

REPORT = "examination.nc"
OF_EXAMINATIONS = "recordings"  # attribute that every report has, the files of its steps
DIGEST = "recording_sha256"  # attribute of a person's report, which that of the model does not have
Subject = tuple[str, ...]


def write_examination(report: xr.Dataset, folder: Path) -> None:
    """Write an examination.

    Parameters
    ----------
    report : xarray.Dataset
        As ``examine`` returns it.
    folder : Path
        The file ``examination.nc`` goes there.
    """
    with whole_file(folder / REPORT) as partial:
        report.to_netcdf(partial, engine="h5netcdf")


def read_report(path: Path) -> xr.Dataset:
    """Read the report of an examination, in memory.

    Parameters
    ----------
    path : Path
        Folder of the examination, or its file.

    Returns
    -------
    xarray.Dataset
        As :func:`examine` gives it.

    Raises
    ------
    UserError
        There is no report, or the file is something else.
    """
    file = path / REPORT if path.is_dir() else path
    what = "the folder that 'disinhibition examine' printed, or its examination.nc"
    check_netcdf(file, what)
    with xr.open_dataset(file, engine="h5netcdf") as stored:
        report = stored.load()
    # Of a person who lies still nothing may have been measured
    if not set(report.data_vars) & set(FEATURES) and OF_EXAMINATIONS not in report.attrs:
        raise UserError(f"{file} is no report of an examination; name {what}")
    return report


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


def subject_of_model(overrides: Sequence[str]) -> Subject:
    """Who is examined, where it is the model.

    Parameters
    ----------
    overrides : sequence of str
        The overrides of the examination, without those that say where it is computed.

    Returns
    -------
    tuple of str
        What tells this examination from others of the model and of persons.
    """
    return ("the model", *sorted(overrides))


def subject_of_person(digest: str) -> Subject:
    """Who is examined, where it is a person.

    Parameters
    ----------
    digest : str
        The hash of the recording.

    Returns
    -------
    tuple of str
        What tells this recording from others.
    """
    return ("a recording", digest)


def refuse_another(folder: Path, subject: Subject) -> None:
    """Refuse a folder that holds the examination of another subject, which would be lost.

    Parameters
    ----------
    folder : Path
        Where an examination is to be written.
    subject : tuple of str
        Who is examined. The same subject may be examined again, with other steps or filters.

    Raises
    ------
    UserError
        The examination in the folder is that of another recording, or of the model under other conditions.
    """
    if not (folder / REPORT).exists():
        return
    there = read_report(folder)
    if is_of_a_person(there):
        found, named = subject_of_person(there.attrs[DIGEST]), there.attrs["recording"] or "another recording"
    else:
        asked = json.loads(there.attrs.get("overrides", "[]"))
        found, named = subject_of_model(asked), f"the model ({' '.join(asked) or 'healthy'})"
    if found != subject:
        raise UserError(f"{folder} holds the examination of {named}, which would be lost; {ANOTHER}")
