"""Benzodiazepines: a ceiling, one site for all agents, tolerance; glycine is spared."""

from itertools import pairwise

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.drugs.mechanisms.affinity_shift import coupling

AFFINITY = 0.02  # uM, clonazepam


def charge(found: dict[str, float], region: str = "cortex", target: str = "principal") -> float:
    """GABA-A charge of a synapse relative to health: size and duration together."""
    return found.get(f"receptors_onto.{target}.gaba_a.{region}", 1.0) * found.get(f"decay.gaba_a.{region}", 1.0)


@pytest.mark.parametrize(
    ("region", "target"), [("cortex", "principal"), ("thalamus", "interneuron"), ("spinal", "motoneuron")]
)
@pytest.mark.parametrize("occupied", [0.1, 0.5, 0.9])
def test_size_and_duration_rise_with_the_occupied_share_of_sensitive_synapses(
    region: str, target: str, occupied: float, factors, number
) -> None:
    found = factors(clonazepam=AFFINITY * occupied / (1 - occupied))
    size, duration = (number(f"clonazepam.affinity_shift.{name}") for name in ("size", "duration"))
    effect = occupied * number(f"clonazepam.affinity_shift.sensitive.{region}.{target}")
    assert charge(found, region, target) == pytest.approx((1 + size * effect) * (1 + duration * effect))


def test_terminals_take_size_and_duration_into_their_gain(factors, number) -> None:
    size, duration = (number(f"clonazepam.affinity_shift.{name}") for name in ("size", "duration"))
    effect = 0.5 * number("clonazepam.affinity_shift.sensitive.spinal.terminal")
    found = factors(clonazepam=AFFINITY)["receptors_onto.terminal.gaba_a.spinal"]
    assert found == pytest.approx((1 + size * effect) * (1 + duration * effect))


def test_the_charge_has_a_ceiling_near_twice_that_of_health_and_glycine_is_spared(factors) -> None:
    much = factors(clonazepam=100.0)
    assert charge(much) == pytest.approx((1 + 0.2 * 0.9) * (1 + 0.6 * 0.9), rel=1e-3)
    assert not [key for key in much if "glycine" in key]


def test_two_benzodiazepines_share_one_site(factors) -> None:
    alone = charge(factors(clonazepam=AFFINITY))
    assert charge(factors(clonazepam=0.01, diazepam=0.013)) == pytest.approx(alone)
    assert charge(factors(clonazepam=100, diazepam=100)) < 1.83


def test_flumazenil_displaces_them_and_does_nothing_alone(factors) -> None:
    given = [charge(factors(clonazepam=AFFINITY, flumazenil=level)) for level in (0.0, 0.01, 0.1, 1.0, 100.0)]
    assert all(more < less for less, more in pairwise(given))
    assert given[-1] == pytest.approx(1, abs=0.01)
    assert charge(factors(flumazenil=1.0)) == 1


@pytest.mark.parametrize("left", [1.0, 0.6, 0.0])
def test_tolerance_takes_its_share_of_the_effect(left: float, number) -> None:
    found = factors_of(Levels({"clonazepam": AFFINITY}, {"clonazepam.tolerance": left}))
    effect = left * 0.5 * number("clonazepam.affinity_shift.sensitive.cortex.principal")
    assert found.get("decay.gaba_a.cortex", 1.0) == pytest.approx(
        1 + number("clonazepam.affinity_shift.duration") * effect
    )


def test_the_coupling_of_the_site_is_the_smallest_that_any_agent_has_left() -> None:
    assert coupling(Levels()) == 1
    assert coupling(Levels(states={"clonazepam.tolerance": 0.8, "diazepam.tolerance": 0.5, "x.loading": 0.1})) == 0.5
