"""GABA-B receptors of the target cell."""

import pytest


def test_largest_gaba_b_conductance_grows_with_the_cell(values_of, units_of):
    values = values_of()["cells.gaba_b_maximum"]
    small, large = (units_of(lambda p, c=c: p.cell_class == c)[0] for c in ("l23", "giant"))
    assert values[large] / values[small] == pytest.approx(4)
