"""Cortex and thalamus: zones of the hemisphere opposite to the body, their columns, loops and callosal fibres."""

import pytest

from disinhibition.models.circuits.circuit import Pathway, Structure
from disinhibition.models.circuits.cortex import NEIGHBOURS, hemisphere
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.places import ZONES
from disinhibition.models.parameters.sourced import load_table

RIGHT = build_pathway(Structure(sides="right"))
BOTH = build_pathway(Structure())


def channels(pathway: Pathway, source: str, target: str) -> list[str]:
    return [p.channel for p in pathway.projections if (p.source, p.target) == (source, target)]


def test_a_hemisphere_moves_the_opposite_side_of_the_body() -> None:
    assert hemisphere("left") == "right" and hemisphere("right") == "left"
    cortical = {p.side for p in RIGHT.populations if p.region in ("cortex", "thalamus")}
    assert cortical == {"left"}


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_has_its_column_and_its_thalamic_nuclei(zone: str) -> None:
    names = {population.name for population in RIGHT.populations}
    assert {f"left_m1_{zone}_{kind}" for kind in ("l23", "pt", "pv", "som", "ngf")} <= names
    assert {f"left_s1_{zone}_e", f"left_s1_{zone}_pv"} <= names
    assert {f"left_{nucleus}_{zone}" for nucleus in ("vpl", "vl", "trn")} <= names


def test_basket_cells_open_fast_gaba_a_and_other_interneurons_the_slow_channel() -> None:
    assert channels(RIGHT, "left_m1_hand_pv", "left_m1_hand_pt") == ["gaba_a"]
    for kind in ("som", "ngf"):
        assert channels(RIGHT, f"left_m1_hand_{kind}", "left_m1_hand_pt") == ["slow"]


def test_sensory_input_runs_from_the_thalamus_by_s1_to_m1() -> None:
    assert channels(RIGHT, "left_vpl_hand", "left_s1_hand_e") == ["excitatory"]
    assert channels(RIGHT, "left_s1_hand_e", "left_m1_hand_l23") == ["depressing"]
    assert channels(RIGHT, "left_m1_hand_l23", "left_m1_hand_pt") == ["depressing"]
    assert not channels(RIGHT, "left_vpl_hand", "left_m1_hand_pt")


def test_the_reticular_nucleus_inhibits_the_relays_that_excite_it() -> None:
    for nucleus in ("vpl", "vl"):
        assert channels(RIGHT, f"left_{nucleus}_hand", "left_trn_hand") == ["excitatory"]
        assert channels(RIGHT, "left_trn_hand", f"left_{nucleus}_hand") == ["gaba_a"]


def test_only_neighbouring_zones_are_joined() -> None:
    joined = {
        (one, other) for one in ZONES for other in ZONES
        if one != other and channels(RIGHT, f"left_m1_{one}_l23", f"left_m1_{other}_l23")
    }  # fmt: skip
    assert joined == {*NEIGHBOURS, *((other, one) for one, other in NEIGHBOURS)}


def test_callosal_fibres_join_equal_zones_and_need_both_hemispheres() -> None:
    def crossing(pathway: Pathway) -> list[tuple[str, str]]:
        cortical = {p.name: p for p in pathway.populations if p.region == "cortex"}
        ends = [(p.source, p.target) for p in pathway.projections if p.source in cortical and p.target in cortical]
        return [(a, b) for a, b in ends if cortical[a].side != cortical[b].side]

    assert not crossing(RIGHT)
    assert {(a.split("_")[2], b.split("_")[2]) for a, b in crossing(BOTH)} == {(zone, zone) for zone in ZONES}
    assert channels(BOTH, "left_m1_hand_l23", "right_m1_hand_pv") == ["excitatory"]


def test_visual_afferents_lie_in_the_cortex_and_have_no_slow_fluctuation() -> None:
    visual = build_pathway(Structure(sides="right"))["left_visual_afferents"]
    assert visual.position == -load_table("anatomy")["central"]["cortex_obex"].si < 0
    assert visual.drive.slow_noise == 0
