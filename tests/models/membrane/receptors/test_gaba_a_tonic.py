"""Extrasynaptic GABA-A receptors: a share of the leak, with gains of their own."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.gaba_a_tonic import TONIC
from disinhibition.models.parameters.sourced import load_table


def test_conductance_is_its_share_of_the_leak_times_the_factor(values_of, right_membranes) -> None:
    share = load_table("receptors")["gaba_a_tonic"]["share"].value
    np.testing.assert_allclose(values_of()["cells.tonic"], share * right_membranes.leak)
    doubled = values_of(factors={"receptors.gaba_a_tonic.all": 2.0})["cells.tonic"]
    np.testing.assert_allclose(doubled, 2 * share * right_membranes.leak)


def test_synaptic_gain_and_the_gain_of_another_region_leave_it(parameters_of) -> None:
    for name in ("receptors.gaba_a.all", "receptors.gaba_a_tonic.spinal"):
        assert parameters_of(TONIC, {name: 0.0}) == parameters_of(TONIC)
    assert parameters_of(TONIC, {"receptors.gaba_a_tonic.cortex": 0.0})["tonic"] == pytest.approx(0)
