"""Factors of a condition, spread over units."""

import pytest


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
