"""Findings that no recording of the model gives, as an examiner states them on the command line."""

from collections.abc import Sequence
from typing import Any

import yaml

from ...analysis.diagnosis.features import FEATURES, features_from_dict
from ...errors import UserError
from ...models.parameters.nearest import nearest


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
        if name not in FEATURES:
            raise UserError(
                f"there is no finding '{name}'"
                + nearest(name, FEATURES, otherwise=f"; there are {', '.join(FEATURES)}")
            )
    found = {name: _value(name, value) for name, _, value in pairs}
    features_from_dict(found)  # a value that a finding cannot have is answered at once
    return found


def _value(name: str, word: str) -> Any:
    try:
        return yaml.safe_load(word)
    except yaml.YAMLError:
        raise UserError(f"{name}={word} cannot be read; give true, false, a number or a word") from None
