"""Size and duration of synapses as factors: the charge of every synapse is right, whatever shares its decay."""

import pytest

from disinhibition.models.drugs.mechanisms.synaptic_gaba_a import synaptic_factors

CHANGES = {
    ("spinal", "principal"): (1.2, 3.0),
    ("spinal", "motoneuron"): (0.9, 1.5),
    ("spinal", "terminal"): (1.1, 1.2),
    ("cortex", "principal"): (1.0, 2.0),
}


def test_a_region_takes_the_smallest_duration_of_the_targets_that_have_a_decay() -> None:
    found = synaptic_factors(CHANGES)
    assert found["decay.gaba_a.spinal"] == 1.5
    assert found["decay.gaba_a.cortex"] == 2.0


@pytest.mark.parametrize(("region", "target"), [key for key in CHANGES if key[1] != "terminal"])
def test_the_charge_of_every_synapse_is_its_size_times_its_duration(region: str, target: str) -> None:
    found = synaptic_factors(CHANGES)
    size, duration = CHANGES[region, target]
    assert found[f"receptors_onto.{target}.gaba_a.{region}"] * found[f"decay.gaba_a.{region}"] == pytest.approx(
        size * duration
    )


def test_terminals_have_no_decay_so_that_their_duration_goes_into_the_size_whole() -> None:
    assert synaptic_factors(CHANGES)["receptors_onto.terminal.gaba_a.spinal"] == pytest.approx(1.1 * 1.2)


def test_a_region_in_which_only_terminals_change_keeps_its_decay() -> None:
    found = synaptic_factors({("spinal", "terminal"): (1.1, 1.2)})
    assert found == {"decay.gaba_a.spinal": 1.0, "receptors_onto.terminal.gaba_a.spinal": pytest.approx(1.32)}
