"""An EMG without the potentials of motor units whose shapes are known, so that none lengthens a burst beside it."""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.signal import find_peaks, oaconvolve

from .unit_trains import ALIKE, MOSTLY

LARGE = 6.0  # SDs of noise that a potential exceeds, as far as it has the shape


def without_units(emg: np.ndarray, shapes: Sequence[np.ndarray], rest: float) -> np.ndarray:
    """Take off what correlates with a known shape by more than 0.9.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V; NaN where it was not recorded.
    shapes : sequence of numpy.ndarray
        Shapes of potentials (sample,) of energy 1, as ``unit_shapes`` gives them.
    rest : float
        RMS at rest, V.

    Returns
    -------
    numpy.ndarray
        The EMG less these potentials, each of the size that fits. Potentials that lie upon a burst stay, since its EMG
        spoils their shape.

    Notes
    -----
    The likeness is that of ``unit_potentials``: of the energy under the shape that of the noise does not count. What is
    taken off is twice as long as the shape.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> shape = np.sin(np.linspace(0, 2 * np.pi, 21)) / np.sqrt(10)
    >>> emg = 1e-6 * rng.standard_normal(2000)
    >>> emg[500:521] += 1e-4 * shape
    >>> float(np.abs(emg).max()) > 2e-5, float(np.abs(without_units(emg, [shape], 1e-6)).max()) < 5e-6
    (True, True)
    """
    left = emg.astype(float)
    for shape in shapes:
        if shape.size > left.size:
            continue
        known = np.nan_to_num(left)
        size = np.maximum(oaconvolve(known, shape[::-1], "valid"), 0.0)
        half = shape.size // 2
        energy = shape.size * uniform_filter1d(known**2, shape.size, mode="constant")[half : half + size.size]
        own = np.maximum(energy - shape.size * rest**2, MOSTLY * energy)
        likeness = np.divide(size, np.sqrt(np.maximum(own, 0.0)), out=np.zeros_like(size), where=own > 0)
        size[likeness <= ALIKE] = 0.0
        first, _ = find_peaks(size, height=max(LARGE * rest, np.finfo(float).tiny), distance=half + 1)
        whole = first[(first >= half) & (first + shape.size + half <= left.size)]
        if not whole.size:
            continue
        # A potential is longer than what is compared; its median over all is free of what else the muscle does
        wide = whole[:, None] + np.arange(-half, shape.size + half)
        potential = np.nan_to_num(np.nanmedian(left[wide] / size[whole, None], axis=0))
        # Its slope shifts it by a part of a sample
        basis = np.stack([potential, np.gradient(potential)])
        core = slice(half, half + shape.size)
        fits = left[wide[:, core]] @ np.linalg.pinv(basis[:, core])
        for columns, fit in zip(wide, fits, strict=True):
            left[columns] -= fit @ basis
    return left
