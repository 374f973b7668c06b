"""Membranes under a condition: what each factor does to leak, threshold and adaptation."""

import numpy as np
import pytest


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


def test_normal_serotonin_changes_nothing_and_more_of_it_frees_motoneurons(values_of, units_of):
    units = units_of(lambda p: p.cell_class == "motoneuron")
    low, normal, high = (values_of(factors={"serotonin.spinal": s, "serotonin.brainstem": s}) for s in (0.5, 1, 2))
    plain = values_of()
    np.testing.assert_array_equal(normal["cells.leak_rate"], plain["cells.leak_rate"])
    assert (high["cells.leak_rate"][units] < normal["cells.leak_rate"][units]).all()
    assert (low["cells.leak_rate"][units] > normal["cells.leak_rate"][units]).all()
    assert (high["cells.persistent_conductance"][units] > normal["cells.persistent_conductance"][units]).all()
    assert (high["cells.w_increment"][units] < normal["cells.w_increment"][units]).all()


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
