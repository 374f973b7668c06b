"""Synaptic GABA-A receptors, fast and slow."""

import pytest


def test_slow_and_fast_gaba_a_have_their_own_gain(values_of):
    values = values_of(factors={"receptors_from.slow.gaba_a": 0.3})
    assert values["cells.base_gaba_a_slow"] == pytest.approx(0.3)
    assert values["cells.base_gaba_a"] == pytest.approx(1.0)
