"""Findings that no recording of the model gives, as an examiner states them on the command line or in Python."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from ...analysis.diagnosis.features import FEATURES, features_from_dict, features_to_dict
from ...errors import UserError
from ...models.parameters.nearest import nearest
from ..given_objects import told


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
        _check_name(name)
    return checked_findings({name: _value(name, value) for name, _, value in pairs})


def checked_findings(stated: Mapping[str, Any] | None) -> dict[str, Any]:
    """Refuse findings that do not exist or have a value that they cannot have, before anything is recorded.

    Parameters
    ----------
    stated : mapping or None
        Finding to value, such as ``{"sleep_persist": True}``.

    Returns
    -------
    dict
        The findings as their plain types, without those that state nothing, such as None.

    Raises
    ------
    UserError
        A finding does not exist or cannot have its value, or there is no mapping.

    Examples
    --------
    >>> checked_findings({"sleep_persist": True})
    {'sleep_persist': True}
    """
    if stated is None:
        return {}
    if not isinstance(stated, Mapping):
        raise UserError(f"stated is {told(stated)}; give findings and their values, such as {{'sleep_persist': True}}")
    for name in stated:
        _check_name(name)
    return features_to_dict(features_from_dict(stated))


def _check_name(name: str) -> None:
    if name not in FEATURES:
        near = nearest(name, FEATURES, otherwise=f"; there are {', '.join(FEATURES)}")
        raise UserError(f"there is no finding '{name}'{near}")


def _value(name: str, word: str) -> Any:
    try:
        return yaml.safe_load(word)
    except yaml.YAMLError:
        raise UserError(f"{name}={word} cannot be read; give true, false, a number or a word") from None
