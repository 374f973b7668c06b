"""GABA-B receptor of the target cell: slow, cooperative, as large as the cell."""

import numpy as np
import pytest

from disinhibition.models.membrane.receptors.gaba_b import GABA_B
from disinhibition.models.parameters.sourced import load_table


def test_largest_gaba_b_conductance_grows_with_the_cell(values_of, units_of):
    values = values_of()["cells.gaba_b_maximum"]
    small, large = (units_of(lambda p, c=c: p.cell_class == c)[0] for c in ("l23", "giant"))
    assert values[large] / values[small] == pytest.approx(4)


def _conductance(found) -> np.ndarray:
    """Share of the largest conductance, as the receptor's own formula has it."""
    names = {"activation4": found["activation4"], "gaba_b_half4": found["gaba_b_half4"]}
    return eval(GABA_B.conductance, names | {"gain_gaba_b": 1.0, "gaba_b_maximum": 1.0})


def test_activation_is_the_difference_of_two_exponentials(after_spike) -> None:
    found, entry = after_spike(GABA_B, 1.0), load_table("receptors")["gaba_b"]
    late = found["time"] - 5e-4
    shape = np.exp(-late / entry["decay"].si) - np.exp(-late / entry["rise"].si)
    np.testing.assert_allclose(found["activation"], found["gaba_b_norm"] * shape, atol=1e-9)


def test_conductance_is_the_fourth_power_hill_function_so_that_one_spike_does_little(after_spike) -> None:
    found = after_spike(GABA_B, 1.0)
    s4 = found["activation"] ** load_table("receptors")["gaba_b"]["hill"].value
    np.testing.assert_allclose(_conductance(found), s4 / (s4 + 1), rtol=1e-12)
    assert load_table("receptors")["gaba_b"]["hill"].value == 4, "the equation has this power"
    weak = {**found, "activation4": (0.1 * found["activation"]) ** 4}
    assert _conductance(weak).max() < 1e-3 * _conductance(found).max()


def test_activation_of_one_spike_peaks_at_its_weight(after_spike) -> None:
    assert after_spike(GABA_B, 1.0)["activation"].max() == pytest.approx(1, abs=1e-3)


def test_gain_and_size_of_the_cell_multiply_the_conductance(after_spike) -> None:
    names = {"activation4": 0.5, "gaba_b_half4": 1.5, "gain_gaba_b": 3.0, "gaba_b_maximum": 8.0}
    assert eval(GABA_B.conductance, names) == pytest.approx(3 * 8 * 0.5 / (0.5 + 1.5))


def test_largest_conductance_is_the_share_of_the_leak_that_the_table_has(values_of, right_membranes) -> None:
    share = load_table("receptors")["gaba_b"]["maximum"].value
    np.testing.assert_allclose(values_of()["cells.gaba_b_maximum"], share * right_membranes.leak)
    assert values_of()["cells.potassium_reversal"] == pytest.approx(-92e-3)
