"""From the words of a condition to one factor per unit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome
from .vocabulary import REGIONS, factors


@dataclass(frozen=True)
class Words:
    """A condition's factors, looked up per population and spread over its units."""

    connectome: Connectome
    factors: Mapping[str, float]

    @cached_property
    def region_code(self) -> np.ndarray:
        """Index into REGIONS of every unit."""
        return self.spread(lambda population: REGIONS.index(population.region)).astype(np.int32)

    def by_region(self, word: str) -> np.ndarray:
        """``word.<region>`` per unit, times ``word.all`` where the vocabulary has it."""
        everywhere = self._anywhere(word)
        return np.array([self.single(f"{word}.{region}") * everywhere for region in REGIONS])[self.region_code]

    def by_class(self, word: str) -> np.ndarray:
        """``word.<cell class>`` per unit."""
        return self.spread(lambda population: self.single(f"{word}.{population.cell_class}"))

    def receptor(self, receptor: str) -> np.ndarray:
        """Gain of one receptor per unit: all x region x part of the cord x target."""
        everywhere = self._anywhere(f"receptors.{receptor}")

        def gain(population: Population) -> float:
            onto = f"receptors_onto.{population.target}.{receptor}"
            words = [f"receptors.{receptor}.{population.region}", f"{onto}.{population.region}", f"{onto}.all"]
            if population.part:
                words.append(f"receptors.{receptor}.{population.part}")
            return everywhere * prod(self.single(word) for word in words)

        return self.spread(gain)

    def terminal(self, receptor: str) -> float:
        """Gain of a receptor on Ia and corticospinal terminals: they lie in the cord, wherever the cell body is."""
        words = (f"receptors.{receptor}", f"receptors_onto.terminal.{receptor}")
        return prod(self.single(f"{word}.{place}") for word in words for place in ("spinal", "all"))

    def single(self, key: str) -> float:
        """One factor; healthy where the condition does not name it."""
        return self.factors.get(key, factors()[key].healthy)

    def _anywhere(self, word: str) -> float:
        return self.single(f"{word}.all") if f"{word}.all" in factors() else 1.0

    def spread(self, of: Callable[[Population], object]) -> np.ndarray:
        """What ``of`` says of a unit's population, for every unit; it is asked once a kind (``Connectome.kinds``)."""
        kinds, kind_of = self.connectome.kinds
        return np.array([of(population) for population in kinds])[kind_of]
