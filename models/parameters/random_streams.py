"""Names of all random streams of the model: what is drawn, and from which seed.

Two draws with one seed are independent because each has a stream of its own. A stream is known to the generators by
its number, so that a number of this file must never change: it would change every result.
"""

import hashlib
import zlib
from enum import IntEnum

import numpy as np


class DrawStream(IntEnum):
    """Streams of what numpy draws before a run, from the wiring seed or from the seed of the run.

    Attributes
    ----------
    BIAS_CURRENT
        Bias currents of all units; wiring seed.
    TRIAL_JITTER
        Shifts of the trials of jittered stimuli; seed of the run.
    KICK_SPREAD
        Relative effect of a stimulus on every unit; wiring seed.
    """

    BIAS_CURRENT = 1
    TRIAL_JITTER = 2
    KICK_SPREAD = 3


class NoiseStream(IntEnum):
    """Streams of the counter-based noise of a run (:func:`~disinhibition.models.engine.noise.gaussian`).

    Attributes
    ----------
    BACKGROUND
        Background conductance of every unit, one number a slow step.
    FLUCTUATION
        Slow fluctuation that the units of a population share.
    INITIAL_POTENTIAL
        Membrane potentials at the start of a run.
    INITIAL_FLUCTUATION
        Shared fluctuation of every population at the start of a run.
    INITIAL_BACKGROUND
        Background conductance of every unit at the start of a run.
    """

    BACKGROUND = 0
    FLUCTUATION = 1
    INITIAL_POTENTIAL = 2
    INITIAL_FLUCTUATION = 3
    INITIAL_BACKGROUND = 4


def numbered_generator(seed: int, stream: DrawStream) -> np.random.Generator:
    """Give the numpy generator of one numbered stream of a seed.

    Parameters
    ----------
    seed : int
        Wiring seed or seed of the run, whichever the stream belongs to; not negative.
    stream : DrawStream
        What is drawn.

    Returns
    -------
    numpy.random.Generator
        PCG64 generator at the beginning of the stream.

    Examples
    --------
    >>> first, again = (numbered_generator(1, DrawStream.TRIAL_JITTER).uniform() for _ in range(2))
    >>> first == again
    True
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, int(stream)])))


def instrument_generator(seed: int, muscle: str) -> np.random.Generator:
    """Give the numpy generator of the noise of the instrument that records a muscle.

    Parameters
    ----------
    seed : int
        Seed of the run; not negative.
    muscle : str
        Name of the muscle. The stream is the CRC-32 of its text.

    Returns
    -------
    numpy.random.Generator
        PCG64 generator at the beginning of the stream.

    Examples
    --------
    >>> instrument_generator(1, "right_fdi").uniform() == instrument_generator(1, "left_fdi").uniform()
    False
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(muscle.encode())])))


def named_generator(seed: int, name: str) -> np.random.Generator:
    """Give the numpy generator of the stream that belongs to a name, such as that of a projection or a table number.

    What is drawn for one name does not depend on which other names exist.

    Parameters
    ----------
    seed : int
        Wiring seed or number of a draw; not negative.
    name : str
        Any text. The stream is the first 64 bits of its SHA-256.

    Returns
    -------
    numpy.random.Generator
        PCG64 generator at the beginning of the stream.

    Examples
    --------
    >>> named_generator(1, "receptors.ampa.decay").uniform() == named_generator(1, "receptors.nmda.decay").uniform()
    False
    """
    stream = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, stream])))
