"""Effects of the 5-HT level: none at the normal level, and saturating away from it."""

from dataclasses import fields

import numpy as np
import pytest

from disinhibition.models.membrane.serotonin import Serotonin, serotonin
from disinhibition.models.parameters.sourced import load_table, replaced_tables
from disinhibition.models.parameters.table_numbers import tables_with

ONE = np.ones(1)
FACTORS = ("motoneuron_leak", "motoneuron_persistent", "motoneuron_ahp", "motoneuron_sodium")


def effects(level: float, type_2: float = 1.0, type_1a: float = 1.0) -> dict[str, float]:
    found = serotonin(level * ONE, type_2 * ONE, type_1a * ONE)
    return {field.name: getattr(found, field.name).item() for field in fields(Serotonin)}


def hill(level: float, half: float, power: float) -> float:
    return level**power / (level**power + half**power)


def test_normal_level_changes_nothing() -> None:
    normal = effects(1.0)
    assert {name: normal[name] for name in FACTORS} == dict.fromkeys(FACTORS, 1.0)
    assert normal["interneuron_drive"] == normal["girk"] == 0


@pytest.mark.parametrize("level", [0.0, 0.5, 3.0])
def test_type_2_effects_follow_the_relative_hill_function(level: float) -> None:
    two = load_table("receptors")["serotonin_2"]
    half, power = two["half"].value, two["hill"].value
    change = hill(level, half, power) / hill(1, half, power) - 1
    found = effects(level)
    assert found["motoneuron_leak"] == pytest.approx(1 + two["motoneuron_leak"].value * change)
    assert found["motoneuron_ahp"] == pytest.approx(1 + two["motoneuron_ahp"].value * change)
    expected = max(0, 1 + two["motoneuron_persistent_inward"].value * change)
    assert found["motoneuron_persistent"] == pytest.approx(expected)
    assert found["interneuron_drive"] == pytest.approx(two["interneuron_drive"].value * change)


@pytest.mark.parametrize("level", [0.0, 0.5, 3.0])
def test_type_1a_effects_follow_the_spill_over(level: float) -> None:
    one = load_table("receptors")["serotonin_1a"]
    sodium, half, power = (one[name].value for name in ("motoneuron_sodium", "half", "hill"))
    found = effects(level)
    assert found["motoneuron_sodium"] == pytest.approx(
        (1 + sodium * hill(level, half, power)) / (1 + sodium * hill(1, half, power))
    )
    opened = [hill(s, one["girk_half"].value, one["girk_hill"].value) for s in (level, 1)]
    assert found["girk"] == pytest.approx(one["girk_share"].value * (opened[0] - opened[1]))


def test_strength_of_one_receptor_moves_only_its_own_effects() -> None:
    normal, without_2, without_1a = effects(1.0), effects(1.0, type_2=0.0), effects(1.0, type_1a=0.0)
    of_2 = {"motoneuron_leak", "motoneuron_persistent", "motoneuron_ahp", "interneuron_drive"}
    assert {name for name in normal if without_2[name] != normal[name]} == of_2
    assert {name for name in normal if without_1a[name] != normal[name]} == {"motoneuron_sodium", "girk"}


def test_persistent_inward_current_never_turns_round_however_much_depends_on_type_2() -> None:
    with replaced_tables(tables_with({"receptors.serotonin_2.motoneuron_persistent_inward": 2.0})):
        assert effects(0.0)["motoneuron_persistent"] == 0


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_strength_of_type_1a_scales_its_effects_and_not_those_of_health(strength: float) -> None:
    one = load_table("receptors")["serotonin_1a"]
    sodium, spill = one["motoneuron_sodium"].value, hill(3.0, one["half"].value, one["hill"].value)
    normal = 1 + sodium * hill(1, one["half"].value, one["hill"].value)
    found = effects(3.0, type_1a=strength)
    assert found["motoneuron_sodium"] == pytest.approx((1 + sodium * strength * spill) / normal)
    opened = [hill(s, one["girk_half"].value, one["girk_hill"].value) for s in (3.0, 1)]
    assert found["girk"] == pytest.approx(one["girk_share"].value * (strength * opened[0] - opened[1]))


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_strength_of_type_2_scales_the_relative_hill_function(strength: float) -> None:
    two = load_table("receptors")["serotonin_2"]
    half, power = two["half"].value, two["hill"].value
    change = strength * hill(0.5, half, power) / hill(1, half, power) - 1
    found = effects(0.5, type_2=strength)
    assert found["motoneuron_leak"] == pytest.approx(1 + two["motoneuron_leak"].value * change)
    assert found["interneuron_drive"] == pytest.approx(two["interneuron_drive"].value * change)
