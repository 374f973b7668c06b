"""The vocabulary of a circuit: structure, populations with their drives, projections, and the pathway they form."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ..condition.vocabulary import PARTS
from ..membrane.receptors import CHANNELS
from ..parameters.sourced import load_table

PART_OF = MappingProxyType(dict(zip("ctl", PARTS, strict=True)) | {"x": PARTS[0], "s": PARTS[2]})  # by segment


@dataclass(frozen=True)
class Structure:
    """Which network is built: sides of the body, wiring seed, time step (s), a factor on every population.

    ``jitter`` above 0 is the draw of :mod:`jitter` that replaces all guessed numbers of the tables; ``numbers``, sorted
    pairs of ``table.entry`` and value, replace theirs after it.
    """

    sides: str = "both"
    wiring_seed: int = 1
    dt: float = 1e-4
    scale: float = 1.0
    jitter: int = 0
    numbers: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if self.sides not in ("both", "right"):
            raise ValueError(f"sides={self.sides}: there are 'both' and 'right'")
        if not 0 < self.dt <= 1e-4:
            raise ValueError(f"dt={self.dt:g} s: the membrane equation needs 0 < dt <= 0.0001 s")
        if not 0.25 <= self.scale <= 8:
            raise ValueError(f"scale={self.scale:g}: populations can be scaled by 0.25 to 8")

    @property
    def body_sides(self) -> tuple[str, ...]:
        """Sides of the body that are built; the hemisphere of a body side is the other one."""
        return ("left", "right") if self.sides == "both" else ("right",)


@dataclass(frozen=True)
class Drive:
    """Background AMPA conductance: an Ornstein-Uhlenbeck process with the mean and variance of Poisson shot noise.

    ``mean`` and ``spread`` in siemens, or as a share of the cell's leak if ``of_leak``. ``slow_noise`` is the relative
    SD of the fluctuation that all cells of the population share.
    """

    mean: float
    spread: float
    slow_noise: float = 0.0
    of_leak: bool = False


@dataclass(frozen=True)
class Population:
    """Cells of one class in one place. ``position`` is metres below the obex (negative: rostral)."""

    name: str
    region: str
    side: str
    size: int
    cell_class: str
    target: str
    position: float
    drive: Drive
    zone: str = ""
    muscle: str = ""
    segment: str = ""
    afferent_length: float = 0.0

    @property
    def part(self) -> str:
        """Part of the cord it lies in, or ''; the accessory nucleus is cervical."""
        return PART_OF[self.segment[0]] if self.region == "spinal" else ""


@dataclass(frozen=True)
class Projection:
    """Synapses from one population onto another, all through one channel.

    ``weight`` is the peak conductance in siemens (for ``terminal`` a dimensionless activation). ``second`` is what the
    same synapse opens besides: NMDA conductance (S) for excitatory channels, dimensionless GABA-B activation for
    ``slow`` and ``terminal``. The delay is ``fixed`` seconds plus ``length`` metres at the named axonal velocity.
    """

    source: str
    target: str
    channel: str
    probability: float
    weight: float
    second: float = 0.0
    fixed: float = 0.0
    length: float = 0.0
    velocity: str = ""


@dataclass(frozen=True)
class Pathway:
    """Populations and projections of the whole model. Motoneurons come last, so that they are one block of units."""

    populations: tuple[Population, ...]
    projections: tuple[Projection, ...]

    def __getitem__(self, name: str) -> Population:
        return next(population for population in self.populations if population.name == name)


Table = Mapping[str, Any]
Named = Mapping[str, Population]


def shot_noise(rate: float, jump: float, tau: float, slow_noise: float) -> Drive:
    """Drive with the mean and variance of Poisson input at ``rate`` (Hz), ``jump`` (S) and decay ``tau`` (s).

    Campbell's theorem: mean = rate jump tau, variance = rate jump^2 tau / 2.
    """
    return Drive(rate * jump * tau, jump * (rate * tau / 2) ** 0.5, slow_noise)


@dataclass(frozen=True)
class Axon:
    """A path: its velocity (a name of the table ``anatomy``), its length and the synapses on the way.

    ``length`` in metres, None for the distance of the two populations; ``relay`` in seconds, the delay of nuclei that
    are not modelled.
    """

    velocity: str
    length: float | None = None
    relay: float = 0.0


def project(
    entry: Mapping[str, Any],
    source: Population,
    target: Population,
    channel: str,
    axon: Axon | None = None,
    *,
    share: float = 1.0,
    sparse: float = 1.0,
) -> Projection:
    """Projection out of a table entry with ``probability``, ``weight`` and what else the channel opens.

    Local projections take the entry's ``delay``; axons take one synapse plus their path, which for an afferent begins
    at its usual stimulation site. ``share`` multiplies the weight, ``sparse`` the probability.
    """
    if axon:
        fixed = load_table("anatomy")["fixed"]["synapse"].si + axon.relay
        distance = abs(source.position - target.position) if axon.length is None else axon.length
        length = distance + source.afferent_length
    else:
        fixed, length = entry["delay"].si, 0.0
    opened = CHANNELS[channel]
    weight = entry[opened.weight_entry].si * share
    second = entry[opened.second_entry].si if opened.second_entry in entry else 0.0
    if opened.second_is_share:
        second *= weight
    probability = entry["probability"].si * sparse
    velocity = axon.velocity if axon else ""
    return Projection(source.name, target.name, channel, probability, weight, second, fixed, length, velocity)
