"""Levels: what the mechanisms see of the drugs in a body at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Levels:
    """Concentrations and slow states at one moment; what is absent is none.

    Attributes
    ----------
    free : Mapping[str, float]
        Free effect-site concentrations in uM by agent or metabolite.
    states : Mapping[str, float]
        Slow states by ``agent.state``.

    Examples
    --------
    >>> levels = Levels(free={"clonazepam": 0.0138}, states={"clonazepam.tolerance": 0.7})
    >>> levels.free["clonazepam"]
    0.0138
    """

    free: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    states: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
