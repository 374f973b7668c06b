"""Counter-based random numbers: the same integers in numpy and C++, whatever the number of threads or workers.

Philox2x32-10 of Salmon, Moraes, Dror and Shaw (2011): the counter is (unit and stream, step), the key is the seed.
"""

from importlib.resources import files

import numpy as np

MULTIPLIER = np.uint64(0xD256D193)
WEYL = 0x9E3779B9
WORD = np.uint64(0xFFFFFFFF)
STREAM_SHIFT = 24
MAXIMAL_SEED = 2**31 - 1
HEADER = files(__package__) / "noise.hpp"


def philox2x32(low: np.ndarray, high: np.ndarray, key: int) -> tuple[np.ndarray, np.ndarray]:
    """Ten rounds of Philox on counters of two 32-bit words; returns the two words as uint64 arrays.

    Example: ``philox2x32(0, 0, 0)`` is ``(0xff1dae59, 0x6cd10df2)``, the published test vector.
    """
    low, high = np.broadcast_arrays(np.asarray(low, np.uint64), np.asarray(high, np.uint64))
    for turn in range(10):
        product = MULTIPLIER * low
        low = (product >> np.uint64(32)) ^ np.uint64((key + turn * WEYL) & 0xFFFFFFFF) ^ high
        high = product & WORD
    return low, high


def gaussian(unit: np.ndarray, step: np.ndarray, stream: int, seed: int) -> np.ndarray:
    """Standard normal numbers, one per (unit, step, stream, seed), by Box and Muller's transform.

    ``unit`` below 2^24, ``seed`` from 0 to 2^31 - 1. Computed in double and rounded to single precision, like the C++
    twin ``philox_gaussian`` in noise.hpp, so that both agree within one unit in the last place.
    """
    counter = np.asarray(unit, np.uint64) | np.uint64(int(stream) << STREAM_SHIFT)
    low, high = philox2x32(counter, np.asarray(step, np.uint64) & WORD, int(seed))
    radius = (low.astype(np.float64) + 0.5) * 2.0**-32
    angle = (high.astype(np.float64) + 0.5) * 2.0**-32
    return (np.sqrt(-2.0 * np.log(radius)) * np.cos(6.283185307179586 * angle)).astype(np.float32)
