"""How long a motoneuron's spike takes to its muscle."""

import numpy as np
from numpy.typing import ArrayLike

from ..parameters.sourced import load_table


def efferent_time(muscle: str, relative_velocity: ArrayLike = 1.0) -> np.ndarray:
    """Give the time from a spike in the motor nucleus to the spikes of the muscle fibres.

    Parameters
    ----------
    muscle : str
        Muscle without side.
    relative_velocity : array_like, optional
        Velocity of axons over that of the fastest axon of the muscle, any shape.

    Returns
    -------
    numpy.ndarray
        Time in s, in the shape of ``relative_velocity``.

    Notes
    -----
    length / velocity of the axon + delay of the neuromuscular junction. Numbers: table ``anatomy``.

    Examples
    --------
    >>> round(float(efferent_time("fdi")) * 1e3, 1)
    13.6
    """
    anatomy = load_table("anatomy")
    nerve, junction = anatomy["muscles"][muscle], anatomy["fixed"]["neuromuscular_junction"].si
    velocity = nerve["motor_velocity"].si * np.asarray(relative_velocity)
    return np.asarray(nerve["peripheral_length"].si / velocity + junction)
