"""Numbers of the tables of drugs at other values."""

import numpy as np
import pytest

from disinhibition.errors import UserError
from disinhibition.models.drugs.dosing.patient import Patient
from disinhibition.models.drugs.dosing.regimen import Dose
from disinhibition.models.drugs.drug_numbers import drug_numbers, replaced_drug_numbers
from disinhibition.models.drugs.drug_tables import kinetics_of
from disinhibition.models.drugs.kinetics.course import course

DOSE = [Dose("fentanyl", "intravenous", 0.1)]


def plasma():
    return course(DOSE, Patient(), np.zeros(1)).total_plasma["fentanyl"][0]


def test_a_replaced_number_counts_inside_the_block_only():
    before = plasma()
    with replaced_drug_numbers({"kinetics.fentanyl.volumes.0": 10.0}):
        assert plasma() == pytest.approx(before * 12.1 / 10)
    assert plasma() == before


def test_what_is_not_replaced_stays():
    with replaced_drug_numbers({"kinetics.clonazepam.binding.benzodiazepine.half": 2.0}):
        assert kinetics_of("clonazepam")["binding"]["benzodiazepine"]["half"].value == 2
        assert kinetics_of("clonazepam")["free"].value == 0.15
        assert kinetics_of("diazepam")["binding"]["benzodiazepine"]["half"].value == 26


def test_every_guess_can_be_moved_to_both_ends_of_its_range():
    for name, number in drug_numbers().items():
        if number.confidence == "guess":
            with replaced_drug_numbers({name: number.low}), replaced_drug_numbers({name: number.high}):
                pass


@pytest.mark.parametrize(
    ("numbers", "error", "message"),
    [
        ({"kinetics.clonazepam.fre": 0.1}, UserError, "did you mean 'drug_numbers.kinetics.clonazepam.free'"),
        ({"kinetics.clonazepam.free": 0.13}, UserError, "free=0.13 is outside 0.14 to 0.18"),
        (
            {"kinetics.clonazepam.free": 0.9},
            UserError,
            "drug_numbers.kinetics.clonazepam.free=0.9 is outside 0.14 to 0.18",
        ),
    ],
)
def test_a_wrong_number_is_refused(numbers, error, message):
    with pytest.raises(error, match=message), replaced_drug_numbers(numbers):
        pass


def test_the_end_of_a_range_may_have_been_written_with_fewer_digits_and_no_more():
    number = drug_numbers()["kinetics.clonazepam.molar_mass"]
    for end, way in ((number.low, -1), (number.high, 1)):
        with replaced_drug_numbers({"kinetics.clonazepam.molar_mass": end * (1 + way * 1e-10)}):
            pass
        beyond = {"kinetics.clonazepam.molar_mass": end * (1 + way * 1e-8)}
        with pytest.raises(UserError, match="is outside"), replaced_drug_numbers(beyond):
            pass
