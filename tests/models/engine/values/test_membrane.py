"""Membranes under a condition: what each factor does to leak, threshold and adaptation."""

import numpy as np
import pytest

from disinhibition.models.condition.condition import Condition
from disinhibition.models.condition.places import REGIONS
from disinhibition.models.condition.vocabulary import CELL_CLASSES
from disinhibition.models.engine.values.run_values import run_values
from disinhibition.models.membrane.cells import membranes
from disinhibition.models.membrane.serotonin import serotonin
from disinhibition.models.parameters.sourced import load_table, replaced_tables
from disinhibition.models.parameters.table_numbers import tables_with


def test_scaling_sodium_shifts_the_threshold_by_minus_slope_times_log(values_of, units_of):
    healthy, fewer = (values_of(factors=f)["cells.threshold_v"] for f in ({}, {"sodium.l23": 0.7}))
    shift = (fewer - healthy)[units_of(lambda p: p.cell_class == "l23")]
    assert shift == pytest.approx(-2e-3 * np.log(0.7))


def test_healthy_tonic_conductance_is_part_of_the_leak(values_of, units_of):
    """Whatever its share, the resting membrane of health has the table's conductance and reversal."""
    values = values_of()
    units = units_of(lambda p: p.cell_class == "l23")
    leak = values["cells.leak_rate"][units] / values["cells.elastance"][units]
    tonic = values["cells.tonic"][units]
    assert leak + tonic == pytest.approx(10e-9)
    assert (leak * values["cells.rest"][units] + tonic * values["cells.chloride"][units]) / 10e-9 == pytest.approx(
        -70e-3
    )


def test_normal_serotonin_changes_nothing(values_of, right_membranes):
    """Of what 5-HT acts on, every value is that of the tables."""
    values, cell = values_of(), right_membranes
    tonic = load_table("receptors")["gaba_a_tonic"]["share"].value
    np.testing.assert_allclose(values["cells.leak_rate"] * cell.capacitance, (1 - tonic) * cell.leak, rtol=1e-12)
    np.testing.assert_array_equal(values["cells.threshold_v"], cell.threshold)
    np.testing.assert_array_equal(values["cells.w_increment"], cell.increment)
    np.testing.assert_array_equal(values["cells.persistent_conductance"], cell.persistent)
    np.testing.assert_array_equal(values["cells.bias"], cell.bias)
    assert not values["cells.girk"].any()


def test_serotonin_acts_on_each_kind_of_cell_as_its_equations_say(values_of, units_of, right_membranes):
    cell, everywhere = right_membranes, {f"serotonin.{region}": 3.0 for region in REGIONS}
    values, normal = values_of(factors=everywhere), values_of()
    effect = serotonin(np.full(1, 3.0), np.ones(1), np.ones(1))
    supraspinal = ("cortex", "brainstem")
    motor = units_of(lambda p: p.cell_class == "motoneuron")
    principal = units_of(lambda p: p.region in supraspinal and p.target == "principal")
    inhibiting = units_of(lambda p: p.region in supraspinal and p.target == "interneuron")
    rheobase = cell.leak * (cell.threshold - cell.rest - cell.slope)
    expected = {
        "leak_rate": (motor, normal["cells.leak_rate"] * effect.motoneuron_leak),
        "threshold_v": (motor, cell.threshold - cell.slope * np.log(effect.motoneuron_sodium)),
        "w_increment": (motor, cell.increment * effect.motoneuron_ahp),
        "persistent_conductance": (motor, cell.persistent * effect.motoneuron_persistent),
        "girk": (principal, cell.leak * effect.girk),
        "bias": (inhibiting, cell.bias + effect.interneuron_drive * rheobase),
    }
    for name, (units, moved) in expected.items():
        np.testing.assert_allclose(values[f"cells.{name}"][units], moved[units], rtol=1e-12, err_msg=name)
        others = np.delete(values[f"cells.{name}"], units), np.delete(normal[f"cells.{name}"], units)
        np.testing.assert_array_equal(*others, err_msg=name)


