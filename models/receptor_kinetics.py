"""Kinetics that several receptors share."""

import numpy as np


def peak_norm(rise: float, decay: float) -> float:
    """Factor that makes the difference of two exponentials (times in s) peak at 1.

    Example: ``peak_norm(0.003, 0.08)`` is 1.19.
    """
    peak_time = rise * decay / (decay - rise) * np.log(decay / rise)
    return float(1 / (np.exp(-peak_time / decay) - np.exp(-peak_time / rise)))
