"""Sensorimotor cortex and thalamus: four zones of S1 and M1 in a hemisphere, callosal fibres, VPL, VL and TRN.

The hemisphere of a side of the body is the opposite one: with ``sides=right`` the left hemisphere is built.
"""

from collections.abc import Iterator, Sequence

from ..condition.places import ZONES
from ..parameters.sourced import load_table
from .circuit import Axon, Named, Population, Projection, Table, project, shot_noise

NEIGHBOURS = (("face", "hand"), ("hand", "trunk"), ("trunk", "foot"))
CLASSES = (
    ("m1", "l23", "l23", "principal"),
    ("m1", "pt", "pt", "principal"),
    ("m1", "pv", "pv", "interneuron"),
    ("m1", "som", "som", "interneuron"),
    ("m1", "ngf", "ngf", "interneuron"),
    ("s1", "e", "s1_e", "principal"),
    ("s1", "pv", "pv", "interneuron"),
    ("", "vpl", "thalamocortical", "principal"),
    ("", "vl", "thalamocortical", "principal"),
    ("", "trn", "trn", "interneuron"),
)


def hemisphere(body_side: str) -> str:
    """Name the hemisphere that moves a side of the body.

    Parameters
    ----------
    body_side : str
        ``left`` or ``right``.

    Returns
    -------
    str
        The opposite side.

    Examples
    --------
    >>> hemisphere("right")
    'left'
    """
    return "right" if body_side == "left" else "left"


def populations(sides: Sequence[str]) -> Iterator[Population]:
    """List the populations of cortex and thalamus.

    Parameters
    ----------
    sides : Sequence[str]
        Sides of the body that are built.

    Yields
    ------
    Population
        Populations such as ``left_m1_hand_pt`` and ``left_vpl_hand``.

    Examples
    --------
    >>> "left_m1_hand_pt" in [population.name for population in populations(["right"])]
    True
    """
    table, anatomy, receptors = load_table("cortex"), load_table("anatomy"), load_table("receptors")
    decay = receptors["ampa"]["decay"].si
    for side in map(hemisphere, sides):
        for zone in ZONES:
            for area, kind, cell_class, target in CLASSES:
                thalamic = area == ""
                drive = table["drive"][cell_class]
                yield Population(
                    name=f"{side}_{kind}_{zone}" if thalamic else f"{side}_{area}_{zone}_{kind}",
                    region="thalamus" if thalamic else "cortex",
                    side=side,
                    size=round(table["sizes"][kind if thalamic else f"{area}_{kind}"].value),
                    cell_class=cell_class,
                    target=target,
                    position=-anatomy["central"]["thalamus_obex" if thalamic else "cortex_obex"].si,
                    drive=shot_noise(drive["rate"].si, drive["jump"].si, decay, table["slow_noise"].si),
                    zone=zone,
                )
        yield _visual(side)


def _visual(side: str) -> Population:
    """What a flash sets off before it reaches motor cortex, as one population of afferents a hemisphere."""
    drive = load_table("spinal")["drive"]["afferent"]
    return Population(
        name=f"{side}_visual_afferents",
        region="cortex",
        side=side,
        size=round(load_table("cortex")["sizes"]["visual"].value),
        cell_class="afferent_visual",
        target="principal",
        position=-load_table("anatomy")["central"]["cortex_obex"].si,
        drive=shot_noise(drive["rate"].si, drive["jump"].si, load_table("receptors")["ampa"]["decay"].si, 0.0),
    )


def projections(named: Named) -> Iterator[Projection]:
    """List the projections inside cortex and thalamus; corticospinal ones belong to the circuits that they reach.

    Parameters
    ----------
    named : Mapping[str, Population]
        All populations of the pathway by name.

    Yields
    ------
    Projection
        The projections.
    """
    table = load_table("cortex")["projections"]
    for side in ("left", "right"):
        if f"{side}_m1_hand_l23" not in named:
            continue
        for zone in ZONES:
            yield from _column(table, named, side, zone)
            yield from _thalamus(table, named, side, zone)
            flash = Axon("corticocortical", 0.0, load_table("anatomy")["fixed"]["visual_relay"].si)
            seen, superficial = named[f"{side}_visual_afferents"], named[f"{side}_m1_{zone}_l23"]
            yield project(table["visual_l23"], seen, superficial, "excitatory", flash)
        for one, other in NEIGHBOURS:
            for here, there in ((one, other), (other, one)):
                yield from _between_zones(table, named, f"{side}_m1_{here}", f"{side}_m1_{there}")
    if "left_m1_hand_l23" in named and "right_m1_hand_l23" in named:
        yield from _callosum(table, named)


