"""Nested mappings of a config by their dotted keys."""

from collections.abc import Mapping
from typing import Any


def dotted(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Dotted key to value of everything in ``tree`` that is no mapping itself.

    >>> dotted({"receptors": {"gaba_a": {"cortex": 0.5}}})
    {'receptors.gaba_a.cortex': 0.5}
    """
    found: dict[str, Any] = {}
    for key, value in tree.items():
        found |= dotted(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return found
