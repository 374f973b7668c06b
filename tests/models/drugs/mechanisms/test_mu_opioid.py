"""Mu opioids: release falls and GIRK opens by the occupied receptors that still signal."""

from itertools import pairwise

import pytest

from disinhibition.models.drugs.drug_tables import kinetics_of
from disinhibition.models.drugs.levels import Levels
from disinhibition.models.drugs.mechanisms import factors_of
from disinhibition.models.parameters.sourced import load_table


def affinity() -> float:
    return float(kinetics_of("morphine")["binding"]["mu"]["half"].si * 1e3)


def efficacy() -> float:
    return float(kinetics_of("morphine")["binding"]["mu"]["efficacy"].value)


@pytest.mark.parametrize("left", [1.0, 0.7, 0.0])
@pytest.mark.parametrize("times", [0.3, 1.0, 5.0])
def test_release_and_girk_follow_the_occupied_receptors_that_desensitisation_has_left(
    times: float, left: float, number
) -> None:
    levels = Levels({"morphine": times * affinity()}, {"morphine.desensitisation": left})
    found = factors_of(levels)
    signal = left * efficacy() * times / (1 + times)
    for cell in ("reticular_gabaergic", "pv", "trn"):
        most = number(f"morphine.mu_opioid.inhibitory.{cell}")
        assert found.get(f"release.{cell}", 1.0) == pytest.approx(1 - most * signal)
    assert found.get("release.pt", 1.0) == pytest.approx(1 - number("morphine.mu_opioid.excitatory") * signal)
    resting = load_table("receptors")["girk"]["share"].value
    for cell, name in (("pv", "girk_interneuron"), ("motoneuron", "girk_principal")):
        share = number(f"morphine.mu_opioid.{name}") * signal
        assert found.get(f"girk.{cell}", 1.0) == pytest.approx(1 + share / resting)


def test_desensitisation_is_that_of_the_receptor_whichever_agent_made_it() -> None:
    free = {"morphine": 0.1, "fentanyl": 0.0}
    assert factors_of(Levels(free, {"fentanyl.desensitisation": 0.5}))["release.pv"] == pytest.approx(
        factors_of(Levels(free, {"morphine.desensitisation": 0.5}))["release.pv"]
    )


def test_naloxone_gives_back_what_morphine_took(factors) -> None:
    given = [factors(morphine=0.1, naloxone=level).get("release.pv", 1.0) for level in (0.0, 0.001, 0.01, 0.1, 10.0)]
    assert all(less < more for less, more in pairwise(given))
    assert given[-1] == pytest.approx(1, abs=0.01)


def test_tolerant_patients_need_seven_times_as_much(factors) -> None:
    naive = factors({"opioid_glucuronide": "off"}, morphine=0.1)["release.pv"]
    tolerant = factors({"opioid_patient": "tolerant", "opioid_glucuronide": "off"}, morphine=0.7)["release.pv"]
    assert tolerant == pytest.approx(naive)


def test_the_rival_opioid_mechanisms_can_be_run_apart(factors) -> None:
    free = {"morphine": 0.1, "m3g": 1.0}
    off = {"opioid_mu": "off", "opioid_glucuronide": "off"}
    assert set(factors(off, **free)) == {"receptors.glycine.all"}
    assert "receptors.nmda.all" in factors({**off, "opioid_nmda": True}, **free)
    assert "girk.pt" in factors({"opioid_glucuronide": "off"}, **free)
    assert "girk.pt" not in factors({"opioid_mu": "off"}, **free)


def test_the_agent_that_desensitised_the_receptor_furthest_counts() -> None:
    free = {"morphine": 0.1, "fentanyl": 0.0}
    both = factors_of(Levels(free, {"morphine.desensitisation": 0.9, "fentanyl.desensitisation": 0.5}))
    assert both["release.pv"] == factors_of(Levels(free, {"fentanyl.desensitisation": 0.5}))["release.pv"]


def test_an_agent_that_has_left_acts_no_more_though_the_receptor_is_desensitised() -> None:
    assert factors_of(Levels({}, {"morphine.desensitisation": 0.5})) == {}
