"""Adaptation to a benzodiazepine: it follows the slow state, and rebounds when the drug is gone."""

import pytest

from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of


@pytest.mark.parametrize("rho", [0.0, 0.25, 1.0])
def test_inhibition_falls_and_excitation_rises_in_proportion_to_the_state(rho: float, number) -> None:
    found = factors_of(Levels({"clonazepam": 0.0}, {"clonazepam.adaptation": rho}))
    inhibition, excitation = (number(f"clonazepam.adaptation.{name}") for name in ("inhibition", "excitation"))
    assert found.get("receptors.gaba_a.all", 1.0) == pytest.approx(1 - inhibition * rho)
    for receptor in ("ampa", "nmda"):
        assert found.get(f"receptors.{receptor}.all", 1.0) == pytest.approx(1 + excitation * rho)


def test_there_is_one_adaptation_for_the_site_that_of_the_agent_for_which_it_has_gone_furthest() -> None:
    alone = factors_of(Levels(states={"lorazepam.adaptation": 0.7}))
    both = factors_of(Levels(states={"clonazepam.adaptation": 0.2, "lorazepam.adaptation": 0.7}))
    assert both == alone


def test_a_naive_patient_has_not_adapted(factors) -> None:
    assert "receptors.gaba_a.all" not in factors(clonazepam=0.02)
