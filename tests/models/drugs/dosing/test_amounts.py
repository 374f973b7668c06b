"""Doses, rates and times as people write them."""

import math

import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs.dosing.amounts import read_amount, read_rate, read_time
from disinhibition.models.drugs.drug_tables import kinetics_of
from disinhibition.models.parameters.quantities import split_number

BY_MASS = kinetics_of("clonazepam")
IN_UNITS = kinetics_of("botulinum")


@pytest.mark.parametrize(
    ("value", "split"),
    [("0.5 mg", (0.5, "mg")), ("5ug/kg/min", (5.0, "ug/kg/min")), (" -1e3 h ", (-1000.0, "h")), (3, (3.0, "")),
     (".5", (0.5, ""))],
)  # fmt: skip
def test_a_number_is_split_from_its_unit(value: object, split: tuple[float, str]) -> None:
    assert split_number(value, "dose") == split


@pytest.mark.parametrize("value", ["mg", "", "1 2 mg", True, None, [1], math.nan, math.inf, "1e999 mg"])
def test_what_is_no_finite_number_is_refused_in_one_line_that_says_where(value: object) -> None:
    with pytest.raises(ValueError, match=r"^drugs\[0\], dose: ") as refused:
        split_number(value, "drugs[0], dose")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("value", "seconds"), [("12 h", 43200.0), ("2 d", 172800.0), ("30 min", 1800.0), (0, 0.0)])
def test_times_are_read_in_seconds(value: object, seconds: float) -> None:
    assert read_time(value, "every") == seconds


@pytest.mark.parametrize(
    ("value", "why"),
    [(12, "has no unit"), ("12 mg", "which is no time"), ("101 yr", "no time"), ("36600 d", "100 years")],
)
def test_a_time_without_a_unit_or_beyond_a_life_is_refused(value: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_time(value, "every")


@pytest.mark.parametrize(
    ("value", "milligrams"), [("0.5 mg", 0.5), ("500 ug", 0.5), ("1 g", 1000.0), ("0.3 mg/kg", 15.0)]
)
def test_amounts_are_read_in_milligrams_and_per_kg_of_the_patient(value: str, milligrams: float) -> None:
    assert read_amount(value, BY_MASS, 50.0, "dose") == pytest.approx(milligrams)


def test_units_of_effect_are_turned_into_mass_by_the_activity_of_the_agent() -> None:
    per_mg = IN_UNITS["activity"].value
    assert read_amount("20 U", IN_UNITS, 70.0, "dose") == pytest.approx(20 / per_mg)


@pytest.mark.parametrize(
    ("value", "why"),
    [("5", "has no unit; write it as '5 mg' or '5 mg/kg'"), ("5 h", "is not an amount"), ("0 mg", "above 0"),
     ("-1 mg", "above 0"), ("20 U", "dosed by mass"), ("5 mg/h", "is not an amount")],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_how_to_write_one(value: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_amount(value, BY_MASS, 70.0, "dose")


@pytest.mark.parametrize(("value", "rate"), [("36 mg/h", 0.01), ("6 ug/kg/min", 0.007), ("1 mg/kg/d", 70 / 86400)])
def test_rates_are_read_in_milligrams_per_second(value: str, rate: float) -> None:
    assert read_rate(value, BY_MASS, 70.0, "rate") == pytest.approx(rate)


@pytest.mark.parametrize("value", ["10 mg", "10", "10 h", "10 mg/mL"])
def test_what_is_no_amount_per_time_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        read_rate(value, BY_MASS, 70.0, "rate")


@pytest.mark.parametrize("time", ["40000 d", "-40000 d"])
def test_a_time_beyond_a_hundred_years_is_refused_before_and_after(time):
    with pytest.raises(UserError, match="beyond the 100 years"):
        read_time(time, "start")
