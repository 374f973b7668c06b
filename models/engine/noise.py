"""Counter-based random numbers: the same integers in numpy and C++, whatever the number of threads or workers.

Philox2x32-10 (salmon2011): the counter is (unit and stream, step), the key is the seed.
"""

from importlib.resources import files

import numpy as np

MULTIPLIER = np.uint64(0xD256D193)
WEYL = 0x9E3779B9
WORD = np.uint64(0xFFFFFFFF)
STREAM_SHIFT = 24
MAXIMAL_SEED = 2**31 - 1
HEADER = files(__package__) / "cpp" / "noise.hpp"


def philox2x32(low: np.ndarray, high: np.ndarray, key: int) -> tuple[np.ndarray, np.ndarray]:
    """Apply ten rounds of Philox to counters of two 32-bit words.

    Parameters
    ----------
    low : numpy.ndarray
        Lower words of the counters, any shape.
    high : numpy.ndarray
        Higher words of the counters, of a shape that broadcasts with ``low``.
    key : int
        Key of 32 bits.

    Returns
    -------
    low, high : numpy.ndarray
        The two words of the result, uint64.

    References
    ----------
    salmon2011

    Examples
    --------
    The published test vector:

    >>> [hex(int(word)) for word in philox2x32(np.zeros(()), np.zeros(()), 0)]
    ['0xff1dae59', '0x6cd10df2']
    """
    low, high = np.broadcast_arrays(np.asarray(low, np.uint64), np.asarray(high, np.uint64))
    for turn in range(10):
        product = MULTIPLIER * low
        low = (product >> np.uint64(32)) ^ np.uint64((key + turn * WEYL) & 0xFFFFFFFF) ^ high
        high = product & WORD
    return low, high


def gaussian(unit: np.ndarray, step: np.ndarray, stream: int, seed: int) -> np.ndarray:
    """Draw standard normal numbers, one for each unit, step, stream and seed.

    Parameters
    ----------
    unit : numpy.ndarray
        Numbers of units, below 2^24.
    step : numpy.ndarray
        Numbers of steps, of a shape that broadcasts with ``unit``.
    stream : int
        A :class:`~disinhibition.models.parameters.random_streams.NoiseStream`.
    seed : int
        Seed of the run, 0 to 2^31 - 1.

    Returns
    -------
    numpy.ndarray
        Numbers, float32.

    Notes
    -----
    Box and Muller's transform, computed in double and rounded to single precision, as in the C++ twin
    ``philox_gaussian`` of cpp/noise.hpp: both agree within one unit in the last place.

    Examples
    --------
    >>> drawn = gaussian(np.arange(100_000), np.zeros(1), stream=0, seed=1)
    >>> round(float(drawn.mean()), 1), round(float(drawn.std()), 1)
    (-0.0, 1.0)
    """
    counter = np.asarray(unit, np.uint64) | np.uint64(int(stream) << STREAM_SHIFT)
    low, high = philox2x32(counter, np.asarray(step, np.uint64) & WORD, int(seed))
    radius = (low.astype(np.float64) + 0.5) * 2.0**-32
    angle = (high.astype(np.float64) + 0.5) * 2.0**-32
    return (np.sqrt(-2.0 * np.log(radius)) * np.cos(6.283185307179586 * angle)).astype(np.float32)
