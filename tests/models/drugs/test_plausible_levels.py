"""The largest plausible level of every agent, out of the doses and half concentrations of its tables."""

import pytest

from disinhibition.models.drugs.drug_numbers import drug_numbers, replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import agent_names, kinetics_of
from disinhibition.models.drugs.plausible_levels import MARGIN, plausible_maximum

SYSTEMIC = [agent for agent in agent_names() if "local" not in kinetics_of(agent)]


def test_a_bolus_counts_in_the_central_volume():
    """Fentanyl: the largest amount of an hour, in 12.1 L, of which 16 % are free."""
    entry = kinetics_of("fentanyl")
    bolus = entry["routes"]["intravenous"]["largest"].si * 1e6 / entry["molar_mass"].value * 1e3
    assert plausible_maximum("fentanyl") == pytest.approx(MARGIN * entry["free"].value * bolus / 12.1)


def test_the_amount_of_a_day_counts_in_all_volumes():
    """Clonazepam by mouth: 40 mg in 249 L."""
    assert plausible_maximum("clonazepam") == pytest.approx(MARGIN * 0.15 * 40 / 315.7 * 1e3 / 249)


def test_all_volumes_are_those_of_the_compartments_beside_the_central_one_too():
    """Lorazepam: 100 mg in 0.59 L/kg and, in equilibrium with it, k12 / k21 times as much; 10 % are free."""
    whole = 0.59 * 70 * (1 + 1.137 / 1.043)
    assert plausible_maximum("lorazepam") == pytest.approx(MARGIN * 0.1 * 100 / 321.2 * 1e3 / whole)


def test_a_metabolite_has_its_share_of_the_parent():
    """Nordazepam: 53 % of 300 mg of diazepam, in 84 L."""
    assert plausible_maximum("nordazepam") == pytest.approx(MARGIN * 0.03 * 0.53 * 300 / 284.7 * 1e3 / 84)


def test_a_metabolite_of_a_metabolite_has_a_level():
    """M3G of heroin, through 6-monoacetylmorphine and morphine, beside that of morphine itself."""
    with replaced_drug_numbers({"kinetics.m3g.free": drug_numbers()["kinetics.m3g.free"].low}):
        assert plausible_maximum("m3g") > 0


def test_a_half_concentration_is_never_above_it():
    """Norfloxacin halves GABA-A currents of slices at 30 uM, which no patient reaches."""
    assert plausible_maximum("norfloxacin") == 30.0


def test_a_half_concentration_of_another_reading_does_not_count():
    """Diazepam opens a second site at 30 uM in the reading benzodiazepine_overdose.on only."""
    assert plausible_maximum("diazepam") < 30.0


@pytest.mark.parametrize("agent", SYSTEMIC)
def test_every_agent_has_one(agent):
    assert 0 < plausible_maximum(agent) < float("inf")


def test_a_toxin_has_no_level():
    with pytest.raises(ValueError, match="botulinum acts where it is injected"):
        plausible_maximum("botulinum")


@pytest.mark.parametrize(("agent", "level"), [("clonazepam", 20.0), ("levetiracetam", 160_000.0), ("fentanyl", 10.0)])
def test_a_slip_of_the_unit_is_above_it(agent, level):
    """20 nM, 160 uM and 10 nM are usual."""
    assert level > plausible_maximum(agent)
