"""Whether a voltage can come from a body: a wrong unit is found here, before it looks like physiology."""

import numpy as np

from ...errors import UserError

LARGEST = 0.1  # V; surface EMG reaches some 10 mV, EEG and its artefacts less
SHARE = 0.01  # of the samples; what exceeds LARGEST more often is no artefact but a unit


def implausible(trace: np.ndarray, what: str) -> np.ndarray:
    """Find samples that no body can have made, and refuse a channel that consists of them.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), V. NaN is passed over.
    what : str
        Name of the signal for the message.

    Returns
    -------
    numpy.ndarray
        True (time,) for samples further than 0.1 V from the median.

    Raises
    ------
    UserError
        More than 1 % of the samples are.

    Notes
    -----
    The limit is a convention of this project. The offset of an electrode may be larger than the signal, so that samples
    are compared with their median.

    Examples
    --------
    >>> implausible(np.array([10.0, 12.0, 9.0]), "EMG of 'right_fdi'")
    Traceback (most recent call last):
    disinhibition.errors.UserError: EMG of 'right_fdi' spans 3 V, but no muscle or scalp reaches 0.1 V; say in which \
unit it was recorded, such as uV
    """
    # Of almost all channels this is all that is asked, and a copy would take as much memory as the channel
    smallest, largest = np.fmin.reduce(trace, initial=np.inf), np.fmax.reduce(trace, initial=-np.inf)
    if not largest - smallest > LARGEST:
        return np.zeros(trace.size, dtype=bool)
    there = trace[np.isfinite(trace)]
    with np.errstate(invalid="ignore"):
        far = np.abs(trace - np.median(there)) > LARGEST
    if far.sum() > SHARE * there.size:
        raise UserError(
            f"{what} spans {np.ptp(there):.3g} V, but no muscle or scalp reaches {LARGEST:g} V; "
            "say in which unit it was recorded, such as uV"
        )
    return far
