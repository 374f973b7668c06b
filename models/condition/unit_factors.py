"""The factors of a condition, spread over all units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from ..circuits.circuit import Population
from ..circuits.connectome import Connectome
from .places import CROSSED, REGIONS, SIDES, TERMINAL_PLACES, finest, places
from .vigilance import AWAKE, opened
from .vocabulary import factors, place_of


@dataclass(frozen=True)
class UnitFactors:
    """Looks up the factors of a condition for each population and spreads them over its units.

    Attributes
    ----------
    connectome : Connectome
        The drawn pathway whose units they are.
    factors : Mapping[str, float]
        Factors of the condition by factor key. A factor that is absent is healthy.
    state : str
        Vigilance. Its factors are among ``factors`` already; what it opens is not.
    """

    connectome: Connectome
    factors: Mapping[str, float]
    state: str = AWAKE

    @cached_property
    def region_code(self) -> np.ndarray:
        """Index into ``REGIONS`` of every unit (unit,), int32."""
        return self.spread(lambda population: REGIONS.index(population.region)).astype(np.int32)

    def by_region(self, name: str) -> np.ndarray:
        """Spread a factor that each region has of its own.

        Parameters
        ----------
        name : str
            Factor key without its region.

        Returns
        -------
        numpy.ndarray
            ``name.<region>`` of every unit (unit,), times ``name.all`` where the vocabulary has it.
        """
        overall = self._overall(name)
        return np.array([self.single(f"{name}.{region}") * overall for region in REGIONS])[self.region_code]

    def by_class(self, name: str) -> np.ndarray:
        """Spread a factor that each cell class has of its own.

        Parameters
        ----------
        name : str
            Factor key without its cell class.

        Returns
        -------
        numpy.ndarray
            ``name.<cell class>`` of every unit (unit,).
        """
        return self.spread(lambda population: self.single(f"{name}.{population.cell_class}"))

    def receptor(self, receptor: str) -> np.ndarray:
        """Compute the gain of a receptor on every unit.

        Parameters
        ----------
        receptor : str
            Name of the receptor in the vocabulary.

        Returns
        -------
        numpy.ndarray
            Gain (unit,).

        Notes
        -----
        gain = ``all`` x region x part of the cord x target x every narrower place in which the unit lies.
        """
        overall = self._overall(f"receptors.{receptor}")

        def gain(population: Population) -> float:
            onto = f"receptors_onto.{population.target}.{receptor}"
            names = [f"receptors.{receptor}.{population.region}", f"{onto}.{population.region}", f"{onto}.all"]
            if population.part:
                names.append(f"receptors.{receptor}.{population.part}")
            return overall * prod(self.single(name) for name in names)

        return self._narrowed(self.spread(gain), receptor)

    def tonic(self, receptor: str) -> np.ndarray:
        """Compute the gain of a receptor without synapses on every unit.

        Parameters
        ----------
        receptor : str
            Its name in the vocabulary.

        Returns
        -------
        numpy.ndarray
            Gain (unit,): ``all`` x region x every narrower place in which the unit lies.
        """
        return self._narrowed(self.by_region(f"receptors.{receptor}"), receptor)

    def terminal(self, receptor: str) -> np.ndarray:
        """Compute the gain of a receptor on the terminals of every unit.

        Parameters
        ----------
        receptor : str
            Name of the receptor in the vocabulary.

        Returns
        -------
        numpy.ndarray
            Gain (unit,). These terminals lie in the cord, wherever the cell body is, and the gains of the cord and of
            its sides hold for them. An axon ends in several segments, so that those of parts and segments do not.
        """
        groups = (f"receptors.{receptor}", f"receptors_onto.terminal.{receptor}")
        gain = self._same(prod(self.single(f"{group}.{scope}") for group in groups for scope in ("spinal", "all")))
        for side, place in zip(SIDES, TERMINAL_PLACES, strict=True):
            ends = [(found.side == side) != (found.region in CROSSED) for found in finest()]
            for group in groups:
                if f"{group}.{place}" in self.factors:
                    gain = gain * np.where(self._of_place(ends), self.single(f"{group}.{place}"), 1.0)
        return gain

    def everywhere(self, name: str) -> np.ndarray:
        """Spread one factor that is the same for every unit.

        Parameters
        ----------
        name : str
            Factor key.

        Returns
        -------
        numpy.ndarray
            The factor (unit,).
        """
        return self._same(self.single(name))

    def single(self, name: str) -> float:
        """Give one factor.

        Parameters
        ----------
        name : str
            Factor key.

        Returns
        -------
        float
            The factor; its healthy value where the condition does not name it.
        """
        return self.factors[name] if name in self.factors else factors()[name].healthy

    def spread(self, of: Callable[[Population], object]) -> np.ndarray:
        """Spread what a function says of a population over its units.

        Parameters
        ----------
        of : callable
            Function of a population. It is asked once for each kind of population (``Connectome.kinds``).

        Returns
        -------
        numpy.ndarray
            Its answer for every unit (unit,).
        """
        kinds, kind_of = self.connectome.kinds
        return np.array([of(population) for population in kinds])[kind_of]

    def opened(self, ion: str) -> np.ndarray:
        """Spread the conductance that the vigilance of the condition opens.

        Parameters
        ----------
        ion : str
            As in :func:`~disinhibition.models.condition.vigilance.opened`.

        Returns
        -------
        numpy.ndarray
            Conductance (unit,) as a share of the leak; 0 when the subject is awake.
        """
        shares = opened(self.state, ion)
        return self.spread(lambda population: shares.get(population.cell_class, 0.0))

    def _narrowed(self, gain: np.ndarray, receptor: str) -> np.ndarray:
        """The gain of a receptor on cells (unit,), times those of narrower places, in the order of the places."""
        own = [key for key in self.factors if key.split(".")[-2:-1] == [receptor]]
        given, order = {key: place for key in own if (place := place_of(key))}, tuple(places())
        for key, place in sorted(given.items(), key=lambda item: (order.index(item[1]), item[0])):
            inside = self._of_place([places()[place].holds(found) for found in finest()])
            kind, target = key.split(".")[:2]
            if kind == "receptors_onto":
                inside = inside & (self.spread(lambda population: population.target) == target)
            gain = gain * np.where(inside, self.factors[key], 1.0)
        return gain

    def _of_place(self, of: list[bool]) -> np.ndarray:
        """What is true of each of the finest places, spread over the units (unit,)."""
        return np.array(of)[self.connectome.place_code]

    def _overall(self, name: str) -> float:
        return self.single(f"{name}.all") if f"{name}.all" in factors() else 1.0

    def _same(self, value: float) -> np.ndarray:
        return np.full(self.connectome.size, value)