def _column(table: Table, named: Named, side: str, zone: str) -> Iterator[Projection]:
    m1, s1 = f"{side}_m1_{zone}", f"{side}_s1_{zone}"
    l23, pt, pv, som, ngf = (named[f"{m1}_{kind}"] for kind in ("l23", "pt", "pv", "som", "ngf"))
    s1_e, s1_pv = named[f"{s1}_e"], named[f"{s1}_pv"]
    yield project(table["l23_l23"], l23, l23, "depressing")
    yield project(table["l23_pt"], l23, pt, "depressing")
    for interneuron in (pv, som, ngf):
        yield project(table[f"l23_{interneuron.cell_class}"], l23, interneuron, "excitatory")
    for target in (pt, pv, som):
        yield project(table[f"pt_{target.cell_class}"], pt, target, "excitatory")
    for target in (l23, pv, pt):
        yield project(table[f"pv_{target.cell_class}"], pv, target, "gaba_a")
    for source, entry in ((som, "som_e"), (ngf, "ngf_e")):
        for target in (l23, pt):
            yield project(table[entry], source, target, "slow")
    yield project(table["l23_l23"], s1_e, s1_e, "depressing")
    yield project(table["l23_pv"], s1_e, s1_pv, "excitatory")
    yield project(table["pv_l23"], s1_pv, s1_e, "gaba_a")
    yield project(table["pv_pv"], s1_pv, s1_pv, "gaba_a")
    relay = Axon("corticocortical", load_table("anatomy")["central"]["s1_m1"].si)
    yield project(table["s1_l23"], s1_e, l23, "depressing", relay)
    yield project(table["s1_pv"], s1_e, pv, "excitatory", relay)
    yield project(table["l23_s1"], l23, s1_e, "depressing", relay)


def _thalamus(table: Table, named: Named, side: str, zone: str) -> Iterator[Projection]:
    vpl, vl, trn = (named[f"{side}_{kind}_{zone}"] for kind in ("vpl", "vl", "trn"))
    axon = Axon("thalamocortical", load_table("anatomy")["central"]["thalamus_cortex"].si)
    s1, m1 = f"{side}_s1_{zone}", f"{side}_m1_{zone}"
    for entry, source, target in (
        ("vpl_s1", vpl, f"{s1}_e"),
        ("vpl_pv", vpl, f"{s1}_pv"),
        ("vl_l23", vl, f"{m1}_l23"),
        ("vl_pt", vl, f"{m1}_pt"),
    ):
        yield project(table[entry], source, named[target], "excitatory", axon)
    for relay, cortical in ((vpl, named[f"{s1}_e"]), (vl, named[f"{m1}_l23"])):
        yield project(table["cortex_thalamus"], cortical, relay, "excitatory", axon)
        yield project(table["thalamus_trn"], relay, trn, "excitatory")
        yield project(table["trn_thalamus"], trn, relay, "gaba_a")


def _between_zones(table: Table, named: Named, here: str, there: str) -> Iterator[Projection]:
    source = named[f"{here}_l23"]
    axon = Axon("horizontal", load_table("anatomy")["central"]["zone_zone"].si)
    yield project(table["zone_l23_l23"], source, named[f"{there}_l23"], "depressing", axon)
    yield project(table["zone_l23_pv"], source, named[f"{there}_pv"], "excitatory", axon)


def _callosum(table: Table, named: Named) -> Iterator[Projection]:
    axon = Axon("callosal", load_table("anatomy")["central"]["callosum"].si)
    for here, there in (("left", "right"), ("right", "left")):
        for zone in ZONES:
            source = named[f"{here}_m1_{zone}_l23"]
            yield project(table["callosal_pv"], source, named[f"{there}_m1_{zone}_pv"], "excitatory", axon)
            yield project(table["callosal_l23"], source, named[f"{there}_m1_{zone}_l23"], "depressing", axon)
