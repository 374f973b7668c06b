"""One reader of numbers with units: what is of the same kind is accepted alike, what is not is refused alike."""

import pytest

from disinhibition.errors import UserError
from disinhibition.models.parameters.quantities import KINDS, read_quantity, split_number
from disinhibition.models.parameters.sourced import SI


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [
        *[("1 h", "s", 3600.0), ("0.1 ms", "ms", 0.1), ("100 us", "ms", 0.1), ("3", "s", 3.0), (18, "nS", 18.0)],
        *[("0.018 uS", "nS", 18.0), ("-0.06 V", "mV", -60.0), ("80 nM", "uM", 0.08), ("50 percent", "1", 0.5)],
        ("5 L/h", "mL/min", 5e3 / 60),
    ],
)
def test_any_unit_of_the_kind_is_accepted(value: object, unit: str, number: float) -> None:
    assert read_quantity(value, unit, "key") == pytest.approx(number, rel=1e-12)


@pytest.mark.parametrize(("value", "unit"), [("18 mV", "nS"), ("1 s", "1"), ("3 furlongs", "s"), ("1 mg", "uM")])
def test_a_unit_of_another_kind_is_refused_with_those_that_are_possible(value: str, unit: str) -> None:
    with pytest.raises(UserError, match=rf"^key='{value}' has the wrong unit; give (it in {unit}|a plain number)"):
        read_quantity(value, unit, "key")


@pytest.mark.parametrize("value", [True, None, [1], "nine", "", {"a": 1}, float("nan"), "inf", float("inf"), "1e999 s"])
def test_what_is_no_finite_number_is_refused(value: object) -> None:
    with pytest.raises(UserError, match=r"is not a (finite )?number"):
        read_quantity(value, "s", "key")


def test_a_unit_is_of_one_kind() -> None:
    units = [unit for kind in KINDS for unit in kind]
    assert len(units) == len(set(units)) and set(units) <= SI.keys()


@pytest.mark.parametrize(("value", "parts"), [("0.5 mg", (0.5, "mg")), (3, (3.0, "")), ("-2", (-2.0, ""))])
def test_a_number_is_split_from_its_unit_as_it_is_written(value: object, parts: tuple[float, str]) -> None:
    assert split_number(value, "dose") == parts


@pytest.mark.parametrize("value", [float("inf"), "1e999 mg", float("nan")])
def test_a_number_that_is_split_is_finite(value: object) -> None:
    with pytest.raises(UserError, match=r"^dose: .* is not a finite number"):
        split_number(value, "dose")


@pytest.mark.parametrize(
    ("unit", "hint"),
    [("1", "give a plain number$"), ("mV", "give it in mV, or with uV, V$"), ("MOhm", "give it in MOhm$")],
)
def test_the_hint_names_the_unit_first_and_then_the_others_of_its_kind(unit: str, hint: str) -> None:
    with pytest.raises(UserError, match=hint):
        read_quantity("nine", unit, "key")
