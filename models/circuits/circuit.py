"""The vocabulary of a circuit: structure, populations with their drives, projections, and the pathway they form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import UserError
from ..condition.places import CROSSED, PART_OF, Place
from ..membrane.receptors import CHANNELS
from ..parameters.sourced import load_table


@dataclass(frozen=True)
class Structure:
    """Which network is built. A change of it needs another build or another drawn connectome.

    Attributes
    ----------
    sides : str
        Sides of the body: ``both`` or ``right``.
    wiring_seed : int
        Seed of everything that is drawn for the wiring.
    dt : float
        Time step in s, at most 1e-4.
    scale : float
        Factor on the size of every population, 0.25 to 8.
    jitter : int
        Above 0, number of the draw that replaces all guessed table numbers; see
        :mod:`disinhibition.models.parameters.jitter`.
    numbers : tuple[tuple[str, float], ...]
        Sorted pairs of ``table.entry`` and value. These table numbers are replaced last.

    Raises
    ------
    UserError
        A value is outside its range.

    Examples
    --------
    >>> Structure(sides="right").body_sides
    ('right',)
    """

    sides: str = "both"
    wiring_seed: int = 1
    dt: float = 1e-4
    scale: float = 1.0
    jitter: int = 0
    numbers: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if self.sides not in ("both", "right"):
            raise UserError(f"sides={self.sides}: there are 'both' and 'right'")
        if not 0 < self.dt <= 1e-4:
            raise UserError(f"dt={self.dt:g} s: the membrane equation needs 0 < dt <= 0.0001 s")
        if not 0.25 <= self.scale <= 8:
            raise UserError(f"scale={self.scale:g}: populations can be scaled by 0.25 to 8")

    @property
    def body_sides(self) -> tuple[str, ...]:
        """Sides of the body that are built; the hemisphere of a side of the body is the opposite one."""
        return ("left", "right") if self.sides == "both" else ("right",)


@dataclass(frozen=True)
class Drive:
    """Background AMPA conductance of a population.

    It is an Ornstein-Uhlenbeck process with the mean and the variance of Poisson shot noise.

    Attributes
    ----------
    mean : float
        Mean in S, or as a share of the leak of the cell if ``of_leak``.
    spread : float
        Standard deviation, in the unit of ``mean``.
    slow_noise : float
        Relative standard deviation of the slow fluctuation that all cells of the population share.
    of_leak : bool
        Whether mean and spread are shares of the leak.
    """

    mean: float
    spread: float
    slow_noise: float = 0.0
    of_leak: bool = False


@dataclass(frozen=True)
class Population:
    """Cells of one class in one region, or in one segment of the cord.

    Attributes
    ----------
    name : str
        Name, such as ``right_fdi_motoneurons``.
    region : str
        One of ``REGIONS`` of the vocabulary.
    side : str
        ``left`` or ``right``.
    size : int
        Number of cells.
    cell_class : str
        Entry of the table ``cells``.
    target : str
        What kind of target its cells are for a synapse: one of ``TARGETS`` of the vocabulary.
    position : float
        Distance below the obex in m; negative for rostral of it.
    drive : Drive
        Background conductance.
    zone : str
        Zone of the body (face, hand, trunk, foot), or empty.
    muscle : str
        Muscle with side, or empty.
    segment : str
        Segment of the cord or cranial nucleus, or empty.
    afferent_length : float
        Length of an afferent in m from its usual stimulation site.
    """

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
        """Part of the cord in which the population lies, or ``''``; the accessory nucleus is cervical."""
        return PART_OF[self.segment[0]] if self.region == "spinal" else ""

    @property
    def area(self) -> str:
        """Area of the cortex in which the population lies, ``m1`` or ``s1``, or ``''``."""
        return self.name.split("_")[1] if self.region == "cortex" and self.zone else ""

    @property
    def place(self) -> Place:
        """Where its cells lie, as narrowly as a gain can be given."""
        zone = self.zone if self.region in CROSSED else ""
        segment = self.segment if self.region == "spinal" else ""
        return Place(self.region, self.side, self.area, zone, self.part, segment)


@dataclass(frozen=True)
class Projection:
    """Synapses from one population onto another, all through one channel.

    Attributes
    ----------
    source : str
        Name of the presynaptic population.
    target : str
        Name of the postsynaptic population.
    channel : str
        Name of the channel.
    probability : float
        Probability that a pair of cells is connected.
    weight : float
        Peak conductance in S; for ``terminal`` a dimensionless activation.
    second : float
        What the same synapse opens besides: NMDA conductance in S for excitatory channels, dimensionless GABA-B
        activation for ``slow`` and ``terminal``.
    fixed : float
        Part of the delay in s that does not depend on length.
    length : float
        Length of the axon in m.
    velocity : str
        Name of the axonal velocity in the table ``anatomy``; empty for a local projection.

    Notes
    -----
    delay = fixed + length / velocity.
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
    """Populations and projections of the whole model.

    Attributes
    ----------
    populations : tuple[Population, ...]
        All populations. Motoneurons come last, so that they are one block of units.
    projections : tuple[Projection, ...]
        All projections.
    """

    populations: tuple[Population, ...]
    projections: tuple[Projection, ...]

    def __getitem__(self, name: str) -> Population:
        """Give a population.

        Parameters
        ----------
        name : str
            Name of the population.

        Returns
        -------
        Population
            The population.
        """
        return next(population for population in self.populations if population.name == name)


Table = Mapping[str, Any]
Named = Mapping[str, Population]


def shot_noise(rate: float, jump: float, tau: float, slow_noise: float) -> Drive:
    """Make the drive that has the mean and the variance of Poisson input.

    Parameters
    ----------
    rate : float
        Rate of the input in Hz.
    jump : float
        Conductance that one spike of the input adds, in S.
    tau : float
        Time constant of decay in s.
    slow_noise : float
        Relative standard deviation of the shared slow fluctuation.

    Returns
    -------
    Drive
        Mean and spread in S.

    Notes
    -----
    Campbell's theorem: mean = rate jump tau, variance = rate jump^2 tau / 2.

    Examples
    --------
    >>> drive = shot_noise(rate=1000.0, jump=1e-9, tau=2e-3, slow_noise=0.0)
    >>> round(drive.mean * 1e9, 6), round(drive.spread * 1e9, 6)
    (2.0, 1.0)
    """
    return Drive(rate * jump * tau, jump * (rate * tau / 2) ** 0.5, slow_noise)


@dataclass(frozen=True)
class Axon:
    """The path of an axon: its velocity, its length and the synapses on the way.

    Attributes
    ----------
    velocity : str
        Name of a velocity in the table ``anatomy``.
    length : float or None
        Length in m; None for the distance between the two populations.
    relay : float
        Delay in s of nuclei on the way that are not modelled.
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
    """Make a projection out of an entry of a table.

    Parameters
    ----------
    entry : Mapping[str, Any]
        Entry with ``probability``, the weights that the channel needs and, for a local projection, ``delay``.
    source : Population
        Presynaptic population.
    target : Population
        Postsynaptic population.
    channel : str
        Name of the channel.
    axon : Axon, optional
        Path of the axon; None for a local projection.
    share : float, optional
        Factor on the weight; 1 by default.
    sparse : float, optional
        Factor on the probability; 1 by default.

    Returns
    -------
    Projection
        Weights in SI units, delay as a fixed part and a length.

    Notes
    -----
    A local projection has the delay of its entry. An axon takes the delay of one synapse plus its path; that of an
    afferent begins at its usual stimulation site."""
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
