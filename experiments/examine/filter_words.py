"""What is taken off the signals of a person, as it is written on the command line."""

from collections.abc import Sequence
from typing import Any

from ...analysis.recordings.cleaning import HIGHEST, Filters
from ...errors import UserError

KINDS = ("emg", "eeg")
OFF = "off"


def read_filters(high_pass: Sequence[str], notch: str | None) -> Filters | None:
    """Read filters as they are written on the command line.

    Parameters
    ----------
    high_pass : sequence of str
        Such as ``emg=10`` in Hz, or ``eeg=off``.
    notch : str or None
        'detect', '50', '60' or 'off'; None if it is not given.

    Returns
    -------
    Filters or None
        What is said, the rest as it is by default; None if nothing is said.

    Raises
    ------
    UserError
        A word is no filter.

    Examples
    --------
    >>> read_filters(["emg=10", "eeg=off"], None)
    Filters(emg_high_pass=10.0, eeg_high_pass=None, notch='detect')
    """
    said: dict[str, Any] = {}
    for word in high_pass:
        kind, _, limit = word.partition("=")
        if kind not in KINDS:
            raise UserError(f"--high-pass {word} cannot be read; write emg=HZ, eeg=HZ, emg=off or eeg=off")
        try:
            frequency = None if limit == OFF else float(limit)
        except ValueError:
            raise UserError(f"--high-pass {word} is no frequency; write {kind}=HZ or {kind}=off") from None
        if frequency is not None and not 0 < frequency < HIGHEST:
            raise UserError(
                f"--high-pass {word} cannot be: write {kind}=HZ with more than 0 and less than {HIGHEST:g} Hz, "
                f"or {kind}=off"
            )
        said[f"{kind}_high_pass"] = frequency
    if notch is not None:
        said["notch"] = None if notch == OFF else int(notch) if notch.isdigit() else notch
    return Filters(**said) if said else None
