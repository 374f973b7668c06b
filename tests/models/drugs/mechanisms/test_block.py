"""Antagonists of GABA-A and glycine receptors: one occupancy per site, and sites multiply."""

import pytest

GAIN = "receptors.gaba_a.all"


@pytest.mark.parametrize(
    ("agent", "receptor"),
    [("bicuculline", "gaba_a"), ("picrotoxin", "gaba_a"), ("picrotoxin", "glycine"), ("strychnine", "glycine"),
     ("morphine", "glycine")],
)  # fmt: skip
@pytest.mark.parametrize("times", [0.1, 1.0, 9.0])
def test_the_gain_is_one_over_one_plus_the_level_in_half_concentrations(
    agent: str, receptor: str, times: float, factors, number
) -> None:
    found = factors(**{agent: times * number(f"{agent}.block.{receptor}.half")})
    assert found[f"receptors.{receptor}.all"] == pytest.approx(1 / (1 + times))


def test_antagonists_of_one_site_add_and_of_two_sites_multiply(factors) -> None:
    assert factors(bicuculline=1.2)[GAIN] == pytest.approx(0.5)
    assert factors(bicuculline=1.2, cefepime=1600)[GAIN] == pytest.approx(1 / 3)
    assert factors(bicuculline=1.2, picrotoxin=3.6)[GAIN] == pytest.approx(1 / 4)


def test_tonic_gaba_a_falls_with_synaptic_gaba_a_and_not_with_glycine(factors) -> None:
    assert factors(bicuculline=1.2)["receptors.gaba_a_tonic.all"] == pytest.approx(0.5)
    assert set(factors(strychnine=0.033)) == {"receptors.glycine.all"}


def test_a_competitive_antagonist_hardly_weakens_a_synapse_under_the_reading_of_a_transient(factors) -> None:
    found = factors({"antagonist": "transient"}, bicuculline=1.2)
    ratio = 15 / 1000  # half concentration of GABA over its synaptic transient
    assert found[GAIN] == pytest.approx((1 + ratio) / (1 + ratio * 2))
    assert found["receptors.gaba_a_tonic.all"] == pytest.approx(0.5)
    assert factors({"antagonist": "transient"}, picrotoxin=3.6)[GAIN] == pytest.approx(0.5)


def test_open_channel_block_lengthens_the_decay_in_proportion_to_what_is_blocked(factors, number) -> None:
    slower = number("cefepime.block.gaba_a.slower")
    assert factors(cefepime=1600.0)["decay.gaba_a.all"] == pytest.approx(1 + slower / 2)
    assert "decay.gaba_a.all" not in factors(bicuculline=1.2)


def test_a_quinolone_blocks_only_with_the_anti_inflammatory_drug(factors) -> None:
    assert factors(ciprofloxacin=2.0)[GAIN] > 0.98
    assert factors(felbinac=30.0) == {}
    stronger = 1 + 33000 / 2
    assert factors(ciprofloxacin=2.0, felbinac=30.0)[GAIN] == pytest.approx(1 / (1 + 2 / 202 * stronger))
