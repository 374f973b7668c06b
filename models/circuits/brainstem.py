"""Brainstem: pontine and medullary reticular formation, raphe, and the facial and trigeminal motor nuclei.

Reticular neurons excite each other (burst engine), giant cells carry the burst fast, inhibitory cells hold it back.
"""

from collections.abc import Iterator, Sequence

from ..condition.places import ZONES
from ..parameters.sourced import load_table
from .circuit import Axon, Drive, Named, Population, Projection, Table, project, shot_noise
from .cortex import hemisphere

# Afferents that reach the reticular formation: where they begin, the zone of the body, the axon and its relay
AFFERENTS = {
    "auditory": ("cochlea_obex", "", "bulbar_rostral", "auditory_relay"),
    "trigeminal": ("face_obex", "face", "cutaneous", "trigeminal_relay"),
}
NUCLEI = {"orbicularis_oculi": "vii_rostral", "masseter": "v_rostral"}
CLASSES = (
    ("reticular", "reticular", "principal"),
    ("giant", "giant", "principal"),
    ("glycinergic", "reticular_glycinergic", "interneuron"),
    ("gabaergic", "reticular_gabaergic", "interneuron"),
    ("raphe", "raphe", "principal"),
    ("pedunculopontine", "pedunculopontine", "interneuron"),
)
ALONE = ("reticular", "raphe", "pedunculopontine")  # the other classes are named as parts of the reticular formation


def populations(sides: Sequence[str]) -> Iterator[Population]:
    """List the populations of the brainstem.

    Parameters
    ----------
    sides : Sequence[str]
        Sides of the body that are built.

    Yields
    ------
    Population
        Populations such as ``right_reticular_giant`` and ``right_masseter_motoneurons``.

    Examples
    --------
    >>> "right_reticular_giant" in [population.name for population in populations(["right"])]
    True
    """
    table, anatomy = load_table("brainstem"), load_table("anatomy")
    decay = load_table("receptors")["ampa"]["decay"].si
    pool = load_table("spinal")["drive"]["motoneuron"]
    afferent = load_table("spinal")["drive"]["afferent"]
    for side in sides:
        for kind, cell_class, target in CLASSES:
            drive = table["drive"].get(kind, table["drive"]["inhibitory"])
            yield Population(
                name=f"{side}_{kind}" if kind in ALONE else f"{side}_reticular_{kind}",
                region="brainstem",
                side=side,
                size=round(table["sizes"][kind].value),
                cell_class=cell_class,
                target=target,
                position=0.0,
                drive=shot_noise(drive["rate"].si, drive["jump"].si, decay, table["slow_noise"].si),
            )
        for sense, (begin, zone, _, _) in AFFERENTS.items():
            yield Population(
                name=f"{side}_{sense}_afferents",
                region="brainstem",
                side=side,
                size=round(table["sizes"][sense].value),
                cell_class=f"afferent_{sense}",
                target="principal",
                position=0.0,
                drive=shot_noise(afferent["rate"].si, afferent["jump"].si, decay, 0.0),
                zone=zone,
                afferent_length=anatomy["central"][begin].si,
            )
        for muscle, nucleus in NUCLEI.items():
            yield Population(
                name=f"{side}_{muscle}_motoneurons",
                region="brainstem",
                side=side,
                size=round(table["sizes"]["motoneurons"].value),
                cell_class="motoneuron",
                target="motoneuron",
                position=-anatomy["central"][nucleus].si,
                drive=Drive(pool["mean"].si, pool["spread"].si, of_leak=True),
                zone="face",
                muscle=f"{side}_{muscle}",
                segment=nucleus,
            )


def projections(named: Named) -> Iterator[Projection]:
    """List the projections inside the brainstem, from the cortex into it, and from it onto cranial motoneurons.

    Parameters
    ----------
    named : Mapping[str, Population]
        All populations of the pathway by name.

    Yields
    ------
    Projection
        The projections.
    """
    table = load_table("brainstem")["projections"]
    sides = [side for side in ("left", "right") if f"{side}_reticular" in named]
    crossed = load_table("brainstem")["crossed"].si if len(sides) == 2 else 0.0
    for side in sides:
        for other in sides:
            share = 1 - crossed if side == other else crossed
            yield from _reticular(table, named, side, other, share)
            for sense in AFFERENTS:
                yield from _sensory(table, named, sense, side, other, 1 / len(sides))
        yield from _prepulse(table, named, side)
        yield from _corticoreticular(table, named, side)
        yield from _cranial(table, named, side)


