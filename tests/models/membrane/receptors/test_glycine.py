"""Glycine receptor: one exponential decay."""

import numpy as np

from disinhibition.models.membrane.receptors.glycine import GLYCINE
from disinhibition.models.parameters.sourced import load_table


def test_conductance_decays_exactly(after_spike) -> None:
    found = after_spike(GLYCINE, 0.03)
    time = load_table("receptors")["glycine"]["decay"].si
    np.testing.assert_allclose(found["g_glycine"], np.exp(-found["time"] / time), rtol=1e-9)


def test_part_of_the_cord_multiplies_the_gain_of_the_cord(values_of, units_of) -> None:
    factors = {"receptors.glycine.spinal": 0.5, "receptors.glycine.lumbosacral": 0.4}
    gain = values_of(factors=factors)["cells.base_glycine"]
    low = units_of(lambda p: p.segment == "l5" or p.segment == "s1")
    np.testing.assert_allclose(gain[low], 0.2)
    np.testing.assert_allclose(gain[units_of(lambda p: p.segment == "c8")], 0.5)
