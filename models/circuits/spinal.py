"""Spinal cord: burst-generating interneurons, motoneuron pools with Renshaw and Ia inhibitory cells, afferents."""

from collections.abc import Iterator, Sequence
from typing import Any

from ..parameters.sourced import load_table
from .circuit import Axon, Drive, Named, Population, Projection, Table, project, shot_noise
from .cortex import hemisphere

SEGMENTS = ("c5", "c7", "c8", "t6", "t10", "l3", "l5", "s1")  # that have interneurons, all but the accessory nucleus
NEIGHBOURS = (("c5", "c7"), ("c7", "c8"), ("t6", "t10"), ("l3", "l5"), ("l5", "s1"))
LONG = ("t6", "t10")
# muscle: segment of its pool, cortical zone
MUSCLES = {
    "scm": ("xi", "trunk"),
    "trapezius": ("xi", "trunk"),
    "biceps": ("c5", "hand"),
    "triceps": ("c7", "hand"),
    "wrist_extensor": ("c7", "hand"),
    "flexor_carpi_radialis": ("c7", "hand"),
    "fdi": ("c8", "hand"),
    "paraspinal_t6": ("t6", "trunk"),
    "rectus_abdominis": ("t10", "trunk"),
    "quadriceps": ("l3", "foot"),
    "tibialis_anterior": ("l5", "foot"),
    "soleus": ("s1", "foot"),
    "abductor_hallucis": ("s1", "foot"),
}
ANTAGONISTS = (("biceps", "triceps"), ("flexor_carpi_radialis", "wrist_extensor"), ("tibialis_anterior", "soleus"))
# Renshaw cells of the first also inhibit the motoneurons of the second (meunier1990)
HETERONYMOUS = (("quadriceps", "soleus"),)
INTRINSIC = ("fdi", "abductor_hallucis")
ZONE_OF_SEGMENT = {"c5": "hand", "c7": "hand", "c8": "hand", "t6": "trunk", "t10": "trunk"}
INHIBITORY = (("glycinergic", "glycine"), ("gabaergic", "gaba_a"))
INTERNEURONS = (
    ("excitatory", "spinal_excitatory", "principal"),
    ("glycinergic", "spinal_glycinergic", "interneuron"),
    ("gabaergic", "spinal_gabaergic", "interneuron"),
    ("commissural", "commissural", "principal"),
)


def populations(sides: Sequence[str]) -> Iterator[Population]:
    """List the populations of the cord and of its afferents.

    Parameters
    ----------
    sides : Sequence[str]
        Sides of the body that are built.

    Yields
    ------
    Population
        Populations such as ``right_c8_excitatory``, ``right_fdi_motoneurons`` and ``right_fdi_renshaw``.

    Examples
    --------
    >>> "right_fdi_motoneurons" in [population.name for population in populations(["right"])]
    True
    """
    table, anatomy = load_table("spinal"), load_table("anatomy")
    decay = load_table("receptors")["ampa"]["decay"].si
    pool = table["drive"]["motoneuron"]

    def background(name: str, slow: float = table["slow_noise"].si) -> Drive:
        entry = table["drive"][name]
        return shot_noise(entry["rate"].si, entry["jump"].si, decay, slow)

    def cells(
        name: str, size: str, cell_class: str, target: str, drive: Drive, segment: str, **fields: Any
    ) -> Population:
        position = anatomy["central"][segment].si
        count = round(table["sizes"][size].value)
        return Population(name, "spinal", side, count, cell_class, target, position, drive, segment=segment, **fields)

    for side in sides:
        for segment in SEGMENTS:
            for kind, cell_class, target in INTERNEURONS:
                drive = background("inhibitory" if kind.endswith("ergic") else kind)
                yield cells(f"{side}_{segment}_{kind}", kind, cell_class, target, drive, segment)
            if segment in LONG:
                drive = background("propriospinal")
                name = f"{side}_{segment}_propriospinal"
                yield cells(name, "propriospinal", "propriospinal", "principal", drive, segment)
            yield cells(
                f"{side}_{segment}_cutaneous", "cutaneous_afferents", "afferent_cutaneous", "principal",
                background("afferent", 0.0), segment, zone=ZONE_OF_SEGMENT.get(segment, "foot"),
                afferent_length=anatomy["cutaneous_length"][segment].si,
            )  # fmt: skip
        for muscle, (segment, zone) in MUSCLES.items():
            fields = {"muscle": f"{side}_{muscle}", "zone": zone}
            excitation = Drive(pool["mean"].si, pool["spread"].si, of_leak=True)
            name = f"{side}_{muscle}"
            yield cells(f"{name}_motoneurons", "motoneurons", "motoneuron", "motoneuron", excitation, segment, **fields)
            if segment == "xi":
                continue
            yield cells(
                f"{name}_renshaw", "renshaw", "renshaw", "interneuron", background("renshaw"), segment, **fields
            )
            yield cells(
                f"{name}_ia_interneurons", "ia_interneurons", "ia_interneuron", "interneuron",
                background("ia_interneuron"), segment, **fields,
            )  # fmt: skip
            yield cells(
                f"{name}_ia", "ia_afferents", "afferent_ia", "principal", background("afferent", 0.0), segment,
                afferent_length=anatomy["muscles"][muscle]["afferent_length"].si, **fields,
            )  # fmt: skip


