"""The vocabulary: which factors there are, what they are in health, and what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disinhibition.errors import UserError
from disinhibition.models.condition.places import REGIONS, places
from disinhibition.models.condition.vocabulary import (
    CELL_CLASSES,
    MUSCLES,
    RECEPTOR_NAMES,
    Factor,
    check,
    course_names,
    factor_of,
    factors,
    gains,
    place_of,
    places_of,
)


def test_every_factor_is_healthy_inside_its_range() -> None:
    assert all(factor.low <= factor.healthy <= factor.high for factor in factors().values())


@pytest.mark.parametrize("receptor", ["ampa", "nmda", "gaba_a", "gaba_b", "glycine"])
def test_the_gain_of_a_receptor_has_every_region_every_part_of_the_cord_and_every_target(receptor: str) -> None:
    for scope in (*REGIONS, "all"):
        assert f"receptors.{receptor}.{scope}" in factors() and f"decay.{receptor}.{scope}" in factors()
        for target in ("principal", "interneuron", "motoneuron", "terminal"):
            assert f"receptors_onto.{target}.{receptor}.{scope}" in factors()
    for part in ("cervical", "thoracic", "lumbosacral"):
        assert f"receptors.{receptor}.{part}" in factors()


@pytest.mark.parametrize("kind", ["release", "recovery", "girk", "ahp", "leak", "sodium"])
def test_what_belongs_to_a_cell_has_every_class(kind: str) -> None:
    assert {f"{kind}.{cell}" for cell in CELL_CLASSES} <= set(factors())


def test_all_factors_are_one_in_health_but_the_reversal_of_chloride() -> None:
    others = {key: factor for key, factor in factors().items() if factor.healthy != 1}
    assert set(others) == {f"chloride.{region}" for region in REGIONS}
    assert {(factor.healthy, factor.unit) for factor in others.values()} == {(-75.0, "mV")}


def test_transmission_to_a_muscle_cannot_exceed_health() -> None:
    for muscle in MUSCLES:
        with pytest.raises(ValueError, match=r"is outside 0 to 1"):
            check({f"neuromuscular.{muscle}": 1.1})


@pytest.mark.parametrize("key", ["decay.gaba_a.cortex", "recovery.pv", "leak.pt", "sodium.pt"])
def test_what_divides_or_enters_a_logarithm_cannot_be_zero(key: str) -> None:
    with pytest.raises(ValueError, match=r"is outside 0\.05"):
        check({key: 0.0})


def test_an_unknown_key_is_refused_with_the_nearest() -> None:
    with pytest.raises(UserError, match=r"did you mean 'receptors\.gaba_a\.cortex'"):
        check({"receptors.gaba_a.cortx": 0.5})
    with pytest.raises(UserError, match="unknown key 'x'"):
        check({"x": 1.0})


@pytest.mark.parametrize("value", [-0.01, 100.1, float("nan"), float("inf")])
def test_a_value_outside_the_range_of_its_factor_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"receptors\.gaba_a\.cortex=.* is outside 0 to 100"):
        check({"receptors.gaba_a.cortex": value})
    check({"receptors.gaba_a.cortex": 0.0, "receptors.glycine.all": 100.0})


@pytest.mark.parametrize(("key", "low", "high"), [
    ("chloride.cortex", -100, -30), ("decay.glycine.spinal", 0.05, 20), ("sodium.pt", 0.05, 5),
    ("neuromuscular.fdi", 0, 1), ("girk.pv", 0, 100), ("leak.pt", 0.05, 20), ("serotonin_2.spinal", 0, 100),
])  # fmt: skip
def test_the_ends_of_a_range_are_allowed_and_nothing_beyond(key: str, low: float, high: float) -> None:
    check({key: low})
    check({key: high})
    for beyond in (low - 0.01, high + 0.01):
        with pytest.raises(ValueError, match=f"is outside {low:g} to {high:g}"):
            check({key: beyond})


def test_a_gain_of_a_receptor_may_be_narrowed_to_any_place_and_is_not_listed_there() -> None:
    for gain in gains():
        for place in places_of(gain):
            key = f"{gain}.{place}"
            assert place_of(key) == place and factor_of(key) == Factor() and key not in factors()


def test_every_gain_of_a_receptor_can_be_narrowed_but_those_of_synapses_of_one_kind() -> None:
    named = {key.rpartition(".")[0] for key in factors() if key.startswith("receptors")}
    assert named - set(gains()) == {"receptors_from.fast", "receptors_from.slow"}
    for gain in set(gains()) - {f"receptors_onto.terminal.{receptor}" for receptor in RECEPTOR_NAMES}:
        assert {place for place in places() if factor_of(f"{gain}.{place}")} == set(places())


def test_receptors_on_terminals_are_narrowed_to_a_side_of_the_cord_and_no_further() -> None:
    assert places_of("receptors_onto.terminal.gaba_a") == ("left_spinal", "right_spinal")
    with pytest.raises(UserError, match=r"unknown key 'receptors_onto\.terminal\.gaba_a\.left_spinal_c8'"):
        check({"receptors_onto.terminal.gaba_a.left_spinal_c8": 0.5})


@pytest.mark.parametrize("key", ["decay.gaba_a.left_m1", "serotonin.left_spinal", "chloride.m1", "release.left_pv"])
def test_what_is_no_gain_of_a_receptor_has_regions_alone(key: str) -> None:
    with pytest.raises(UserError, match="unknown key"):
        check({key: 0.5})


@given(st.sampled_from(gains()), st.sampled_from(tuple(places())), st.integers(0, 12), st.sampled_from("qzk_"))
def test_a_gain_at_a_misspelt_place_is_refused_in_one_line_with_a_key_that_exists(
    gain: str, place: str, at: int, letter: str
) -> None:
    key = f"{gain}.{place[:at]}{letter}{place[at:]}"
    with pytest.raises(UserError) as refused:
        check({key: 0.5})
    hint = re.search(r"did you mean '(.+?)'", str(refused.value))
    assert hint and factor_of(hint[1]) and "\n" not in str(refused.value)


def test_courses_are_those_of_gains_that_move_at_every_place() -> None:
    assert set(course_names()) == {f"{receptor}.{place}" for receptor in RECEPTOR_NAMES for place in ("all", *places())}
    for name in course_names():
        assert factor_of(f"receptors.{name}")
