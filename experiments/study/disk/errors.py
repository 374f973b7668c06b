"""What ends the work on a study, each as one line that says what to do."""

from pathlib import Path

from ....errors import OutsideError, UserError
from ...files import FULL, reason

ANOTHER = "choose another folder with study.path=..."


class StudyBusy(UserError):
    """Another process lays out the study and does not come to an end."""


class AnotherModel(UserError):
    """The study was computed by another version of the model, or keeps other columns."""


class StudyStopped(OutsideError):
    """The study cannot go on until something outside it is mended, such as a full disk; its rows are kept."""


def stopped(path: Path, error: OSError) -> StudyStopped:
    """What to raise when a study that computes cannot go on.

    Parameters
    ----------
    path : Path
        Folder of the study.
    error : OSError
        What happened.

    Returns
    -------
    StudyStopped
        One line with the reason and what to do.
    """
    why = "the disk is full" if error.errno in FULL else reason(error)
    return StudyStopped(f"{path}: {why}; the rows computed so far are kept, mend it and give the same command again")


def cluster_gone() -> StudyStopped:
    """What to raise when a cluster no longer answers.

    Returns
    -------
    StudyStopped
        One line with the reason and what to do.
    """
    return StudyStopped("the Dask scheduler is gone; the rows are kept, give the same command again")


def unwritable(path: Path, error: OSError) -> Exception:
    """What to raise when the folder of a study cannot be written.

    Parameters
    ----------
    path : Path
        Folder of the study.
    error : OSError
        What happened.

    Returns
    -------
    Exception
        StudyStopped for a full disk, otherwise UserError; either is one line with what to do.
    """
    if error.errno in FULL:
        return stopped(path, error)
    return UserError(f"{path} cannot be written ({reason(error)}); {ANOTHER}")
