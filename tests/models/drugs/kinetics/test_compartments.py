"""Distribution: how the parameters of the tables follow a patient."""

import math

import pytest

from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.drug_tables import kinetics_of
from disinhibition.models.drugs.kinetics.compartments import compartments


def test_three_compartments_out_of_volumes_and_clearances():
    body = compartments(kinetics_of("fentanyl"), Patient())
    assert body.volume == pytest.approx(12.1)
    assert body.elimination == pytest.approx(0.632 / 12.1 / 60)
    assert body.peripheral[1] == pytest.approx((1.55 / 12.1 / 60, 1.55 / 224 / 60))


def test_one_compartment_out_of_a_half_life():
    body = compartments(kinetics_of("phenobarbital"), Patient())
    assert body.volume == pytest.approx(42)
    assert body.elimination == pytest.approx(math.log(2) / (90 * 3600))
    assert body.peripheral == ()


def test_volumes_follow_weight_and_absolute_clearances_its_power_three_quarters():
    adult, child = (compartments(kinetics_of("fentanyl"), Patient(weight=weight)) for weight in (70, 35))
    assert child.volume == pytest.approx(adult.volume / 2)
    flow = adult.elimination * adult.volume / (child.elimination * child.volume)
    assert flow == pytest.approx(2**0.75)


def test_what_is_given_per_kg_follows_weight_alone():
    adult, child = (compartments(kinetics_of("naloxone"), Patient(weight=weight)) for weight in (70, 35))
    assert child.volume == pytest.approx(adult.volume / 2)
    assert child.elimination == pytest.approx(adult.elimination)


@pytest.mark.parametrize(
    ("agent", "unit", "central", "further"),
    [("propofol", 60, 0.119, [(0.112, 0.055), (0.042, 0.0033)]), ("lorazepam", 3600, 0.1054, [(1.137, 1.043)])],
)
def test_compartments_out_of_rates_have_these_rates(agent, unit, central, further):
    body = compartments(kinetics_of(agent), Patient())
    assert body.elimination == pytest.approx(central / unit)
    assert list(body.peripheral) == [pytest.approx((out / unit, back / unit)) for out, back in further]
