"""Synaptic GABA-A receptors, fast and slow."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.gaba_a import GABA_A_FAST, GABA_A_SLOW
from disinhibition.models.parameters.sourced import load_table


@pytest.mark.parametrize("receptor", [GABA_A_FAST, GABA_A_SLOW], ids=lambda receptor: receptor.name)
@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_both_decay_exactly_and_one_factor_prolongs_both(after_spike, receptor, factor: float) -> None:
    found = after_spike(receptor, 0.1, {"decay.gaba_a.cortex": factor})
    time = load_table("receptors")[receptor.entry]["decay"].si * factor
    np.testing.assert_allclose(found[receptor.opened], np.exp(-found["time"] / time), rtol=1e-8)


def test_slow_and_fast_gaba_a_have_their_own_gain(values_of):
    values = values_of(factors={"receptors_from.slow.gaba_a": 0.3})
    assert values["cells.base_gaba_a_slow"] == pytest.approx(0.3)
    assert values["cells.base_gaba_a"] == pytest.approx(1.0)
    values = values_of(factors={"receptors_from.fast.gaba_a": 0.3, "receptors.gaba_a.all": 0.5})
    assert values["cells.base_gaba_a_slow"] == pytest.approx(0.5)
    assert values["cells.base_gaba_a"] == pytest.approx(0.15)
