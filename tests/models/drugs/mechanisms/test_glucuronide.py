"""The 3-glucuronides of opioids lower the release of GABA and glycine; naloxone does not restore it."""

import pytest

from disinhibition.models.drugs.mechanisms.cell_groups import INHIBITORY

RECEPTORS = ("receptors.gaba_a.all", "receptors.glycine.all")


@pytest.mark.parametrize("times", [0.2, 1.0, 4.0])
def test_release_is_one_over_one_plus_the_level_in_half_concentrations(times: float, factors, number) -> None:
    found = factors(m3g=times * number("m3g.glucuronide.half"))
    assert set(found) == {f"release.{cell}" for cell in INHIBITORY}
    assert [*set(found.values())] == [pytest.approx(1 / (1 + times))]


def test_h3g_is_more_potent_than_m3g_and_they_add(factors) -> None:
    assert factors(h3g=2.8)["release.pv"] == pytest.approx(0.5)
    assert factors(h3g=2.8, m3g=7.0)["release.pv"] == pytest.approx(1 / 3)


def test_naloxone_does_not_restore_what_a_glucuronide_takes(factors) -> None:
    assert factors(m3g=1.0, naloxone=10.0) == factors(m3g=1.0)


def test_in_one_reading_the_receptors_lose_it_instead_of_the_terminals(factors) -> None:
    found = factors({"glucuronide_site": "receptor"}, m3g=7.0)
    assert found == dict.fromkeys(RECEPTORS, 0.5)


def test_the_mechanism_can_be_turned_off(factors) -> None:
    assert factors({"opioid_glucuronide": "off"}, m3g=7.0) == {}


def test_norpethidine_blocks_the_receptors_in_every_reading(factors) -> None:
    for site in ("release", "receptor"):
        found = factors({"glucuronide_site": site, "opioid_glucuronide": "off"}, norpethidine=10.0)
        assert {found[key] for key in RECEPTORS} == {0.5}
