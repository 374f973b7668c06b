"""Barbiturates, propofol, etomidate, neurosteroids: currents last longer, by target and region."""

from itertools import pairwise

import pytest


def charge(found: dict[str, float], region: str, target: str) -> float:
    return found.get(f"receptors_onto.{target}.gaba_a.{region}", 1.0) * found.get(f"decay.gaba_a.{region}", 1.0)


@pytest.mark.parametrize("times", [0.3, 1.0, 4.0])
def test_decay_and_size_follow_their_hill_functions(times: float, factors, number) -> None:
    most, half, power, block = (
        number(f"phenobarbital.prolongation.{name}") for name in ("most", "half", "hill", "block")
    )
    found = factors(phenobarbital=times * half)
    longer, smaller = times**power / (1 + times**power), times / (times + 10)
    assert found["decay.gaba_a.cortex"] == pytest.approx(1 + most * longer)
    assert found["receptors_onto.principal.gaba_a.cortex"] == pytest.approx(1 - block * smaller)


def test_a_barbiturate_and_a_benzodiazepine_multiply(factors) -> None:
    key = "decay.gaba_a.cortex"
    both, one, other = (
        factors(**given)[key]
        for given in ({"clonazepam": 0.02, "phenobarbital": 144}, {"clonazepam": 0.02}, {"phenobarbital": 144})
    )
    assert other == pytest.approx(1 + 1.5 / 2)
    assert both == pytest.approx(one * other)


def test_two_barbiturates_share_one_site_and_a_barbiturate_and_propofol_multiply(factors, number) -> None:
    key = "decay.gaba_a.spinal"
    phenobarbital, pentobarbital, propofol = (
        number(f"{agent}.prolongation.half") for agent in ("phenobarbital", "pentobarbital", "propofol")
    )
    shared = factors(phenobarbital=phenobarbital, pentobarbital=pentobarbital)[key]
    most = [number(f"{agent}.prolongation.most") for agent in ("phenobarbital", "pentobarbital")]
    assert shared == pytest.approx(1 + sum(most) / 3)
    apart = factors(phenobarbital=phenobarbital, propofol=propofol)[key]
    assert apart == pytest.approx(factors(phenobarbital=phenobarbital)[key] * factors(propofol=propofol)[key])


def test_phenobarbital_spares_thalamocortical_cells(factors) -> None:
    found = factors(phenobarbital=144)
    assert charge(found, "thalamus", "principal") == pytest.approx(1 - 0.3 / 11)
    assert "receptors.gaba_a_tonic.thalamus" not in found


def test_propofol_weighs_synapse_classes_by_charge(factors) -> None:
    found = factors(propofol=2.0)
    gained = [charge(found, "cortex", target) / (1 - 0.3 / 11) - 1 for target in ("principal", "interneuron")]
    assert gained[1] / gained[0] == pytest.approx(0.41)


def test_slow_synapses_are_relative_to_fast_ones_onto_pyramidal_cells(factors, number) -> None:
    fast, slow = number("propofol.prolongation.most"), number("propofol.prolongation.slow.most")
    assert factors(propofol=2.0)["receptors_from.slow.gaba_a"] == pytest.approx((1 + slow / 2) / (1 + fast / 2))


def test_regions_are_reached_one_after_another_under_that_reading(factors) -> None:
    even, regional = factors(etomidate=0.3), factors({"arrival": "regional"}, etomidate=0.3)
    assert regional["decay.gaba_a.cortex"] == even["decay.gaba_a.cortex"]
    assert regional["decay.gaba_a.spinal"] < even["decay.gaba_a.spinal"]
    assert regional["receptors.gaba_a_tonic.spinal"] < even["receptors.gaba_a_tonic.spinal"]


@pytest.mark.parametrize("agent", ["propofol", "etomidate", "phenobarbital", "brexanolone"])
def test_more_of_a_drug_never_lowers_the_charge_at_clinical_levels(agent: str, factors, number) -> None:
    half = number(f"{agent}.prolongation.half")
    found = [charge(factors(**{agent: times * half}), "spinal", "motoneuron") for times in (0, 0.1, 0.3, 1, 3)]
    assert all(less < more for less, more in pairwise(found))
