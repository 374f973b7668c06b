"""Whether an EMG was rectified, or is only its envelope."""

import numpy as np
from scipy.signal import welch

FLOOR = 0.2  # of the high values, that the low ones of a rectified signal stay below
FAST = 100.0  # Hz, above which an envelope has nothing
SHARE = 0.1  # of the power that a rectified EMG has there; convention of this project

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
        'raw'; 'rectified', if all values have one sign and many are near 0; 'envelope', if in addition hardly anything
        is faster than 100 Hz.

    Notes
    -----
    A raw EMG with an offset has values of one sign, too, but none near 0.

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
    frequency, density = welch(size, rate, nperseg=min(size.size, max(round(rate / 4), 8)))
    fast = density[frequency >= FAST].sum()
    return RECTIFIED if fast > SHARE * density.sum() else ENVELOPE