def test_more_serotonin_frees_motoneurons(values_of, units_of):
    units = units_of(lambda p: p.cell_class == "motoneuron")
    low, normal, high = (values_of(factors={"serotonin.spinal": s, "serotonin.brainstem": s}) for s in (0.5, 1, 2))
    assert (high["cells.leak_rate"][units] < normal["cells.leak_rate"][units]).all()
    assert (low["cells.leak_rate"][units] > normal["cells.leak_rate"][units]).all()
    assert (high["cells.persistent_conductance"][units] > normal["cells.persistent_conductance"][units]).all()
    assert (high["cells.w_increment"][units] < normal["cells.w_increment"][units]).all()


def test_membranes_have_the_time_constants_and_conductances_of_their_cells(values_of, right_membranes):
    values, cell, slow = values_of(), right_membranes, 0.5e-3
    for name, expected in {
        "upstroke": 0.95 * cell.leak * cell.slope / cell.capacitance,
        "steepness": 1 / cell.slope,
        "elastance": 1 / cell.capacitance,
        "w_keep": np.exp(-slow / cell.time),
        "w2_keep": np.exp(-slow / cell.slow_time),
        "w2_increment": cell.slow_increment,
    }.items():
        np.testing.assert_allclose(values[f"cells.{name}"], expected, rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("factor", [0.0, 3.0])
def test_afterhyperpolarisation_and_persistent_current_follow_their_factors(values_of, right_membranes, factor):
    every_class = {f"ahp.{name}": factor for name in CELL_CLASSES}
    values, normal = values_of(factors={**every_class, "persistent_inward": factor}), values_of()
    for name in ("cells.w_increment", "cells.w2_increment"):
        assert normal[name].any()
        np.testing.assert_allclose(values[name], factor * normal[name], rtol=1e-12)
    np.testing.assert_allclose(values["cells.persistent_conductance"], factor * right_membranes.persistent)


def test_girk_that_a_factor_opens_is_a_share_of_the_leak(values_of, units_of, right_membranes):
    units = units_of(lambda p: p.cell_class == "l23")
    opened = values_of(factors={"girk.l23": 3.0})["cells.girk"]
    share = load_table("receptors")["girk"]["share"].value
    np.testing.assert_allclose(opened[units], 2 * share * right_membranes.leak[units])
    assert not np.delete(opened, units).any()


def test_chloride_of_a_region_is_that_of_its_factor_and_elsewhere_that_of_the_table(right_side, units_of):
    cortical = units_of(lambda p: p.region == "cortex")
    with replaced_tables(tables_with({"receptors.gaba_a_fast.reversal": -72.0})):
        cell = membranes(right_side)
        found = run_values(right_side, cell, Condition(factors={"chloride.cortex": -60.0}), 1.0, 1, 1e-4)
    assert found["cells.chloride"][cortical] == pytest.approx(-60e-3)
    assert np.delete(found["cells.chloride"], cortical) == pytest.approx(-72e-3)


def test_larger_motor_units_have_more_leak_and_a_higher_threshold(right_side, values_of):
    values = values_of()
    pool = right_side.ranges["right_fdi_motoneurons"]
    assert (np.diff(values["cells.threshold_v"][pool]) > 0).all()
    assert (np.diff(values["cells.elastance"][pool]) < 0).all()


def test_motoneurons_of_the_soleus_are_slowest_and_every_unit_has_its_own_persistent_current(values_of, units_of):
    values = values_of()
    soleus, hand = (units_of(lambda p, m=m: p.name == f"right_{m}_motoneurons") for m in ("soleus", "fdi"))
    assert (values["cells.w_keep"][soleus] > values["cells.w_keep"][hand]).all()
    assert (np.diff(values["cells.persistent_half"][hand]) > 0).all()
