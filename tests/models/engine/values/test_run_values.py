"""Run-time values: every name of the equations gets one."""

import re

import numpy as np
import pytest

from disinhibition.models.condition.condition import Condition
from disinhibition.models.engine.equations import CELLS
from disinhibition.models.engine.values.run_values import run_values
from disinhibition.models.membrane.receptors import CHANNELS, RECEPTORS
from disinhibition.models.parameters.sourced import load_table
from disinhibition.models.parameters.timing import SETTLING

DT = 1e-4


def test_every_parameter_of_the_equations_gets_a_value(values_of):
    """A parameter left out would silently be zero."""
    declared = dict(re.findall(r"^(\w+) : \S+ \((shared, )?constant\)$", CELLS, re.MULTILINE))
    given = {name.partition(".")[2] for name in values_of() if name.startswith("cells.")}
    assert declared.keys() <= given
    assert all(re.search(rf"^(d?{name}(/dt)?) [:=]", CELLS, re.MULTILINE) for name in given)


def test_parameters_are_one_number_if_shared_and_else_one_for_each_unit(values_of, right_side):
    values = values_of()
    for receptor in RECEPTORS:
        for name in receptor.parameters:
            assert values[f"cells.{name}"].shape == (right_side.size,), name
        for name in receptor.shared:
            assert values[f"cells.{name}"].shape == (), name


def test_every_weight_and_delay_gets_a_value(right_side, values_of):
    given = values_of()
    for name, channel in CHANNELS.items():
        assert len(given[f"{name}.weight"]) == len(given[f"{name}.delay"]) == len(right_side.channels[name])
        assert ("second_weight" in channel.on_pre) == (f"{name}.second_weight" in given)


def test_lesions_cut_both_weights_of_a_synapse(right_side, values_of):
    cut = values_of(lesions=("remove:M1",))
    for name in ("excitatory", "slow"):
        silent = cut[f"{name}.weight"] == 0
        assert silent.any()
        np.testing.assert_array_equal(cut[f"{name}.second_weight"][silent], 0)


@pytest.mark.parametrize(("duration", "seed"), [(0.0, 1), (-1.0, 1), (1.0, -1), (1.0, 2**31)])
def test_impossible_durations_and_seeds_are_refused(right_side, right_membranes, duration, seed):
    with pytest.raises(ValueError, match=r"duration|seed"):
        run_values(right_side, right_membranes, Condition(), duration, seed, DT)


@pytest.mark.parametrize("seed", [0, 2**31 - 1])
def test_the_first_and_the_last_seed_are_seeds(right_side, right_membranes, seed):
    assert run_values(right_side, right_membranes, Condition(), 1.0, seed, DT)["cells.noise_seed"] == seed


def test_the_clockwork_ends_with_the_recording_which_follows_the_settling_time(values_of):
    assert values_of()["clockwork.end"] == pytest.approx(1.0 + SETTLING)
    assert values_of()["cells.settling"] == SETTLING


def test_slow_receptors_are_given_the_slow_step(values_of):
    decay = load_table("receptors")["nicotinic"]["decay"].si
    assert values_of()["cells.nicotinic_keep"] == pytest.approx(np.exp(-5 * DT / decay))
