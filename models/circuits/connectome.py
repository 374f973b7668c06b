"""Draws the synapses of a pathway: seeded numpy arrays per channel, hashed by content.

The number of synapses of a projection is its expected number, drawn without replacement, so that every wiring seed of
one structure has arrays of the same size and shares one compiled model.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..membrane.receptors import CHANNELS
from ..parameters.random_streams import named_generator
from ..parameters.sourced import load_table
from .circuit import Pathway, Population, Projection

WEIGHT_RANGE = (0.2, 2.0)


@dataclass(frozen=True)
class Synapses:
    """All synapses of one channel, ordered by presynaptic unit.

    ``weight`` and ``second`` are in the units of :class:`circuit.Projection`, ``delay`` in seconds; ``projection`` is
    the index into ``Pathway.projections``.
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
    """A drawn pathway: first unit of every population, and the synapses of every channel."""

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
        """Index of the population of every unit."""
        return np.repeat(np.arange(len(self.pathway.populations)), np.diff(self.starts))

    @cached_property
    def kinds(self) -> tuple[tuple[Population, ...], np.ndarray]:
        """One population of each kind that the words of a condition can tell apart, and the kind of every unit."""
        labels = [(p.region, p.cell_class, p.target, p.part) for p in self.pathway.populations]
        seen = dict(zip(reversed(labels), reversed(self.pathway.populations), strict=True))
        number = {label: index for index, label in enumerate(seen)}
        return tuple(seen.values()), np.array([number[label] for label in labels])[self.population_of]

    @cached_property
    def ranges(self) -> Mapping[str, slice]:
        """Units of every population as a slice."""
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
    """Draw every projection with its own random stream, so that adding one changes no other.

    Weights are Gaussian over synapses (clipped), local delays lognormal over synapses, axonal velocities lognormal over
    axons: all axons of a kind from one cell share its velocity.
    """
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
