"""Field electrodes: whose currents they see."""

import numpy as np

from disinhibition.models.engine.values.electrodes import scalp_weights
from disinhibition.models.engine.wiring import field_pairs
from disinhibition.models.parameters.sourced import load_table


def test_every_cell_under_an_electrode_has_the_weight_of_its_class(right_side) -> None:
    cells, _ = field_pairs(right_side)
    classes = [right_side.pathway.populations[k].cell_class for k in right_side.population_of[cells]]
    table = load_table("field")["weight"]
    np.testing.assert_allclose(scalp_weights(right_side), [table[name].value for name in classes])
