"""Places of the pathway to which the gain of a receptor may be narrowed: a side, an area, a zone, a part or a segment.

The words of a place stand in the order of the names of populations, which is side, structure, and zone or segment:
``left_m1_hand``, ``thalamus_foot``, ``right_cervical``, ``spinal_c8``. ``left`` and ``right`` say where the cells lie:
the hemisphere of cortex and thalamus, the side of the body in brainstem and cord. ``s1`` is the area of the cortex, and
``spinal_s1`` the segment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import product
from types import MappingProxyType

from ...errors import UserError

REGIONS = ("cortex", "thalamus", "brainstem", "spinal")
CROSSED = ("cortex", "thalamus")  # regions whose side is that of the hemisphere, which moves the other side of the body
AREAS = ("m1", "s1")  # of the cortex
ZONES = ("face", "hand", "trunk", "foot")  # of cortex and thalamus
PARTS = ("cervical", "thoracic", "lumbosacral")  # of the cord
SEGMENTS = ("xi", "c5", "c7", "c8", "t6", "t10", "l3", "l5", "s1")  # of the cord; the accessory nucleus is the first
PART_OF = MappingProxyType(dict(zip("ctl", PARTS, strict=True)) | {"x": PARTS[0], "s": PARTS[2]})  # by segment
SIDES = ("left", "right")
TERMINAL_PLACES = tuple(f"{side}_spinal" for side in SIDES)


@dataclass(frozen=True)
class Place:
    """Where cells lie; what is empty is not narrowed.

    Attributes
    ----------
    region : str
        One of ``REGIONS``.
    side : str
        Side on which the cells lie: ``left`` or ``right``.
    area : str
        One of ``AREAS``.
    zone : str
        One of ``ZONES``; cells of brainstem and cord have none here.
    part : str
        One of ``PARTS``.
    segment : str
        One of ``SEGMENTS``; cells of the brainstem have none here.
    """

    region: str
    side: str = ""
    area: str = ""
    zone: str = ""
    part: str = ""
    segment: str = ""

    @property
    def name(self) -> str:
        """The place in words, such as ``left_m1_hand``."""
        structure = f"{self.region}_{self.segment}" if self.segment else self.area or self.part or self.region
        return "_".join(word for word in (self.side, structure, self.zone) if word)

    def holds(self, other: "Place") -> bool:
        """Say whether another place lies in this one.

        Parameters
        ----------
        other : Place
            The other place.

        Returns
        -------
        bool
            Whether it does; every place lies in itself.

        Examples
        --------
        >>> Place("cortex", "left").holds(Place("cortex", "left", "m1", "hand"))
        True
        """
        return all(own in ("", theirs) for own, theirs in zip(vars(self).values(), vars(other).values(), strict=True))


@cache
def places() -> Mapping[str, Place]:
    """List every place that has a name.

    Returns
    -------
    Mapping[str, Place]
        Places by name: the four regions, the parts of the cord, and all that is narrower.

    Examples
    --------
    >>> places()["left_spinal_c8"].part
    'cervical'
    """
    areas = [Place("cortex", area=area, zone=zone) for area, zone in product(["", *AREAS], ["", *ZONES])]
    relays = [Place("thalamus", zone=zone) for zone in ("", *ZONES)]
    parts = [Place("spinal", part=part) for part in ("", *PARTS)]
    segments = [Place("spinal", part=PART_OF[segment[0]], segment=segment) for segment in SEGMENTS]
    either = [*areas, *relays, Place("brainstem"), *parts, *segments]
    every = [Place(**{**vars(place), "side": side}) for side in ("", *SIDES) for place in either]
    return MappingProxyType({place.name: place for place in every})


NARROW = tuple(name for name in places() if name not in (*REGIONS, *PARTS))


@cache
def finest() -> tuple[Place, ...]:
    """List the places of cells: each population lies in one of them, and none holds another that has cells of its own.

    Returns
    -------
    tuple[Place, ...]
        The places. A cell of the cortex outside of all zones, such as a visual one, lies in the cortex of its side.
    """
    narrow = [p for p in places().values() if p.side and ((p.area and p.zone) or p.segment or p.region == "brainstem")]
    relays = [p for p in places().values() if p.side and p.region == "thalamus" and p.zone]
    return (*narrow, *relays, *(places()[f"{side}_cortex"] for side in SIDES))


def meant(name: str) -> str:
    """Give the place that a name without a place may have meant.

    Parameters
    ----------
    name : str
        The name.

    Returns
    -------
    str
        The place of the same words in another order, or that has these words, or of the nearest spelling, of which
        ``all`` is one. Empty if none is near.

    Examples
    --------
    >>> meant("left_hand_m1"), meant("left_c8"), meant("left_m1_hnd"), meant("cortx")
    ('left_m1_hand', 'left_spinal_c8', 'left_m1_hand', 'cortex')
    """
    words = set(name.split("_"))
    every = {known: set(known.split("_")) for known in ("all", *places())}
    understood = words & set().union(*every.values())
    around = [known for known, own in every.items() if understood and understood <= own]
    if words == understood:
        return min(around, key=lambda known: len(every[known]), default="")
    return next(iter(get_close_matches(name, around or every, n=1)), "")


def check_built(names: Iterable[str], sides: str) -> None:
    """Refuse places on a side that is not built.

    Parameters
    ----------
    names : Iterable[str]
        Names of places.
    sides : str
        Sides of the body that are built: ``both`` or ``right``.

    Raises
    ------
    UserError
        No cell of a place is built.

    Examples
    --------
    >>> check_built(["left_m1_hand", "right_spinal"], "right")
    """
    for name in names:
        place = places()[name]
        built = {"both": SIDES, "right": ("left",) if place.region in CROSSED else ("right",)}[sides]
        if place.side and place.side not in built:
            other = Place(**{**vars(place), "side": built[0]}).name
            crosses = ", since the left hemisphere moves the right side" if place.region in CROSSED else ""
            raise UserError(
                f"'{name}' is not built with sides={sides}; set sides=both, or did you mean '{other}'{crosses}?"
            )
