"""Draws all guessed numbers of the tables at once, to see whether a result hangs on one of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from .sourced import Sourced, load_table

TABLES = ("anatomy", "brainstem", "cells", "cortex", "receptors", "spinal", "stimulation", "wiring")
GUESSED = ("guess", "trial")
# Counts decide array sizes; the mean input they would change is changed by the weights anyway
COUNTS = ("sizes", "probability", "pulses", "pacemaker_share")
SPREAD = 0.2


def jittered_tables(draw: int) -> Mapping[str, Mapping[str, Any]]:
    """Every table with each guessed number drawn anew: uniform within 20 %, potentials within their own range.

    ``draw`` is the seed; every number has its own stream, so that one draw of a number does not depend on the others.
    """
    return MappingProxyType({name: _jittered(load_table(name), name, draw) for name in TABLES})


def jitter_factors(draw: int) -> dict[str, float]:
    """Relative change of every jittered number of a draw, by ``table.entry``; for sensitivity."""
    changed = jittered_tables(draw)
    factors: dict[str, float] = {}
    for name, table in changed.items():
        _compare(table, load_table(name), name, factors)
    return factors


def _jittered(node: Any, path: str, draw: int) -> Any:
    if isinstance(node, Mapping):
        return MappingProxyType({name: _jittered(child, f"{path}.{name}", draw) for name, child in node.items()})
    if not isinstance(node, Sourced) or node.confidence not in GUESSED or set(path.split(".")) & set(COUNTS):
        return node
    word = int.from_bytes(hashlib.sha256(path.encode()).digest()[:8], "little")
    position = np.random.Generator(np.random.PCG64(np.random.SeedSequence([draw, word]))).uniform(-1, 1)
    if node.unit == "mV":
        span = node.high - node.value if position > 0 else node.value - node.low
        return replace(node, value=node.value + position * span)
    return replace(node, value=node.value * (1 + SPREAD * position))


def _compare(new: Any, old: Any, path: str, factors: dict[str, float]) -> None:
    if isinstance(new, Mapping):
        for name in new:
            _compare(new[name], old[name], f"{path}.{name}", factors)
    elif isinstance(new, Sourced) and new.value != old.value:
        factors[path] = new.value / old.value