def projections(named: Named) -> Iterator[Projection]:
    """List everything that ends in the cord, and the ascending fibres of the cord.

    Parameters
    ----------
    named : Mapping[str, Population]
        All populations of the pathway by name.

    Yields
    ------
    Projection
        The projections.
    """
    table = load_table("spinal")["projections"]
    sides = [side for side in ("left", "right") if f"{side}_c5_excitatory" in named]
    for side in sides:
        for segment in SEGMENTS:
            yield from _segment(table, named, side, segment)
        for one, other in NEIGHBOURS:
            for here, there in ((one, other), (other, one)):
                yield from _neighbour(table, named, side, here, there)
        for segment in LONG:
            yield from _long_propriospinal(table, named, side, segment)
        for muscle in MUSCLES:
            yield from _descending(table, named, side, muscle)
            yield from _reflexes(table, named, side, muscle)
        for one, other in ANTAGONISTS:
            for here, there in ((one, other), (other, one)):
                yield from _reciprocal(table, named, f"{side}_{here}", f"{side}_{there}")
        for here, there in HETERONYMOUS:
            renshaw, pool = named[f"{side}_{here}_renshaw"], named[f"{side}_{there}_motoneurons"]
            yield project(table["renshaw_heteronymous"], renshaw, pool, "glycine", Axon("propriospinal"))
    for here, there in (("left", "right"), ("right", "left")):
        if len(sides) == 2:
            for segment in SEGMENTS:
                yield from _commissural(table, named, f"{here}_{segment}", f"{there}_{segment}")


def _pools(named: Named, side: str, segment: str) -> list[Population]:
    return [named[f"{side}_{muscle}_motoneurons"] for muscle, (of_pool, _) in MUSCLES.items() if of_pool == segment]


def _segment(table: Table, named: Named, side: str, segment: str) -> Iterator[Projection]:
    here = f"{side}_{segment}"
    excitatory, commissural = named[f"{here}_excitatory"], named[f"{here}_commissural"]
    yield project(table["excitatory_excitatory"], excitatory, excitatory, "depressing")
    yield project(table["excitatory_commissural"], excitatory, commissural, "excitatory")
    axon = Axon("spinoreticular")
    yield project(table["excitatory_reticular"], excitatory, named[f"{side}_reticular"], "excitatory", axon)
    for pool in _pools(named, side, segment):
        yield project(table["excitatory_motoneuron"], excitatory, pool, "excitatory")
    for kind, channel in INHIBITORY:
        source = named[f"{here}_{kind}"]
        yield project(table["excitatory_inhibitory"], excitatory, source, "excitatory")
        yield project(table[f"{kind}_excitatory"], source, excitatory, channel)
        yield project(table["inhibitory_commissural"], source, commissural, channel)
        for other, _ in INHIBITORY:
            yield project(table[f"{kind}_inhibitory"], source, named[f"{here}_{other}"], channel)
        for pool in _pools(named, side, segment):
            yield project(table[f"{kind}_motoneuron"], source, pool, channel)
    yield from _cutaneous(table, named, side, segment)


