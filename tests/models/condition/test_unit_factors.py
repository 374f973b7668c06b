"""Factors of a condition, spread over units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinhibition.errors import UserError
from disinhibition.models.condition.condition import Condition
from disinhibition.models.condition.places import places
from disinhibition.models.condition.unit_factors import UnitFactors
from disinhibition.models.condition.vocabulary import RECEPTOR_NAMES, gains, places_of
from disinhibition.models.engine.values.run_values import run_values

NARROWED = [f"{gain}.{place}" for gain in gains() for place in places_of(gain)]


def test_gain_multiplies_all_region_and_target(values_of, units_of):
    factors = {
        "receptors.gaba_a.all": 0.5,
        "receptors.gaba_a.cortex": 0.4,
        "receptors_onto.principal.gaba_a.cortex": 0.5,
    }
    gain = values_of(factors=factors)["cells.base_gaba_a"]
    pyramidal = units_of(lambda p: p.region == "cortex" and p.target == "principal")
    interneurons = units_of(lambda p: p.region == "cortex" and p.target == "interneuron")
    assert gain[pyramidal] == pytest.approx(0.1)
    assert gain[interneurons] == pytest.approx(0.2)
    assert gain[units_of(lambda p: p.region == "spinal")] == pytest.approx(0.5)


def test_a_part_of_the_cord_multiplies_its_region(values_of, units_of):
    factors = {"receptors.glycine.spinal": 0.5, "receptors.glycine.lumbosacral": 0.4}
    gain = values_of(factors=factors)["cells.base_glycine"]
    assert gain[units_of(lambda p: p.segment in ("l3", "l5", "s1"))] == pytest.approx(0.2)
    assert gain[units_of(lambda p: p.segment in ("c5", "t6", "xi"))] == pytest.approx(0.5)
    assert gain[units_of(lambda p: p.region == "brainstem")] == pytest.approx(1.0)


def test_terminals_take_the_gains_of_the_cord_wherever_their_cell_lies(right_side):
    given = {
        "receptors.gaba_a.all": 0.5,
        "receptors.gaba_a.spinal": 0.4,
        "receptors.gaba_a.cortex": 7.0,
        "receptors_onto.terminal.gaba_a.spinal": 0.3,
        "receptors_onto.terminal.gaba_a.all": 0.2,
    }
    gain = UnitFactors(right_side, given).terminal("gaba_a")
    assert gain.shape == (right_side.size,)
    assert gain == pytest.approx(0.5 * 0.4 * 0.3 * 0.2)


def test_a_factor_that_is_not_named_is_healthy(right_side):
    factors = UnitFactors(right_side, {"release.pv": 0.5, "chloride.spinal": -60.0})
    assert factors.single("release.pv") == 0.5 and factors.single("release.som") == 1.0
    assert set(factors.by_class("release")) == {0.5, 1.0}
    assert set(factors.by_region("chloride")) == {-60.0, -75.0}


def test_a_factor_of_all_regions_multiplies_that_of_a_region(right_side, units_of):
    decay = UnitFactors(right_side, {"decay.gaba_a.all": 2.0, "decay.gaba_a.cortex": 3.0}).by_region("decay.gaba_a")
    cortical = units_of(lambda p: p.region == "cortex")
    assert decay[cortical] == pytest.approx(6.0)
    assert np.delete(decay, cortical) == pytest.approx(2.0)


def changed(values, healthy):
    """Names of the values that a condition changed."""
    assert values.keys() == healthy.keys()
    return {name for name in values if not np.array_equal(values[name], healthy[name])}


def units_in(connectome, chosen):
    """Whether each unit belongs to a population that is chosen (unit,)."""
    return np.array([chosen(p) for p in connectome.pathway.populations])[connectome.population_of]


def test_a_gain_of_the_left_hand_area_changes_the_gain_of_its_units_and_nothing_else(both_sides, values_of_both):
    """It moves the right hand."""
    healthy, focal = values_of_both(), values_of_both(factors={"receptors.gaba_a.left_m1_hand": 0.3})
    assert changed(focal, healthy) == {"cells.base_gaba_a", "cells.base_gaba_a_slow"}
    area = units_in(both_sides, lambda p: p.name.startswith("left_m1_hand_"))
    for name in changed(focal, healthy):
        assert set(focal[name][area]) == {0.3} and set(focal[name][~area]) == {1.0}


@pytest.mark.parametrize(("place", "chosen"), [
    ("right_brainstem", lambda p: p.region == "brainstem" and p.side == "right"),
    ("left_spinal_s1", lambda p: p.region == "spinal" and p.side == "left" and p.segment == "s1"),
    ("spinal_c8", lambda p: p.region == "spinal" and p.segment == "c8"),
    ("left_cervical", lambda p: p.region == "spinal" and p.side == "left" and p.segment in ("xi", "c5", "c7", "c8")),
    ("s1_foot", lambda p: p.region == "cortex" and "_s1_foot_" in p.name),
    ("right_thalamus_face", lambda p: p.name in ("right_vpl_face", "right_vl_face", "right_trn_face")),
])  # fmt: skip
def test_a_gain_holds_for_the_cells_of_its_place_alone(both_sides, place, chosen):
    gain = UnitFactors(both_sides, {f"receptors.glycine.{place}": 0.25}).receptor("glycine")
    np.testing.assert_array_equal(gain, np.where(units_in(both_sides, chosen), 0.25, 1.0))


def test_gains_of_places_that_hold_one_another_are_multiplied_with_those_of_region_and_target(both_sides):
    given = {
        "receptors.gaba_a.all": 0.5,
        "receptors.gaba_a.cortex": 0.5,
        "receptors.gaba_a.cortex_hand": 0.5,
        "receptors.gaba_a.left_m1": 0.25,
        "receptors_onto.interneuron.gaba_a.cortex": 2.0,
        "receptors_onto.interneuron.gaba_a.left_m1_hand": 3.0,
    }
    gain = UnitFactors(both_sides, given).receptor("gaba_a")
    factor = {name: gain[both_sides.ranges[name]][0] for name in both_sides.ranges}
    assert factor["left_m1_hand_pt"] == 0.5**3 * 0.25 and factor["left_m1_hand_pv"] == 0.5**3 * 0.25 * 2 * 3
    assert factor["left_m1_foot_pv"] == 0.5**2 * 0.25 * 2 and factor["right_m1_hand_pv"] == 0.5**3 * 2
    assert factor["left_vpl_hand"] == 0.5


def test_a_part_of_the_cord_holds_for_every_gain_of_a_receptor(both_sides):
    given = {"receptors_onto.motoneuron.glycine.cervical": 0.5, "receptors.gaba_a_tonic.thoracic": 0.25}
    factors = UnitFactors(both_sides, given)
    cervical = units_in(both_sides, lambda p: p.part == "cervical" and p.target == "motoneuron")
    np.testing.assert_array_equal(factors.receptor("glycine"), np.where(cervical, 0.5, 1.0))
    thoracic = units_in(both_sides, lambda p: p.part == "thoracic")
    np.testing.assert_array_equal(factors.tonic("gaba_a_tonic"), np.where(thoracic, 0.25, 1.0))


@pytest.mark.parametrize("receptor", RECEPTOR_NAMES)
def test_both_sides_of_a_place_are_the_place(both_sides, values_of_both, receptor):
    for place in ("cortex", "thalamus_hand", "brainstem", "spinal", "thoracic", "spinal_c8"):
        whole = values_of_both(factors={f"receptors.{receptor}.{place}": 0.3})
        halves = values_of_both(factors={f"receptors.{receptor}.{side}_{place}": 0.3 for side in ("left", "right")})
        assert not changed(halves, whole), place


def test_terminals_lie_on_the_side_where_their_axons_end(both_sides):
    factors = {"receptors.gaba_a.left_spinal": 0.5, "receptors_onto.terminal.gaba_a.left_spinal": 0.5}
    gain = UnitFactors(both_sides, factors).terminal("gaba_a")
    factor = {name: gain[both_sides.ranges[name]][0] for name in both_sides.ranges}
    assert factor["left_fdi_ia"] == factor["right_m1_hand_pt"] == 0.25
    assert factor["right_fdi_ia"] == factor["left_m1_hand_pt"] == 1.0
    narrow = UnitFactors(both_sides, {"receptors.gaba_a.left_spinal_c8": 0.5, "receptors.gaba_a.left_cervical": 0.5})
    assert set(narrow.terminal("gaba_a")) == {1.0}


def test_a_place_that_is_not_built_is_refused(right_side, right_membranes):
    for fields in ({"factors": {"receptors.gaba_a.left_spinal": 0.5}}, {"courses": {"gaba_a.right_m1": (0.5,)}}):
        with pytest.raises(UserError, match="is not built with sides=right; set sides=both"):
            run_values(right_side, right_membranes, Condition(**fields), 1.0, 1, 1e-4)


@given(key=st.sampled_from(NARROWED), value=st.floats(0.0, 100.0))
def test_a_narrowed_gain_changes_gains_alone_and_only_where_its_place_is(both_sides, key, value):
    healthy, focal = UnitFactors(both_sides, {}), UnitFactors(both_sides, {key: value})
    gain, _, place = key.rpartition(".")
    receptor = gain.rpartition(".")[2]
    inside = units_in(both_sides, lambda p: places()[place].holds(p.place))
    of = UnitFactors.tonic if receptor == "gaba_a_tonic" else UnitFactors.receptor
    assert set(of(focal, receptor)[~inside]) <= {1.0} and set(of(focal, receptor)[inside]) <= {1.0, value}
    for other in {*RECEPTOR_NAMES} - {receptor}:
        assert np.array_equal(focal.receptor(other), healthy.receptor(other))
    if not gain.startswith("receptors_onto"):
        assert set(of(focal, receptor)[inside]) == {value}


@given(key=st.sampled_from([key for key in NARROWED if "terminal" not in key]))
def test_a_healthy_narrowed_gain_changes_no_value(right_side, key):
    healthy, said = UnitFactors(right_side, {}), UnitFactors(right_side, {key: 1.0})
    for receptor in RECEPTOR_NAMES:
        assert healthy.receptor(receptor).tobytes() == said.receptor(receptor).tobytes()
        assert healthy.terminal(receptor).tobytes() == said.terminal(receptor).tobytes()
