"""Nested mappings of a config by their dotted keys."""

from collections.abc import Mapping
from typing import Any


def dotted(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Everything in a nested mapping that is no mapping itself, by its dotted key.

    Parameters
    ----------
    tree : mapping
        The nested mapping.
    prefix : str
        What every key begins with.

    Returns
    -------
    dict
        Dotted key to value.

    Examples
    --------
    >>> dotted({"receptors": {"gaba_a": {"cortex": 0.5}}})
    {'receptors.gaba_a.cortex': 0.5}
    """
    found: dict[str, Any] = {}
    for key, value in tree.items():
        found |= dotted(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return found
