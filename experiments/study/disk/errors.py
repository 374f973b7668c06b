"""What ends the work on a study, each as one line that says what to do."""

import errno
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT)


class StudyBusy(RuntimeError):
    """Another process lays out the study and does not come to an end."""


class AnotherModel(ValueError):
    """The study was computed by another version of the model, or keeps other columns."""


class StudyStopped(RuntimeError):
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
    reason = "the disk is full" if error.errno in FULL else error.strerror or str(error)
    return StudyStopped(f"{path}: {reason}; the rows computed so far are kept, mend it and give the same command again")


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
        StudyStopped for a full disk, otherwise OSError; either is one line with what to do.
    """
    if error.errno in FULL:
        return stopped(path, error)
    return OSError(f"{path} cannot be written ({error.strerror or error}); choose another folder with study.path=...")
