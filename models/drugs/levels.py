"""What the mechanisms see of the drugs in a body at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Levels:
    """Free effect-site concentrations in uM by agent or metabolite, and slow states by name; absent means none.

    Example: ``Levels(free={"clonazepam": 0.0138}, states={"clonazepam.tolerance": 0.7})``.
    """

    free: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    states: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
