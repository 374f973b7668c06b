"""Baclofen acts on Ia terminals at low levels and on GIRK channels at higher ones."""

import pytest

from disinhibition.models.drugs.mechanisms.cell_groups import SOMATIC
from disinhibition.models.parameters.sourced import load_table


@pytest.mark.parametrize("level", [0.1, 1.0, 10.0])
def test_release_of_ia_terminals_and_girk_follow_their_hill_functions(level: float, factors, number) -> None:
    found = factors(baclofen=level)
    half, power = number("baclofen.gaba_b.terminal.half"), number("baclofen.gaba_b.terminal.hill")
    lost = number("baclofen.gaba_b.terminal.most") * level**power / (level**power + half**power)
    assert found["afferent.ia"] == pytest.approx(1 - lost)
    share = number("baclofen.gaba_b.girk.leak") * level / (level + number("baclofen.gaba_b.girk.half"))
    opened = 1 + share / load_table("receptors")["girk"]["share"].value
    assert [*{found[f"girk.{cell}"] for cell in SOMATIC}] == [pytest.approx(opened)]


def test_terminals_need_less_than_girk(number) -> None:
    assert number("baclofen.gaba_b.terminal.half") < number("baclofen.gaba_b.girk.half")


def test_the_persistent_inward_current_moves_in_two_readings_in_opposite_directions(factors, number) -> None:
    assert "persistent_inward" not in factors(baclofen=8.0)
    lowered = factors({"baclofen_inward": "lowered"}, baclofen=8.0)["persistent_inward"]
    raised = factors({"baclofen_inward": "raised"}, baclofen=10.0)["persistent_inward"]
    assert lowered == pytest.approx(1 + number("baclofen.gaba_b.inward_lowered.most") / 2)
    assert raised == pytest.approx(1 + number("baclofen.gaba_b.inward_raised.most") / 2)
    assert lowered < 1 < raised
