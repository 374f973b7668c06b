"""Brainstem: a burst engine that excites itself and is held back, what reaches it, and the cranial motoneurons."""

import pytest

from disinhibition.models.circuits.brainstem import AFFERENTS, NUCLEI
from disinhibition.models.circuits.circuit import Pathway, Structure
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.places import ZONES
from disinhibition.models.parameters.sourced import load_table

RIGHT = build_pathway(Structure(sides="right"))
BOTH = build_pathway(Structure())


def channels(pathway: Pathway, source: str, target: str) -> list[str]:
    return [p.channel for p in pathway.projections if (p.source, p.target) == (source, target)]


def of(pathway: Pathway, source: str, target: str):
    return next(p for p in pathway.projections if (p.source, p.target) == (source, target))


def test_reticular_cells_excite_themselves_with_depression_and_are_inhibited_by_two_transmitters() -> None:
    assert channels(RIGHT, "right_reticular", "right_reticular") == ["depressing"]
    assert channels(RIGHT, "right_reticular", "right_reticular_giant") == ["depressing"]
    for target in ("right_reticular", "right_reticular_giant"):
        assert channels(RIGHT, "right_reticular_glycinergic", target) == ["glycine"]
        assert channels(RIGHT, "right_reticular_gabaergic", target) == ["gaba_a"]


def test_a_share_of_the_burst_engine_crosses_the_midline_when_there_are_two_sides() -> None:
    crossed = load_table("brainstem")["crossed"].si
    whole = of(RIGHT, "right_reticular", "right_reticular").probability
    assert of(BOTH, "right_reticular", "right_reticular").probability == pytest.approx((1 - crossed) * whole)
    assert of(BOTH, "right_reticular", "left_reticular").probability == pytest.approx(crossed * whole)


@pytest.mark.parametrize("sense", list(AFFERENTS))
def test_sound_and_touch_of_the_face_reach_both_sides_alike(sense: str) -> None:
    same, other = (of(BOTH, f"right_{sense}_afferents", f"{side}_reticular").probability for side in ("right", "left"))
    assert same == other == pytest.approx(of(RIGHT, f"right_{sense}_afferents", "right_reticular").probability / 2)


def test_faint_sounds_inhibit_the_burst_engine_by_the_pedunculopontine_nucleus() -> None:
    assert channels(RIGHT, "right_auditory_afferents", "right_pedunculopontine") == ["excitatory"]
    for target in ("right_reticular", "right_reticular_giant"):
        assert channels(RIGHT, "right_pedunculopontine", target) == ["slow"]


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_of_motor_cortex_reaches_the_reticular_formation_of_the_other_side(zone: str) -> None:
    assert channels(RIGHT, f"left_m1_{zone}_pt", "right_reticular") == ["excitatory"]
    assert channels(RIGHT, f"left_m1_{zone}_pt", "right_reticular_giant") == ["excitatory"]


@pytest.mark.parametrize("muscle", list(NUCLEI))
def test_cranial_motoneurons_lie_rostral_and_are_reached_by_fine_ascending_axons(muscle: str) -> None:
    pool = RIGHT[f"right_{muscle}_motoneurons"]
    assert pool.position < 0 and pool.region == "brainstem" and pool.muscle == f"right_{muscle}"
    for source in ("right_reticular_giant", "right_reticular", "right_reticular_glycinergic"):
        assert of(RIGHT, source, pool.name).velocity == "bulbar_rostral"
    assert channels(RIGHT, "left_m1_face_pt", pool.name) == ["gated"]
    assert channels(RIGHT, "right_trigeminal_afferents", pool.name) == ["depressing"]


def test_the_raphe_excites_the_inhibitory_cells_that_hold_the_engine_back() -> None:
    for kind in ("glycinergic", "gabaergic"):
        assert channels(RIGHT, "right_raphe", f"right_reticular_{kind}") == ["excitatory"]


@pytest.mark.parametrize("sense", ["auditory", "trigeminal"])
def test_what_a_sense_reaches_is_as_much_with_two_sides_as_with_one(sense: str) -> None:
    """Afferents of both sides reach each reticular formation; together they have the probability of the table."""
    table = load_table("brainstem")["projections"]
    for sides in ("right", "both"):
        projections = build_pathway(Structure(sides=sides)).projections
        for target in ("reticular", "reticular_giant"):
            found = [p.probability for p in projections
                     if p.source.endswith(f"{sense}_afferents") and p.target == f"right_{target}"]  # fmt: skip
            entry = table[f"{sense}_{target.removeprefix('reticular_')}"]
            assert sum(found) == pytest.approx(entry["probability"].value), (sides, target)


def test_giant_cells_excite_the_inhibition_of_both_sides_by_their_share() -> None:
    crossed, table = load_table("brainstem")["crossed"].si, load_table("brainstem")["projections"]["giant_inhibitory"]
    found = {p.target: p for p in build_pathway(Structure()).projections if p.source == "right_reticular_giant"}
    for kind in ("glycinergic", "gabaergic"):
        for side, share in (("right", 1 - crossed), ("left", crossed)):
            projection = found[f"{side}_reticular_{kind}"]
            assert projection.probability == pytest.approx(share * table["probability"].value)
            assert projection.weight == pytest.approx(table["weight"].si)