def _reticular(table: Table, named: Named, side: str, other: str, share: float) -> Iterator[Projection]:
    """Burst engine and its inhibition; with both sides a share of every projection crosses the midline."""
    reticular, giant = named[f"{side}_reticular"], named[f"{side}_reticular_giant"]
    inhibitory = [named[f"{other}_reticular_{kind}"] for kind in ("glycinergic", "gabaergic")]
    yield project(table["reticular_reticular"], reticular, named[f"{other}_reticular"], "depressing", sparse=share)
    yield project(table["reticular_giant"], reticular, named[f"{other}_reticular_giant"], "depressing", sparse=share)
    for target in inhibitory:
        yield project(table["reticular_inhibitory"], reticular, target, "excitatory", sparse=share)
        yield project(table["giant_inhibitory"], giant, target, "excitatory", sparse=share)
        yield project(table["raphe_inhibitory"], named[f"{side}_raphe"], target, "excitatory", sparse=share)
    for kind, channel in (("glycinergic", "glycine"), ("gabaergic", "gaba_a")):
        source = named[f"{side}_reticular_{kind}"]
        yield project(table[f"{kind}_reticular"], source, named[f"{other}_reticular"], channel, sparse=share)
        yield project(table[f"{kind}_giant"], source, named[f"{other}_reticular_giant"], channel, sparse=share)
        for target in inhibitory:
            yield project(table["inhibitory_inhibitory"], source, target, channel, sparse=share)


def _afferent_axon(sense: str) -> Axon:
    _, _, velocity, relay = AFFERENTS[sense]
    return Axon(velocity, relay=load_table("anatomy")["fixed"][relay].si)


def _sensory(table: Table, named: Named, sense: str, side: str, other: str, share: float) -> Iterator[Projection]:
    source = named[f"{side}_{sense}_afferents"]
    targets = {"": "reticular", "_giant": "giant", "_glycinergic": "inhibitory", "_gabaergic": "inhibitory"}
    for kind, entry in targets.items():
        target = named[f"{other}_reticular{kind}"]
        yield project(table[f"{sense}_{entry}"], source, target, "depressing", _afferent_axon(sense), sparse=share)


def _prepulse(table: Table, named: Named, side: str) -> Iterator[Projection]:
    """Faint sounds reach the pedunculopontine nucleus, which holds the startle back for some hundred ms."""
    gate = named[f"{side}_pedunculopontine"]
    relay = load_table("anatomy")["fixed"]["prepulse_relay"].si
    sound = named[f"{side}_auditory_afferents"]
    yield project(table["auditory_pedunculopontine"], sound, gate, "excitatory", Axon("bulbar_rostral", relay=relay))
    for kind in ("", "_giant"):
        yield project(table["pedunculopontine_reticular"], gate, named[f"{side}_reticular{kind}"], "slow")


def _corticoreticular(table: Table, named: Named, side: str) -> Iterator[Projection]:
    for zone in ZONES:
        source = named[f"{hemisphere(side)}_m1_{zone}_pt"]
        for kind in ("", "_glycinergic", "_gabaergic"):
            yield project(
                table["pt_reticular"], source, named[f"{side}_reticular{kind}"], "excitatory", Axon("corticospinal")
            )
        yield project(table["pt_giant"], source, named[f"{side}_reticular_giant"], "excitatory", Axon("corticospinal"))


def _cranial(table: Table, named: Named, side: str) -> Iterator[Projection]:
    """Output onto VII and V: fine ascending axons, so that the delay to the face is explicit; their own reflex."""
    spinal = load_table("spinal")
    output = load_table("brainstem")["output"]
    for muscle in NUCLEI:
        pool = named[f"{side}_{muscle}_motoneurons"]
        for kind, source in (("giant", f"{side}_reticular_giant"), ("reticular", f"{side}_reticular")):
            yield project(
                table[f"{kind}_motoneuron"], named[source], pool, "excitatory",
                Axon("bulbar_rostral"), share=output[muscle][kind].si,
            )  # fmt: skip
        for kind, channel in (("glycinergic", "glycine"), ("gabaergic", "gaba_a")):
            inhibitory = named[f"{side}_reticular_{kind}"]
            yield project(table[f"{kind}_motoneuron"], inhibitory, pool, channel, Axon("bulbar_rostral"))
        reflex, skin = load_table("brainstem")["projections"][f"trigeminal_{muscle}"], f"{side}_trigeminal_afferents"
        yield project(reflex, named[skin], pool, "depressing", _afferent_axon("trigeminal"))
        cortical = named[f"{hemisphere(side)}_m1_face_pt"]
        yield project(
            spinal["projections"]["pt_motoneuron"], cortical, pool, "gated",
            Axon("corticospinal"), share=spinal["corticospinal"][muscle].si,
        )  # fmt: skip
