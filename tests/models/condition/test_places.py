"""Places to which a gain may be narrowed: their names, what they hold, and which of them are built."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinhibition.errors import UserError
from disinhibition.models.circuits import spinal
from disinhibition.models.circuits.circuit import Structure
from disinhibition.models.circuits.pathway import build_pathway
from disinhibition.models.condition.places import (
    CROSSED,
    NARROW,
    PARTS,
    REGIONS,
    SEGMENTS,
    SIDES,
    ZONES,
    check_built,
    finest,
    meant,
    places,
)

POPULATIONS = build_pathway(Structure(sides="both")).populations
NAMES = st.sampled_from(tuple(places()))


def test_every_population_lies_in_one_of_the_finest_places_and_each_of_them_has_cells() -> None:
    assert {population.place for population in POPULATIONS} == set(finest())


def test_no_finest_place_holds_another_but_the_cortex_outside_of_its_zones() -> None:
    holding = [place.name for place in finest() if any(place != other and place.holds(other) for other in finest())]
    assert holding == ["left_cortex", "right_cortex"]


def test_every_place_has_cells_and_is_found_by_its_name() -> None:
    for name, place in places().items():
        assert place.name == name and any(place.holds(population.place) for population in POPULATIONS), name


def test_regions_and_parts_are_places_and_all_else_is_narrower() -> None:
    assert set(places()) == {*REGIONS, *PARTS, *NARROW}


def test_segments_are_those_of_the_cord() -> None:
    assert ("xi", *spinal.SEGMENTS) == SEGMENTS
    assert {segment for segment, _ in spinal.MUSCLES.values()} <= set(SEGMENTS)


def test_the_words_of_a_place_are_those_of_the_populations_in_it() -> None:
    for population in POPULATIONS:
        if population.region == "cortex" and population.zone:
            assert population.name.startswith(f"{population.place.name}_")


def test_the_cortex_has_the_place_s1_and_the_cord_the_segment() -> None:
    assert places()["left_s1"].region == "cortex" and places()["left_spinal_s1"].part == "lumbosacral"


@given(NAMES, st.randoms())
def test_words_in_another_order_mean_a_place_of_the_same_words(name: str, shuffled) -> None:
    words = name.split("_")
    shuffled.shuffle(words)
    assert sorted(meant("_".join(words)).split("_")) == sorted(words)


@given(NAMES)
def test_a_place_lies_in_itself_and_in_the_same_place_of_both_sides(name: str) -> None:
    place = places()[name]
    either = places()[name.removeprefix("left_").removeprefix("right_")]
    assert place.holds(place) and either.holds(place) and places()[place.region].holds(place)


@given(NAMES)
def test_both_sides_together_hold_what_a_place_without_side_holds(name: str) -> None:
    plain = name.removeprefix("left_").removeprefix("right_")
    held = [
        {found for found in finest() if places()[part].holds(found)} for part in (f"left_{plain}", f"right_{plain}")
    ]
    assert held[0] and not held[0] & held[1]
    assert held[0] | held[1] == {found for found in finest() if places()[plain].holds(found)}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("left_hand_m1", "left_m1_hand"),
        ("left_m1_arm", "left_m1_hand"),
        ("left_c8", "left_spinal_c8"),
        ("left_s1_spinal", "left_spinal_s1"),
        ("left", "left_cortex"),
        ("cortx", "cortex"),
        ("sacral", "lumbosacral"),
        ("x", ""),
    ],
)
def test_what_a_name_may_have_meant(name: str, place: str) -> None:
    assert meant(name) == place


@given(NAMES)
def test_a_place_is_built_if_and_only_if_a_population_lies_in_it(name: str) -> None:
    check_built([name], "both")
    built = [population.place for population in build_pathway(Structure(sides="right")).populations]
    if any(places()[name].holds(found) for found in built):
        check_built([name], "right")
    else:
        with pytest.raises(UserError, match=f"'{name}' is not built with sides=right; set sides=both, or") as refused:
            check_built([name], "right")
        assert "\n" not in str(refused.value)


def test_who_names_the_hemisphere_that_is_not_built_is_told_which_one_moves_the_side_that_is() -> None:
    with pytest.raises(UserError, match="did you mean 'left_m1_hand', since the left hemisphere moves the right side"):
        check_built(["right_m1_hand"], "right")
    with pytest.raises(UserError, match=r"did you mean 'right_cervical'\?$"):
        check_built(["left_cervical"], "right")


def test_sides_zones_and_regions_that_cross_are_what_the_circuits_have() -> None:
    assert {population.side for population in POPULATIONS} == set(SIDES)
    assert {population.zone for population in POPULATIONS if population.region in CROSSED} - {""} == set(ZONES)
