"""What all units share: decays of the noise that keep its variance."""

import numpy as np
import pytest

from disinhibition.models.engine.values.shared import shared_values
from disinhibition.models.parameters.sourced import load_table

VALUES = shared_values(1e-4)


@pytest.mark.parametrize("name", ["noise", "fluctuation"])
def test_noise_keeps_a_variance_of_one(name: str) -> None:
    assert VALUES[f"{name}_keep"] ** 2 + VALUES[f"{name}_kick"] ** 2 == pytest.approx(1)


def test_noise_decays_as_an_ampa_current_and_the_fluctuation_as_the_table_says() -> None:
    assert VALUES["noise_keep"] == np.exp(-0.5e-3 / load_table("receptors")["ampa"]["decay"].si)
    assert VALUES["fluctuation_keep"] == np.exp(-5e-3 / load_table("wiring")["fluctuation_time"].si)
    half = shared_values(0.5e-4)
    assert half["noise_keep"] ** 2 == pytest.approx(VALUES["noise_keep"])
    assert half["fluctuation_keep"] == VALUES["fluctuation_keep"], "its clock does not follow dt"


def test_the_persistent_inward_current_has_the_numbers_of_the_table() -> None:
    cell = load_table("cells")["motoneuron"]
    assert VALUES["persistent_keep"] == np.exp(-0.5e-3 / cell["pic_time"].si)
    assert VALUES["persistent_slope"] == cell["pic_slope"].si
    assert VALUES["persistent_reversal"] == cell["pic_reversal"].si
