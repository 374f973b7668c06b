"""AMPA receptor: one exponential decay, longer by its factor."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.ampa import AMPA
from disinhibition.models.parameters.sourced import load_table


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_conductance_decays_exactly_with_the_time_of_the_table_times_its_factor(after_spike, factor: float) -> None:
    found = after_spike(AMPA, 0.02, {"decay.ampa.cortex": factor})
    time = load_table("receptors")["ampa"]["decay"].si * factor
    np.testing.assert_allclose(found["g_ampa"], np.exp(-found["time"] / time), rtol=1e-9)


def test_factor_of_another_region_leaves_the_decay(parameters_of) -> None:
    assert parameters_of(AMPA, {"decay.ampa.spinal": 2.0}) == parameters_of(AMPA)
    assert parameters_of(AMPA, {"decay.ampa.all": 2.0}) != parameters_of(AMPA)
