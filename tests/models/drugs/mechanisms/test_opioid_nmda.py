"""The 3-glucuronides raise NMDA currents in their reading, and not by default."""

import pytest

ON = {"opioid_nmda": "on", "opioid_glucuronide": "off"}


@pytest.mark.parametrize("times", [0.5, 1.0, 10.0])
def test_the_gain_of_nmda_rises_with_the_level(times: float, factors, number) -> None:
    most, half = (number(f"m3g.opioid_nmda.{name}") for name in ("most", "half"))
    assert factors(ON, m3g=times * half) == {"receptors.nmda.all": pytest.approx(1 + most * times / (1 + times))}


def test_two_glucuronides_share_the_site(factors, number) -> None:
    found = factors(ON, m3g=number("m3g.opioid_nmda.half"), h3g=number("h3g.opioid_nmda.half"))
    assert found["receptors.nmda.all"] == pytest.approx(1 + number("m3g.opioid_nmda.most") * 2 / 3)


def test_it_is_off_by_default(factors) -> None:
    assert "receptors.nmda.all" not in factors(m3g=7.0)
