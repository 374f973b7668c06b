"""Nicotinic receptor of Renshaw cells: one exponential decay, and vesicles that run out."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.nicotinic import NICOTINIC, RENSHAW
from disinhibition.models.parameters.sourced import load_table


def test_conductance_decays_exactly(after_spike) -> None:
    found = after_spike(NICOTINIC, 0.05)
    time = load_table("receptors")["nicotinic"]["decay"].si
    np.testing.assert_allclose(found["g_nicotinic"], np.exp(-found["time"] / time), rtol=1e-9)


def test_factor_is_the_gain_and_moves_nothing_else(parameters_of) -> None:
    healthy, blocked = parameters_of(NICOTINIC), parameters_of(NICOTINIC, {"nicotinic": 0.2})
    assert (healthy.pop("gain_nicotinic"), blocked.pop("gain_nicotinic")) == (1, pytest.approx(0.2))
    assert healthy == blocked


def test_only_renshaw_cells_have_it(right_side) -> None:
    synapses = right_side.channels[RENSHAW.name]
    targets = {right_side.pathway.populations[k].cell_class for k in right_side.population_of[synapses.post]}
    assert targets == {"renshaw"}
    assert RENSHAW.amount == "depressed"
