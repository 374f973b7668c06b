"""Run-time values of the field electrodes: how much of each cell's current they see."""

import numpy as np

from ...circuits.connectome import Connectome
from ...parameters.sourced import load_table
from ..wiring import field_pairs


def scalp_weights(connectome: Connectome) -> np.ndarray:
    """Give the weight with which an electrode sees the current of each pyramidal cell.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.

    Returns
    -------
    numpy.ndarray
        Weight (pair,), in the order of :func:`~disinhibition.models.engine.wiring.field_pairs`.
    """
    table = load_table("field")["weight"]
    classes = [population.cell_class for population in connectome.pathway.populations]
    weights = np.array([table[name].value if name in table else 0.0 for name in classes])
    return weights[connectome.population_of][field_pairs(connectome)[0]]
