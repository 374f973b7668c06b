"""From the words of a condition to one factor per unit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .circuit import Population
from .connectome import Connectome
from .vocabulary import PARTS, REGIONS, factors


@dataclass(frozen=True)
class Words:
    """A condition's factors spread over the units of a connectome."""

    factors: Mapping[str, float]
    region: np.ndarray  # name per unit
    part: np.ndarray  # of the cord, or ''
    target: np.ndarray
    cell_class: np.ndarray

    @classmethod
    def of(cls, connectome: Connectome, given: Mapping[str, float]) -> "Words":
        """Look every unit's region, target and class up once."""
        populations = connectome.pathway.populations
        sizes = [population.size for population in populations]
        return cls(
            given,
            np.repeat([population.region for population in populations], sizes),
            np.repeat([_part(population) for population in populations], sizes),
            np.repeat([population.target for population in populations], sizes),
            np.repeat([population.cell_class for population in populations], sizes),
        )

    def _value(self, key: str) -> float:
        return self.factors.get(key, factors()[key].healthy)

    def by_region(self, word: str) -> np.ndarray:
        """``word.<region>`` per unit, times ``word.all`` where the vocabulary has it."""
        everywhere = self._value(f"{word}.all") if f"{word}.all" in factors() else 1.0
        values = {region: self._value(f"{word}.{region}") * everywhere for region in REGIONS}
        return np.array([values[region] for region in REGIONS])[_codes(self.region, REGIONS)]

    def by_class(self, word: str) -> np.ndarray:
        """``word.<cell class>`` per unit."""
        classes = tuple(dict.fromkeys(self.cell_class))
        return np.array([self._value(f"{word}.{name}") for name in classes])[_codes(self.cell_class, classes)]

    def receptor(self, receptor: str) -> np.ndarray:
        """Gain of one receptor per unit: all x region x part of the cord x target."""
        gain = self.by_region(f"receptors.{receptor}")
        for part in PARTS:
            gain = np.where(self.part == part, gain * self._value(f"receptors.{receptor}.{part}"), gain)
        for target in dict.fromkeys(self.target):
            onto = self.by_region(f"receptors_onto.{target}.{receptor}")
            gain = np.where(self.target == target, gain * onto, gain)
        return gain

    def terminal(self, receptor: str) -> float:
        """Gain of a receptor on Ia and corticospinal terminals: they lie in the cord, wherever the cell body is."""
        words = (f"receptors.{receptor}", f"receptors_onto.terminal.{receptor}")
        return float(np.prod([self._value(f"{word}.{place}") for word in words for place in ("spinal", "all")]))

    def single(self, key: str) -> float:
        """A factor that is the same everywhere."""
        return self._value(key)


def _codes(names: np.ndarray, order: tuple[str, ...]) -> np.ndarray:
    table = {name: code for code, name in enumerate(order)}
    return np.fromiter((table[name] for name in names), int, len(names))


def _part(population: Population) -> str:
    """Part of the cord a population lies in; the accessory nucleus is cervical."""
    if population.region != "spinal":
        return ""
    return {"c": "cervical", "x": "cervical", "t": "thoracic"}.get(population.segment[0], "lumbosacral")
