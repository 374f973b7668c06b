"""The state in which a run begins; the settling time before the recording lets it be forgotten."""

import numpy as np

from ...circuits.connectome import Connectome
from ...membrane.cells import Membranes
from ...parameters.random_streams import NoiseStream
from ..noise import gaussian


def initial_values(connectome: Connectome, cell: Membranes, seed: int) -> dict[str, np.ndarray]:
    """Give the state of every unit before the first step.

    Parameters
    ----------
    connectome : Connectome
        The drawn pathway.
    cell : Membranes
        Membrane numbers of its units.
    seed : int
        Noise seed.

    Returns
    -------
    dict[str, numpy.ndarray]
        State variables (unit,) in SI units.

    Notes
    -----
    Membranes are scattered between rest and threshold, vesicles are full, and background noise is in its stationary
    state."""
    units = np.arange(connectome.size)
    scatter = 0.5 + 0.15 * gaussian(units, np.zeros(1), NoiseStream.INITIAL_POTENTIAL, seed)
    populations = np.arange(len(connectome.pathway.populations))
    fluctuation = gaussian(populations, np.zeros(1), NoiseStream.INITIAL_FLUCTUATION, seed)
    return {
        "v": cell.rest + np.clip(scatter, 0, 0.9) * (cell.reset - cell.rest).clip(0),
        # A membrane spends its time about half-way to threshold, and adaptation has settled there
        "w": cell.adaptation * (cell.threshold - cell.rest) / 2,
        "vesicles": np.ones(connectome.size),
        "noise_state": gaussian(units, np.zeros(1), NoiseStream.INITIAL_BACKGROUND, seed),
        "fluctuation": fluctuation[connectome.population_of],
    }
