"""The connectome: the synapses of a pathway, drawn as numpy arrays per channel and hashed by content.

The number of synapses of a projection is its expected number, drawn without replacement. Every wiring seed of one
structure therefore has arrays of the same size and shares one compiled model.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..condition.places import finest
from ..membrane.receptors import CHANNELS
from ..parameters.random_streams import named_generator
from ..parameters.sourced import load_table
from .circuit import Pathway, Population, Projection

WEIGHT_RANGE = (0.2, 2.0)


@dataclass(frozen=True)
class Synapses:
    """All synapses of one channel, ordered by presynaptic unit.

    Attributes
    ----------
    pre : numpy.ndarray
        Presynaptic unit (synapse,), int32.
    post : numpy.ndarray
        Postsynaptic unit (synapse,), int32.
    weight : numpy.ndarray
        Weight (synapse,), float32, in the unit of :class:`~disinhibition.models.circuits.circuit.Projection`.
    second : numpy.ndarray
        Second weight (synapse,), float32, in the unit of that class.
    delay : numpy.ndarray
        Delay (synapse,) in s, float32.
    projection : numpy.ndarray
        Index into ``Pathway.projections`` (synapse,), int32.
    """

    pre: np.ndarray
    post: np.ndarray
    weight: np.ndarray
    second: np.ndarray
    delay: np.ndarray
    projection: np.ndarray

    def __len__(self) -> int:
        return len(self.pre)


@dataclass(frozen=True)
class Connectome:
    """A drawn pathway.

    Attributes
    ----------
    pathway : Pathway
        Populations and projections.
    starts : numpy.ndarray
        First unit of every population, and the number of units: (population + 1,).
    channels : Mapping[str, Synapses]
        Synapses by channel.
    wiring_seed : int
        Seed with which it was drawn.
    """

    pathway: Pathway
    starts: np.ndarray
    channels: Mapping[str, Synapses]
    wiring_seed: int

    @property
    def size(self) -> int:
        """Number of units."""
        return int(self.starts[-1])

    @cached_property
    def population_of(self) -> np.ndarray:
        """Index of the population of every unit (unit,)."""
        return np.repeat(np.arange(len(self.pathway.populations)), np.diff(self.starts))

    @cached_property
    def kinds(self) -> tuple[tuple[Population, ...], np.ndarray]:
        """One population of each kind that factor keys can tell apart, and the kind of every unit (unit,)."""
        labels = [(p.region, p.cell_class, p.target, p.part) for p in self.pathway.populations]
        seen = dict(zip(reversed(labels), reversed(self.pathway.populations), strict=True))
        number = {label: index for index, label in enumerate(seen)}
        return tuple(seen.values()), np.array([number[label] for label in labels])[self.population_of]

    @cached_property
    def place_code(self) -> np.ndarray:
        """Index into :func:`~disinhibition.models.condition.places.finest` of every unit (unit,), int32."""
        code = {place: index for index, place in enumerate(finest())}
        return np.array([code[p.place] for p in self.pathway.populations], np.int32)[self.population_of]

    @cached_property
    def ranges(self) -> Mapping[str, slice]:
        """Units of every population as a slice, by name."""
        names = (population.name for population in self.pathway.populations)
        return {name: slice(int(a), int(b)) for name, a, b in zip(names, self.starts, self.starts[1:], strict=False)}

    @cached_property
    def digest(self) -> str:
        """Hash of every array: two connectomes with one digest are the same network."""
        content = hashlib.sha256()
        for channel in CHANNELS:
            synapses = self.channels[channel]
            for array in (synapses.pre, synapses.post, synapses.weight, synapses.second, synapses.delay):
                content.update(np.ascontiguousarray(array).tobytes())
        return content.hexdigest()


def draw(pathway: Pathway, wiring_seed: int) -> Connectome:
    """Draw every synapse of a pathway.

    Parameters
    ----------
    pathway : Pathway
        Populations and projections.
    wiring_seed : int
        Seed; every projection has a random stream of its own, so that a new projection changes no other.

    Returns
    -------
    Connectome
        The drawn pathway.

    Notes
    -----
    Weights are Gaussian over synapses and clipped to ``WEIGHT_RANGE`` times their mean; the second weight varies with
    the first. Local delays are lognormal over synapses, axonal velocities are lognormal over axons: all axons of a kind
    from one cell share its velocity."""
    numbers = load_table("wiring")
    starts = np.concatenate([[0], np.cumsum([population.size for population in pathway.populations])])
    first = {population.name: int(start) for population, start in zip(pathway.populations, starts, strict=False)}
    drawn: dict[str, list[Synapses]] = {channel: [] for channel in CHANNELS}
    for index, projection in enumerate(pathway.projections):
        source, target = pathway[projection.source], pathway[projection.target]
        rng = named_generator(wiring_seed, f"{projection.source}>{projection.target}>{projection.channel}")
        pre, post = _pairs(rng, source, target, projection.probability)
        spread = rng.normal(1, numbers["weight_cv"].value, len(pre)).clip(*WEIGHT_RANGE)
        delay = _delays(rng, projection, source, pre, wiring_seed, numbers["delay_cv"].value)
        drawn[projection.channel].append(
            Synapses(
                (pre + first[source.name]).astype(np.int32),
                (post + first[target.name]).astype(np.int32),
                (projection.weight * spread).astype(np.float32),
                (projection.second * spread).astype(np.float32),
                delay.astype(np.float32),
                np.full(len(pre), index, np.int32),
            )
        )
    return Connectome(pathway, starts, {name: _join(parts) for name, parts in drawn.items()}, wiring_seed)


def _pairs(
    rng: np.random.Generator, source: Population, target: Population, probability: float
) -> tuple[np.ndarray, np.ndarray]:
    """Distinct ordered pairs without self-connections, sorted by source."""
    recurrent = source.name == target.name
    columns = target.size - recurrent
    pairs = source.size * columns
    chosen = np.sort(rng.choice(pairs, min(pairs, round(probability * pairs)), replace=False, shuffle=False))
    pre, post = np.divmod(chosen, columns)
    if recurrent:
        post = post + (post >= pre)
    return pre, post


def _delays(
    rng: np.random.Generator, projection: Projection, source: Population, pre: np.ndarray, seed: int, spread: float
) -> np.ndarray:
    if not projection.velocity:
        return projection.fixed * _lognormal(rng, spread, len(pre))
    table = load_table("anatomy")["velocities"]
    mean, cv = table[projection.velocity].si, table[f"{projection.velocity}_cv"].value
    velocity = mean * _lognormal(named_generator(seed, f"{source.name}:{projection.velocity}"), cv, source.size)
    return projection.fixed + projection.length / velocity[pre]


def _lognormal(rng: np.random.Generator, cv: float, size: int) -> np.ndarray:
    """Lognormal numbers with mean 1 and the given coefficient of variation."""
    sigma = np.sqrt(np.log1p(cv**2))
    return rng.lognormal(-(sigma**2) / 2, sigma, size)


def _join(parts: list[Synapses]) -> Synapses:
    fields = ("pre", "post", "weight", "second", "delay", "projection")
    arrays = [np.concatenate([getattr(part, field) for part in parts]) for field in fields]
    order = np.argsort(arrays[0], kind="stable")
    return Synapses(*(array[order] for array in arrays))
