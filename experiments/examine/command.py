"""The words of the command ``examine``: the subject, findings that are stated, and where the report goes."""

import argparse
from pathlib import Path
from typing import Any

from .stated_findings import add_stated, stated_findings


def read_command(words: list[str]) -> tuple[list[str], Path | None, dict[str, Any]]:
    """Read the words of the command ``examine``. Exits with code 2 for an unknown flag.

    Parameters
    ----------
    words : list of str
        What stands behind the command.

    Returns
    -------
    list of str
        Overrides.
    Path or None
        Folder of the report, if one is named.
    dict
        Stated findings.
    """
    parser = argparse.ArgumentParser(
        prog="disinhibition examine",
        description="Record rest, posture, volleys, sounds and cuts; then measure, diagnose and write a report. "
        "This is a research model. It is not for patient care.",
        epilog="Anything else is an override key=value, or @FILE, as in 'disinhibition run'. execute=... and "
        "execute.workers=... say where the recordings are computed, as in 'disinhibition sweep'. The same command "
        "goes on where it was stopped.",
        fromfile_prefix_chars="@",
    )
    parser.add_argument(
        "--out", type=Path, help="This is the folder of the report. Without it there is one in results/examinations."
    )
    add_stated(parser)
    flags, overrides = parser.parse_known_args(words)
    for word in overrides:
        if word.startswith("-"):
            parser.error(f"there is no flag {word}; --help lists those that there are")
    return overrides, flags.out, stated_findings(flags.stated)
