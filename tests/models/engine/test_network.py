"""The network as Brian2 objects: fixed names, no numbers, clocks in their order."""

import brian2 as b2
import numpy as np
import pytest

from disinhibition.models.engine.network import build_network
from disinhibition.models.engine.wiring import wiring_of
from disinhibition.models.membrane.receptors import CHANNELS, RECEPTORS


@pytest.fixture(scope="module")
def network(right_side) -> b2.Network:
    kept = b2.prefs.codegen.target
    b2.prefs.codegen.target = "numpy"
    try:
        yield build_network(wiring_of(right_side), 1e-4)
    finally:
        b2.prefs.codegen.target = kept


def test_objects_have_the_names_of_the_run_time_values(network, values_of) -> None:
    for name in values_of():
        owner, _, variable = name.partition(".")
        if variable == "values":
            assert owner in ("course", "stimulus_step", "stimulus_strength")
        else:
            holder = network[owner].pre if variable == "delay" else network[owner]
            assert variable in holder.variables, name


def test_every_parameter_is_zero_until_a_run_sets_it(network) -> None:
    cells = network["cells"]
    for receptor in RECEPTORS:
        for name in (*receptor.parameters, *receptor.shared):
            assert not np.any(cells.variables[name].get_value()), name


def test_synapses_of_a_channel_join_the_drawn_pairs(network, right_side) -> None:
    for name in CHANNELS:
        np.testing.assert_array_equal(network[name].i[:], right_side.channels[name].pre)
        np.testing.assert_array_equal(network[name].j[:], right_side.channels[name].post)


def test_slow_step_comes_after_noise_courses_and_the_persistent_current(network) -> None:
    order = {name: network[name].order for name in ("fluctuations", "courses", "noise", "persistent_inward")}
    assert max(order.values()) < network["slow_conductances"].order
    clocks = {name: float(network[name].clock.dt / b2.ms) for name in ("noise", "slow_conductances", "courses")}
    assert clocks == pytest.approx({"noise": 0.5, "slow_conductances": 0.5, "courses": 5.0})
    assert float(network["cells"].clock.dt / b2.ms) == pytest.approx(0.1)
