"""Nested mappings of a config by their dotted keys."""

from collections.abc import Iterable, Mapping
from typing import Any


def leaves(tree: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    """Dotted key and value of everything in ``tree`` that is no mapping itself.

    >>> list(leaves({"receptors": {"gaba_a": {"cortex": 0.5}}}))
    [('receptors.gaba_a.cortex', 0.5)]
    """
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
