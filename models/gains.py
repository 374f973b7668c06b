"""From the words of a condition to one factor per unit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .circuit import Population
from .connectome import Connectome
from .vocabulary import PARTS, REGIONS, factors


@dataclass(frozen=True)
class Words:
    """A condition's factors, looked up per population and spread over its units."""

    factors: Mapping[str, float]
    populations: tuple[Population, ...]

    @classmethod
    def of(cls, connectome: Connectome, given: Mapping[str, float]) -> "Words":
        """The words of a condition for the populations of a connectome."""
        return cls(given, connectome.pathway.populations)

    @cached_property
    def region(self) -> np.ndarray:
        """Name of the region of every unit."""
        return self._spread(lambda population: population.region)

    @cached_property
    def region_code(self) -> np.ndarray:
        """Index into REGIONS of every unit."""
        return self._spread(lambda population: REGIONS.index(population.region)).astype(np.int32)

    @cached_property
    def target(self) -> np.ndarray:
        """What a synapse on the unit lands on: principal, interneuron or motoneuron."""
        return self._spread(lambda population: population.target)

    @cached_property
    def cell_class(self) -> np.ndarray:
        """Cell class of every unit."""
        return self._spread(lambda population: population.cell_class)

    def by_region(self, word: str) -> np.ndarray:
        """``word.<region>`` per unit, times ``word.all`` where the vocabulary has it."""
        everywhere = self._anywhere(word)
        return self._spread(lambda population: self.single(f"{word}.{population.region}") * everywhere)

    def by_class(self, word: str) -> np.ndarray:
        """``word.<cell class>`` per unit."""
        return self._spread(lambda population: self.single(f"{word}.{population.cell_class}"))

    def receptor(self, receptor: str) -> np.ndarray:
        """Gain of one receptor per unit: all x region x part of the cord x target."""
        everywhere = self._anywhere(f"receptors.{receptor}")

        def gain(population: Population) -> float:
            onto = f"receptors_onto.{population.target}.{receptor}"
            words = [f"receptors.{receptor}.{population.region}", f"{onto}.{population.region}", f"{onto}.all"]
            if part := part_of(population):
                words.append(f"receptors.{receptor}.{part}")
            return everywhere * float(np.prod([self.single(word) for word in words]))

        return self._spread(gain)

    def terminal(self, receptor: str) -> float:
        """Gain of a receptor on Ia and corticospinal terminals: they lie in the cord, wherever the cell body is."""
        words = (f"receptors.{receptor}", f"receptors_onto.terminal.{receptor}")
        return float(np.prod([self.single(f"{word}.{place}") for word in words for place in ("spinal", "all")]))

    def single(self, key: str) -> float:
        """One factor; healthy where the condition does not name it."""
        return self.factors.get(key, factors()[key].healthy)

    def _anywhere(self, word: str) -> float:
        return self.single(f"{word}.all") if f"{word}.all" in factors() else 1.0

    @cached_property
    def _kinds(self) -> tuple[list[Population], np.ndarray]:
        """One population of each kind that words can tell apart, and the kind of every unit."""
        seen: dict[tuple[str, ...], Population] = {}
        labels = [(p.region, p.cell_class, p.target, part_of(p)) for p in self.populations]
        for label, population in zip(labels, self.populations, strict=True):
            seen.setdefault(label, population)
        number = {label: index for index, label in enumerate(seen)}
        kind = np.array([number[label] for label in labels])
        return list(seen.values()), np.repeat(kind, [population.size for population in self.populations])

    def _spread(self, of: Callable[[Population], object]) -> np.ndarray:
        kinds, kind_of = self._kinds
        return np.array([of(population) for population in kinds])[kind_of]


def part_of(population: Population) -> str:
    """Part of the cord a population lies in, or ''; the accessory nucleus is cervical."""
    if population.region != "spinal":
        return ""
    parts = dict(zip("ctl", PARTS, strict=True)) | {"x": PARTS[0], "s": PARTS[2]}
    return parts[population.segment[0]]
