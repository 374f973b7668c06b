"""Efforts: whom they drive."""

import numpy as np
import pytest

from disinhibition.models.parameters.sourced import load_table
from disinhibition.models.parameters.timing import SETTLING


@pytest.mark.parametrize(("muscle", "zone"), [("masseter", "face"), ("fdi", "hand"), ("soleus", "foot")])
def test_effort_drives_the_cortical_zone_of_its_muscle_and_no_other(values_of, units_of, muscle, zone):
    effort = values_of(drives={f"right_{muscle}": 0.5})["cells.drive_effort"]
    pyramidal = units_of(lambda p: p.cell_class == "pt")
    own = units_of(lambda p: p.cell_class == "pt" and p.zone == zone)
    assert (effort[own] > 0).all()
    assert not effort[np.setdiff1d(pyramidal, own)].any()


def test_background_of_motoneurons_is_a_share_of_their_leak(values_of, units_of, right_membranes):
    values, pool = values_of(), load_table("spinal")["drive"]["motoneuron"]
    units = units_of(lambda p: p.cell_class == "motoneuron")
    leak = right_membranes.leak[units]
    np.testing.assert_allclose(values["cells.drive_rest"][units], pool["mean"].value * leak)
    np.testing.assert_allclose(values["cells.drive_spread"][units], pool["spread"].value * leak)


def test_the_rate_of_the_background_scales_its_mean_and_the_root_of_it_its_spread(values_of, units_of):
    healthy, less = values_of(), values_of(factors={"background.reticular": 0.25})
    units = units_of(lambda p: p.cell_class == "reticular")
    assert less["cells.drive_rest"][units] == pytest.approx(0.25 * healthy["cells.drive_rest"][units])
    assert less["cells.drive_spread"][units] == pytest.approx(0.5 * healthy["cells.drive_spread"][units])
    for name in ("cells.drive_rest", "cells.drive_spread"):
        np.testing.assert_array_equal(np.delete(less[name], units), np.delete(healthy[name], units))


def test_the_rate_of_the_background_leaves_an_effort(values_of):
    effort, less = (values_of(drives={"right_fdi": 0.5}, factors=f) for f in ({}, {"background.motoneuron": 0.0}))
    np.testing.assert_array_equal(effort["cells.drive_effort"], less["cells.drive_effort"])


def test_background_of_other_cells_is_that_of_their_population(right_side, values_of):
    values = values_of()
    for population in right_side.pathway.populations:
        if not population.drive.of_leak:
            units = right_side.ranges[population.name]
            assert values["cells.drive_rest"][units] == pytest.approx(population.drive.mean)
            assert values["cells.drive_spread"][units] == pytest.approx(population.drive.spread)
            assert values["cells.drive_slow"][units] == pytest.approx(population.drive.slow_noise)


@pytest.mark.parametrize("effort", [0.1, 1.0])
def test_effort_grows_from_where_the_smallest_units_begin_to_fire(values_of, right_side, right_membranes, effort):
    pool = load_table("spinal")["drive"]["motoneuron"]
    values, units = values_of(drives={"right_fdi": effort}), right_side.ranges["right_fdi_motoneurons"]
    low, high = pool["voluntary_onset"].value, pool["voluntary"].value
    asked = (low + (high - low) * effort) * right_membranes.leak[units]
    np.testing.assert_allclose(values["cells.drive_effort"][units], asked)
    np.testing.assert_allclose(values["cells.drive_mean"][units], asked + values["cells.drive_rest"][units])
    cortical = load_table("cortex")["drive"]["pt"]["voluntary"].si * effort
    assert values["cells.drive_effort"].max() == pytest.approx(max(cortical, asked.max()))


def test_effort_without_a_ramp_has_risen_before_the_run_begins(values_of):
    plain, ramped = values_of(), values_of(ramp_start=2.0, ramp_rise=3.0)
    assert plain["cells.ramp_start"] + plain["cells.ramp_rise"] == pytest.approx(-SETTLING)
    assert (ramped["cells.ramp_start"], ramped["cells.ramp_rise"]) == (2.0, 3.0)
