"""Anticholinergics: after-currents of pyramidal cells rise, the excitation of cortical interneurons falls."""

import pytest

ONTO = "receptors_onto.interneuron.ampa.cortex"
AFTER = {f"ahp.{cell}" for cell in ("l23", "s1_e", "pt")}


def test_both_effects_follow_the_occupancy_of_the_receptor(factors, number) -> None:
    found = factors(trihexyphenidyl=3 * number("trihexyphenidyl.muscarinic.half"))
    assert set(found) == {*AFTER, ONTO}
    assert [*{found[key] for key in AFTER}] == [
        pytest.approx(1 + number("trihexyphenidyl.muscarinic.potassium") * 0.75)
    ]
    assert found[ONTO] == pytest.approx(1 - number("trihexyphenidyl.muscarinic.drive") * 0.75)


def test_two_anticholinergics_share_one_receptor(factors) -> None:
    alone = factors(trihexyphenidyl=0.01)["ahp.pt"]
    assert factors(trihexyphenidyl=0.005, atropine=0.0015)["ahp.pt"] == pytest.approx(alone)


@pytest.mark.parametrize(("reading", "keys"), [("pyramidal", AFTER), ("interneuron", {ONTO})])
def test_a_reading_takes_one_of_the_two(reading: str, keys: set[str], factors) -> None:
    assert set(factors({"muscarinic": reading}, trihexyphenidyl=0.01)) == keys
