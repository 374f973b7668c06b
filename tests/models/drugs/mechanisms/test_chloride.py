"""Chloride loading: E_Cl rises with the logarithm of the GABA-A charge onto principal cells, in its reading only."""

import pytest

from disinhibition.models.condition.places import REGIONS
from disinhibition.models.drugs.drug_tables import shared_numbers
from disinhibition.models.drugs.mechanisms.chloride import chloride_load
from disinhibition.models.parameters.sourced import replaced_tables
from disinhibition.models.parameters.table_numbers import tables_with


@pytest.mark.parametrize(("charge", "doublings"), [(2.0, 1), (8.0, 3)])
def test_every_doubling_of_the_charge_shifts_the_reversal_by_the_same_step(charge: float, doublings: int) -> None:
    step = shared_numbers("chloride")["load"].value
    found = chloride_load({"receptors.gaba_a.all": charge})
    assert found == {f"chloride.{region}": pytest.approx(-75 + step * doublings) for region in REGIONS}


def test_size_and_duration_onto_principal_cells_make_the_charge_of_a_region() -> None:
    found = chloride_load({"decay.gaba_a.cortex": 2.0, "receptors_onto.principal.gaba_a.cortex": 0.75})
    assert set(found) == {"chloride.cortex"}
    assert chloride_load({"receptors_onto.interneuron.gaba_a.cortex": 4.0}) == {}


def test_less_charge_does_not_lower_the_reversal() -> None:
    assert chloride_load({"receptors.gaba_a.all": 0.5}) == {}


def test_chloride_is_loaded_only_in_its_reading(factors) -> None:
    assert not [key for key in factors(phenobarbital=144) if key.startswith("chloride")]
    assert -75 < factors({"chloride_load": "on"}, phenobarbital=144)["chloride.cortex"] < -65


def test_the_reversal_is_shifted_from_the_number_that_the_model_runs_with() -> None:
    step = shared_numbers("chloride")["load"].value
    with replaced_tables(tables_with({"receptors.gaba_a_fast.reversal": -72.0})):
        assert chloride_load({"decay.gaba_a.cortex": 2.0}) == {"chloride.cortex": pytest.approx(-72 + step)}
