"""Whether an EMG was rectified, or is only its envelope."""

import numpy as np
from scipy.signal import welch

from .drift import without_drift
from .mains import FREQUENCIES

FLOOR = 0.2  # of the high values, that the low ones of a rectified signal stay below
SLOW = 2.0  # Hz, below which an offset drifts
FAST = 100.0  # Hz, above which an envelope has nothing
SHARE = 0.1  # of the power that a rectified EMG has there; convention of this project
HUM = 1.5  # Hz to either side of a harmonic of the mains that do not count
BLOCK = 0.050  # s, in which a rectified signal comes close to 0
CLOSE = 0.5  # SDs of the block

RAW, RECTIFIED, ENVELOPE = "raw", "rectified", "envelope"


def form_of(trace: np.ndarray, rate: float) -> str:
    """Tell a raw EMG from a rectified one and from an envelope.

    Parameters
    ----------
    trace : numpy.ndarray
        EMG (time,) V before any filter, NaN where it was not recorded.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    str
        'raw'; 'envelope', if all values have one sign, many are small, and hardly anything is faster than 100 Hz; or
        'rectified', if in every short stretch of such a faster signal some are close to 0.

    Notes
    -----
    A raw EMG with an offset that drifts may have one sign and small values, too. Its drift, and hum, do not count.

    Examples
    --------
    >>> noise = np.random.default_rng(0).standard_normal(4000)
    >>> form_of(noise, 2000.0), form_of(np.abs(noise), 2000.0), form_of(noise + 30, 2000.0)
    ('raw', 'rectified', 'raw')
    """
    smallest, largest = np.fmin.reduce(trace, initial=np.inf), np.fmax.reduce(trace, initial=-np.inf)
    if smallest >= largest or smallest < 0 < largest:
        return RAW
    size = np.abs(trace[np.isfinite(trace)])
    low, high = np.percentile(size, (1, 99.9))
    if low > FLOOR * high:
        return RAW
    frequency, density = welch(without_drift(size, rate, SLOW), rate, nperseg=min(size.size, max(round(rate), 8)))
    apart = [np.abs(frequency - one * np.rint(frequency / one)) for one in FREQUENCIES]
    counted = (frequency >= SLOW) & (np.minimum(*apart) > HUM)
    if density[counted & (frequency >= FAST)].sum() <= SHARE * density[counted].sum():
        return ENVELOPE
    samples = max(round(BLOCK * rate), 2)
    blocks = size[: size.size // samples * samples].reshape(-1, samples)
    return RECTIFIED if np.median(blocks.min(axis=1) - CLOSE * blocks.std(axis=1)) < 0 else RAW
