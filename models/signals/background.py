"""The EEG of the cortex that is not modelled, as noise of the electrodes."""

import numpy as np

from ..parameters.random_streams import instrument_generator
from ..parameters.sourced import load_table
from .recording import SIGNAL_RATE


def eeg_background(electrodes: tuple[str, ...], samples: int, seed: int) -> np.ndarray:
    """Draw the background of some electrodes.

    Parameters
    ----------
    electrodes : tuple of str
        Their names. The noise of an electrode depends on the seed and on its name only.
    samples : int
        Number of samples at ``SIGNAL_RATE``.
    seed : int
        Seed of the run.

    Returns
    -------
    numpy.ndarray
        Potential (electrode, sample) in V.

    Notes
    -----
    The noise is Gaussian. Its power falls with 1/f from ``slowest`` on, and a share ``rhythm_share`` of its variance
    is a peak at ``rhythm``. A share ``shared`` is common to all electrodes, because neighbouring electrodes see much of
    the same. All numbers are in the table ``field``. A recording shorter than one period of the slowest wave has no
    background: its spectrum would have no line where most of the power lies.

    Examples
    --------
    >>> eeg_background(("C3", "C4"), 4000, seed=1).shape
    (2, 4000)
    """
    table = load_table("field")["background"]
    if samples < SIGNAL_RATE / table["slowest"].si:
        return np.zeros((len(electrodes), samples))
    frequency = np.fft.rfftfreq(samples, 1 / SIGNAL_RATE)
    slow = np.where(frequency >= table["slowest"].si, 1 / np.maximum(frequency, table["slowest"].si), 0.0)
    peak = np.exp(-0.5 * ((frequency - table["rhythm"].si) / table["width"].si) ** 2)
    part = table["rhythm_share"].si
    size = np.sqrt((1 - part) * slow / slow.sum() + part * peak / peak.sum())
    white = np.array([_white(name, samples, seed) for name in (*electrodes, "scalp")])
    shaped = np.fft.irfft(np.fft.rfft(white) * size * np.sqrt(frequency.size), samples)
    common = table["shared"].si
    mixed = np.sqrt(common) * shaped[-1] + np.sqrt(1 - common) * shaped[:-1]
    return table["amplitude"].si * mixed


def _white(name: str, samples: int, seed: int) -> np.ndarray:
    return instrument_generator(seed, name).standard_normal(samples)
