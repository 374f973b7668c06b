"""Factors of a condition, spread over units."""

import numpy as np
import pytest

from disinhibition.models.condition.unit_factors import UnitFactors


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
