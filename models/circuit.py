"""The vocabulary of a circuit: structure, populations with their drives, projections, and the pathway they form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .sourced import load_table

CHANNELS = ("excitatory", "depressing", "gated", "gaba_a", "glycine", "slow", "nicotinic", "terminal")


@dataclass(frozen=True)
class Structure:
    """What a build depends on: sides of the body, wiring seed, time step (s) and a factor on every population."""

    sides: str = "both"
    wiring_seed: int = 1
    dt: float = 1e-4
    scale: float = 1.0

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

    def select(self, chosen: Callable[[Population], bool]) -> Iterator[Population]:
        """Populations for which ``chosen`` holds, in order."""
        return (population for population in self.populations if chosen(population))


def shot_noise(rate: float, jump: float, tau: float, slow_noise: float) -> Drive:
    """Drive with the mean and variance of Poisson input at ``rate`` (Hz), ``jump`` (S) and decay ``tau`` (s).

    Campbell's theorem: mean = rate jump tau, variance = rate jump^2 tau / 2.
    """
    return Drive(rate * jump * tau, jump * (rate * tau / 2) ** 0.5, slow_noise)


def project(
    entry: Mapping[str, Any],
    source: Population,
    target: Population,
    channel: str,
    *,
    length: float | None = None,
    velocity: str = "",
    share: float = 1.0,
    sparse: float = 1.0,
    relay: float = 0.0,
) -> Projection:
    """Projection out of a table entry with ``probability``, ``weight`` and what else the channel opens.

    Local projections take the entry's ``delay``. Axons (``velocity`` named) take one synapse plus ``length``, by default
    the distance of the two populations, plus the source's afferent length. ``share`` multiplies the weight, ``sparse``
    the probability, ``relay`` (s) adds the synapses of nuclei that are not modelled.
    """
    if velocity:
        fixed = load_table("anatomy")["fixed"]["synapse"].si + relay
        run = abs(source.position - target.position) if length is None else length
        run += source.afferent_length
    else:
        fixed, run = entry["delay"].si, 0.0
    first, second = (
        ("gaba_a", "gaba_b") if channel == "terminal" else ("weight", "gaba_b" if channel == "slow" else "nmda")
    )
    weight = entry[first].si * share
    extra = entry[second].si if second in entry else 0.0
    if second == "nmda":
        extra *= weight
    return Projection(
        source.name, target.name, channel, entry["probability"].si * sparse, weight, extra, fixed, run, velocity
    )
