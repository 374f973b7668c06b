"""Covariates of a patient and their ranges."""

import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs.dosing.patient import Patient, read_patient


def test_default_patient_is_the_healthy_adult_of_the_tables():
    assert (Patient().weight, Patient().gfr, Patient().age) == (70, 100, 40)


def test_covariates_are_read_bare_or_with_their_unit():
    assert read_patient({"weight": 62, "gfr": "15 mL/min", "age": "81 yr"}) == Patient(62, 15, 81)


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"gfr": -5}, UserError, "patient.gfr=-5 mL/min is outside 0 to 200 mL/min"),
        ({"weight": "3 kg"}, UserError, "patient.weight=3 kg is outside 10 to 250 kg"),
        ({"age": 0.5}, UserError, "patient.age=0.5 yr is outside 2 to 110 yr"),
        ({"weight": float("nan")}, UserError, "patient.weight=nan is not a finite number"),
        ({"weight": "70 L"}, UserError, "patient.weight='70 L' has the wrong unit; give it in kg"),
        ({"weight": "heavy"}, UserError, "patient.weight='heavy' is not a number"),
        ({"wieght": 70}, UserError, "unknown covariate 'patient.wieght'; did you mean 'patient.weight'"),
    ],
)
def test_a_wrong_covariate_is_named_in_one_line(given, error, message):
    with pytest.raises(error, match=message) as caught:
        read_patient(given)
    assert "\n" not in str(caught.value)