def _cutaneous(table: Table, named: Named, side: str, segment: str) -> Iterator[Projection]:
    source = named[f"{side}_{segment}_cutaneous"]
    axon = Axon("cutaneous")
    yield project(table["cutaneous_excitatory"], source, named[f"{side}_{segment}_excitatory"], "gated", axon)
    for kind, _ in INHIBITORY:
        yield project(table["cutaneous_inhibitory"], source, named[f"{side}_{segment}_{kind}"], "gated", axon)
    relay = load_table("anatomy")["fixed"]["lemniscal_relay"].si
    thalamic = named[f"{hemisphere(side)}_vpl_{source.zone}"]
    yield project(table["afferent_vpl"], source, thalamic, "excitatory", Axon("dorsal_column", relay=relay))
    ascending = Axon("spinoreticular", relay=relay)
    yield project(table["cutaneous_reticular"], source, named[f"{side}_reticular"], "excitatory", ascending)


def _neighbour(table: Table, named: Named, side: str, here: str, there: str) -> Iterator[Projection]:
    source = named[f"{side}_{here}_excitatory"]
    axon = Axon("propriospinal")
    yield project(table["neighbour_excitatory"], source, named[f"{side}_{there}_excitatory"], "depressing", axon)
    for kind, _ in INHIBITORY:
        yield project(table["neighbour_inhibitory"], source, named[f"{side}_{there}_{kind}"], "excitatory", axon)
    for pool in _pools(named, side, there):
        yield project(table["neighbour_motoneuron"], source, pool, "excitatory", axon)


def _long_propriospinal(table: Table, named: Named, side: str, segment: str) -> Iterator[Projection]:
    cells = named[f"{side}_{segment}_propriospinal"]
    yield project(table["excitatory_propriospinal"], named[f"{side}_{segment}_excitatory"], cells, "excitatory")
    for kind, channel in INHIBITORY:
        yield project(table["inhibitory_propriospinal"], named[f"{side}_{segment}_{kind}"], cells, channel)
    axon = Axon("long_propriospinal")
    for other in SEGMENTS:
        if other == segment:
            continue
        target = named[f"{side}_{other}_excitatory"]
        yield project(table["propriospinal_excitatory"], cells, target, "excitatory", axon)
        for pool in _pools(named, side, other):
            yield project(table["propriospinal_motoneuron"], cells, pool, "excitatory", axon)


def _descending(table: Table, named: Named, side: str, muscle: str) -> Iterator[Projection]:
    """Corticospinal and reticulospinal fibres to a muscle's motoneurons and the interneurons of its segment."""
    reticulospinal = load_table("brainstem")["projections"]
    segment, zone = MUSCLES[muscle]
    pool = named[f"{side}_{muscle}_motoneurons"]
    cortical = named[f"{hemisphere(side)}_m1_{zone}_pt"]
    share = load_table("spinal")["corticospinal"][muscle].si
    yield project(table["pt_motoneuron"], cortical, pool, "gated", Axon("corticospinal"), share=share)
    fast, slow = named[f"{side}_reticular_giant"], named[f"{side}_reticular"]
    sources = ((fast, "giant", "giant"), (slow, "reticular", "reticulospinal_slow"))
    output = load_table("brainstem")["output"][_region(segment)]
    for source, kind, velocity in sources:
        entry = reticulospinal[f"{kind}_motoneuron"]
        yield project(entry, source, pool, "excitatory", Axon(velocity), share=output[kind].si)
    if segment == "xi":
        for kind, channel in INHIBITORY:
            inhibitory = named[f"{side}_reticular_{kind}"]
            axon = Axon("bulbar_rostral")
            entry = reticulospinal[f"{kind}_motoneuron"]
            yield project(entry, inhibitory, pool, channel, axon, share=output["inhibition"].si)
        return
    # a segment with two pools gets its interneurons' fibres once
    if _pools(named, side, segment)[0] is pool:
        for kind in ("excitatory", "glycinergic", "gabaergic"):
            target = named[f"{side}_{segment}_{kind}"]
            yield project(table["pt_interneuron"], cortical, target, "gated", Axon("corticospinal"), share=share)
            for source, name, velocity in sources:
                yield project(reticulospinal[f"{name}_spinal"], source, target, "excitatory", Axon(velocity))


