"""From the factors of a condition to one factor for every unit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome
from .vocabulary import REGIONS, factors


@dataclass(frozen=True)
class UnitFactors:
    """A condition's factors, looked up for each population and spread over its units.

    Parameters
    ----------
    connectome : Connectome
        Whose units they are.
    factors : mapping
        Factors of the condition by their name in the vocabulary. What is absent is healthy.
    """

    connectome: Connectome
    factors: Mapping[str, float]

    @cached_property
    def region_code(self) -> np.ndarray:
        """Index into REGIONS of every unit."""
        return self.spread(lambda population: REGIONS.index(population.region)).astype(np.int32)

    def by_region(self, name: str) -> np.ndarray:
        """``name.<region>`` of every unit, times ``name.all`` where the vocabulary has it."""
        overall = self._overall(name)
        return np.array([self.single(f"{name}.{region}") * overall for region in REGIONS])[self.region_code]

    def by_class(self, name: str) -> np.ndarray:
        """``name.<cell class>`` of every unit."""
        return self.spread(lambda population: self.single(f"{name}.{population.cell_class}"))

    def receptor(self, receptor: str) -> np.ndarray:
        """Gain of one receptor on every unit: all x region x part of the cord x target."""
        overall = self._overall(f"receptors.{receptor}")

        def gain(population: Population) -> float:
            onto = f"receptors_onto.{population.target}.{receptor}"
            names = [f"receptors.{receptor}.{population.region}", f"{onto}.{population.region}", f"{onto}.all"]
            if population.part:
                names.append(f"receptors.{receptor}.{population.part}")
            return overall * prod(self.single(name) for name in names)

        return self.spread(gain)

    def terminal(self, receptor: str) -> np.ndarray:
        """Gain of a receptor on the terminals of every unit: they lie in the cord, wherever the cell body is."""
        groups = (f"receptors.{receptor}", f"receptors_onto.terminal.{receptor}")
        return self._same(prod(self.single(f"{group}.{place}") for group in groups for place in ("spinal", "all")))

    def everywhere(self, name: str) -> np.ndarray:
        """One factor, the same for every unit."""
        return self._same(self.single(name))

    def single(self, name: str) -> float:
        """One factor; healthy where the condition does not name it."""
        return self.factors.get(name, factors()[name].healthy)

    def spread(self, of: Callable[[Population], object]) -> np.ndarray:
        """What ``of`` says of a unit's population, for every unit; it is asked once a kind (``Connectome.kinds``)."""
        kinds, kind_of = self.connectome.kinds
        return np.array([of(population) for population in kinds])[kind_of]

    def _overall(self, name: str) -> float:
        return self.single(f"{name}.all") if f"{name}.all" in factors() else 1.0

    def _same(self, value: float) -> np.ndarray:
        return np.full(self.connectome.size, value)
