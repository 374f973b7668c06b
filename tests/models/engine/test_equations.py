"""Equations of the cells: every receptor is in them once, with its driving force, on its own clock."""

import re

import pytest

from disinhibition.models.engine.equations import ALL, CELLS, RESET, SLOW
from disinhibition.models.membrane.receptors import RECEPTORS

NAMES = [receptor.name for receptor in RECEPTORS]
ON_CELLS = [receptor for receptor in RECEPTORS if receptor.conductance]
ON_TERMINALS = [receptor for receptor in RECEPTORS if receptor.release]


def assignment(name: str, text: str) -> str:
    """What a variable becomes."""
    (found,) = re.findall(rf"^{name} = (.*?)(?: : \w+)?$", text, re.MULTILINE)
    return found


@pytest.mark.parametrize("receptor", ON_CELLS, ids=lambda receptor: receptor.name)
def test_receptor_adds_to_its_own_driving_force_and_to_no_other(receptor) -> None:
    sums = {
        force: assignment(force, CELLS) + assignment(f"slow_{force}", SLOW) for force in ("excitation", "inhibition")
    }
    sums["potassium"] = assignment("potassium", SLOW)
    assert [force for force, total in sums.items() if receptor.conductance in total] == [receptor.force]
    assert sums[receptor.force].count(receptor.conductance) == 1


@pytest.mark.parametrize("receptor", RECEPTORS, ids=NAMES)
def test_receptor_is_integrated_on_one_clock_or_constant(receptor) -> None:
    assert not (receptor.equation and receptor.update)
    assert receptor.equation in CELLS and receptor.update in SLOW


@pytest.mark.parametrize("receptor", ON_TERMINALS, ids=lambda receptor: receptor.name)
def test_receptors_on_terminals_multiply_what_a_gated_spike_releases(receptor) -> None:
    gated = assignment("gated", RESET)
    assert gated.startswith("release*") and receptor.release in gated
    assert receptor.release not in assignment("transmitted", RESET) + assignment("depressed", RESET)


def test_nothing_is_declared_twice() -> None:
    declared = re.findall(r"^d?(\w+)(?:/dt)?(?: =.*)? : ", CELLS, re.MULTILINE)
    assert len(declared) == len(set(declared))


def test_a_spike_uses_vesicles_after_it_has_released() -> None:
    lines = RESET.split("\n")
    assert lines.index("depressed = release*vesicles") < lines.index("vesicles -= utilisation*vesicles")


def test_all_texts_are_known_to_a_build() -> None:
    assert {CELLS, RESET, SLOW} <= set(ALL) and len(set(ALL)) == len(ALL) == 8