def _region(segment: str) -> str:
    return {"xi": "neck", "t6": "trunk", "t10": "trunk"}.get(segment, "limb")


def _reflexes(table: Table, named: Named, side: str, muscle: str) -> Iterator[Projection]:
    """Ia monosynaptic excitation, recurrent inhibition by Renshaw cells, presynaptic inhibition of terminals."""
    segment, zone = MUSCLES[muscle]
    if segment == "xi":
        return
    name = f"{side}_{muscle}"
    pool, renshaw, inhibitory, afferent = (
        named[f"{name}_{kind}"] for kind in ("motoneurons", "renshaw", "ia_interneurons", "ia")
    )
    monosynaptic = load_table("spinal")["ia"]["hand_and_foot" if muscle in INTRINSIC else "other"].si
    yield project(table["ia_motoneuron"], afferent, pool, "gated", Axon("ia"), share=monosynaptic)
    yield project(table["ia_ia_interneuron"], afferent, inhibitory, "gated", Axon("ia"))
    relay = load_table("anatomy")["fixed"]["lemniscal_relay"].si
    thalamic = named[f"{hemisphere(side)}_vpl_{zone}"]
    yield project(table["afferent_vpl"], afferent, thalamic, "excitatory", Axon("dorsal_column", relay=relay))
    yield project(table["motoneuron_renshaw"], pool, renshaw, "nicotinic")
    yield project(table["renshaw_motoneuron"], renshaw, pool, "glycine")
    yield project(table["renshaw_ia_interneuron"], renshaw, inhibitory, "glycine")
    yield project(table["renshaw_renshaw"], renshaw, renshaw, "glycine")
    yield project(table["terminal_inhibition"], named[f"{side}_{segment}_gabaergic"], afferent, "terminal")
    cortical = named[f"{hemisphere(side)}_m1_{zone}_pt"]
    yield project(table["terminal_inhibition"], named[f"{side}_{segment}_gabaergic"], cortical, "terminal", sparse=0.25)


def _reciprocal(table: Table, named: Named, here: str, there: str) -> Iterator[Projection]:
    """Ia inhibitory interneurons of one muscle inhibit the motoneurons and the Ia interneurons of its antagonist."""
    source = named[f"{here}_ia_interneurons"]
    yield project(table["ia_interneuron_motoneuron"], source, named[f"{there}_motoneurons"], "glycine")
    yield project(table["ia_interneuron_ia_interneuron"], source, named[f"{there}_ia_interneurons"], "glycine")


def _commissural(table: Table, named: Named, here: str, there: str) -> Iterator[Projection]:
    source = named[f"{here}_commissural"]
    axon = Axon("propriospinal", load_table("anatomy")["central"]["midline"].si)
    yield project(table["commissural_excitatory"], source, named[f"{there}_excitatory"], "excitatory", axon)
    for kind, _ in INHIBITORY:
        yield project(table["commissural_inhibitory"], source, named[f"{there}_{kind}"], "excitatory", axon)
