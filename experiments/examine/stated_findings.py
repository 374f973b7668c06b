"""Findings that no recording of the model gives, as an examiner states them on the command line."""

from collections.abc import Sequence
from typing import Any

import yaml

from ...errors import UserError


def stated_findings(words: Sequence[str]) -> dict[str, Any]:
    """Read findings as an examiner states them.

    Parameters
    ----------
    words : sequence of str
        Words such as ``sleep_persist=true``.

    Returns
    -------
    dict
        Finding to value.

    Raises
    ------
    UserError
        A word states nothing.

    Examples
    --------
    >>> stated_findings(["sleep_persist=true", "load_shift=-0.3"])
    {'sleep_persist': True, 'load_shift': -0.3}
    """
    pairs = [word.partition("=") for word in words]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise UserError(f"'{name}{equals}{value}' states nothing; write NAME=VALUE, such as sleep_persist=true")
    return {name: yaml.safe_load(value) for name, _, value in pairs}
