"""Where a stimulus acts: the populations that each site kicks, and the table entry of the kick."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...errors import UserError
from ..circuits.connectome import Connectome
from ..circuits.cortex import hemisphere
from ..circuits.spinal import MUSCLES, SEGMENTS
from ..parameters.nearest import nearest
from ..parameters.sourced import load_table
from . import vocabulary
from .places import ZONES


@dataclass(frozen=True)
class Reach:
    """One population that a site kicks.

    Attributes
    ----------
    population : str
        Name of the population.
    kick : str
        Entry of the kick in the table ``stimulation``.
    travel : float
        Conduction time of the nerve before it in s.
    """

    population: str
    kick: str
    travel: float = 0.0


# Sites in the middle of the body: what they reach on either side
MIDLINE = {
    "sound": ("auditory_afferents", "auditory"),
    "flash": ("visual_afferents", "flash"),
    "face_tap": ("trigeminal_afferents", "tap"),
}
MANTLE = ("c5", "t6")  # dermatomes of shoulder and upper chest that the model has
MEDIAN = ("fdi", "flexor_carpi_radialis")


def sites(connectome: Connectome) -> Mapping[str, tuple[Reach, ...]]:
    """List every site of a connectome.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.

    Returns
    -------
    Mapping[str, tuple[Reach, ...]]
        By name of the site, the populations of this connectome that it kicks.
    """
    names = {population.name for population in connectome.pathway.populations}
    everything = _everything(("left", "right"))
    present = {name: tuple(r for r in reached if r.population in names) for name, reached in everything.items()}
    return {name: reached for name, reached in present.items() if reached}


def site_names(sides: str) -> list[str]:
    """List the names of all sites of a structure.

    Parameters
    ----------
    sides : str
        Sides of the body that are built: ``both`` or ``right``.

    Returns
    -------
    list[str]
        Names such as ``right_median_nerve`` or ``sound``.

    Examples
    --------
    >>> "right_median_nerve" in site_names("right"), "left_median_nerve" in site_names("right")
    (True, False)
    """
    return list(_everything(("left", "right") if sides == "both" else (sides,)))


def check_site(site: str, known: Iterable[str]) -> None:
    """Refuse a site that is not among those that are known.

    Parameters
    ----------
    site : str
        Name of the site.
    known : Iterable[str]
        Names of the sites there are.

    Raises
    ------
    UserError
        The site is unknown or on a side that is not built; the message gives the nearest name.

    Examples
    --------
    >>> check_site("right_median_nerve", site_names("right"))
    """
    names = list(known)
    if site not in names:
        if site in site_names("both"):
            raise UserError(f"stimulus site '{site}' is on a side that is not built; set sides=both")
        raise UserError(f"there is no stimulus site '{site}'" + nearest(site, names))


def _everything(sides: Iterable[str]) -> dict[str, tuple[Reach, ...]]:
    midline = {
        name: tuple(Reach(f"{side}_{population}", kick) for side in ("left", "right"))
        for name, (population, kick) in MIDLINE.items()
    }
    return {name: reached for side in sides for part in _PARTS for name, reached in part(side)} | midline


def _nerves(side: str) -> Iterator[tuple[str, tuple[Reach, ...]]]:
    """Electrical volleys in mixed and in digital nerves; an afferent's length says where its nerve is stimulated."""
    hand = [f"{side}_{segment}_cutaneous" for segment in ("c7", "c8")]
    yield f"{side}_median_nerve", _all([*(f"{side}_{muscle}_ia" for muscle in MEDIAN), *hand], "nerve")
    yield f"{side}_digital_nerve", _all(hand, "digital_nerve")
    yield f"{side}_tibial_nerve", _all([f"{side}_soleus_ia", f"{side}_s1_cutaneous"], "nerve")


def _motor_nerves(side: str) -> Iterator[tuple[str, tuple[Reach, ...]]]:
    """Antidromic volleys from a muscle's nerve, as fast as its fastest axons; see ``motor_nerve`` in the table."""
    nerves = load_table("anatomy")["muscles"]
    for muscle in vocabulary.MUSCLES:
        travel = nerves[muscle]["peripheral_length"].si / nerves[muscle]["motor_velocity"].si
        yield f"{side}_{muscle}_motor_nerve", (Reach(f"{side}_{muscle}_motoneurons", "motor_nerve", travel),)


def _mechanical(side: str) -> Iterator[tuple[str, tuple[Reach, ...]]]:
    """Taps: on a tendon, on shoulder and upper chest, on the limb or trunk where a segment has skin and muscle."""
    for muscle, (segment, _) in MUSCLES.items():
        if segment != "xi":
            yield f"{side}_{muscle}_tendon", _all([f"{side}_{muscle}_ia"], "nerve")
    yield f"{side}_mantle_tap", _all([f"{side}_{segment}_cutaneous" for segment in MANTLE], "tap")
    for segment in SEGMENTS:
        spindles = [f"{side}_{muscle}_ia" for muscle, (of_pool, _) in MUSCLES.items() if of_pool == segment]
        yield f"{side}_{segment}_tap", _all([f"{side}_{segment}_cutaneous", *spindles], "tap")


def _magnetic(side: str) -> Iterator[tuple[str, tuple[Reach, ...]]]:
    """Magnetic pulses over the zone of motor cortex that moves a side of the body."""
    for zone in ZONES:
        cells = ("l23", "pt", "pv")
        motor = f"{hemisphere(side)}_m1_{zone}"
        yield f"{side}_{zone}_magnetic", tuple(Reach(f"{motor}_{cell}", f"magnetic_{cell}") for cell in cells)


def _electrical(side: str) -> Iterator[tuple[str, tuple[Reach, ...]]]:
    """Anodal shocks over the same zones, which excite axons of corticospinal cells and pass the cells before them."""
    for zone in ZONES:
        yield f"{side}_{zone}_electrical", (Reach(f"{hemisphere(side)}_m1_{zone}_pt", "electrical_pt"),)


_PARTS = (_nerves, _motor_nerves, _mechanical, _magnetic, _electrical)


def _all(populations: Iterable[str], kick: str) -> tuple[Reach, ...]:
    return tuple(Reach(population, kick) for population in populations)
