"""Coherence between muscles."""

import numpy as np
import xarray as xr

from ..signals.checks import sampling
from .healthy_comparison import with_standard_error
from .spectrum import SEGMENT, coherence


def intermuscular_coherence(
    voltage: xr.DataArray, first: str, others: list[str], segment: float = SEGMENT
) -> xr.Dataset:
    """Coherence of the rectified EMG of one muscle with that of others.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with a regular coordinate ``time`` in s.
    first : str
        Name of the muscle.
    others : list of str
        Names of the muscles that it is compared with.
    segment : float, optional
        Length of the segments, s.

    Returns
    -------
    xarray.Dataset
        ``coherence`` over (muscle, frequency), with ``reason`` over (muscle) and the ``standard_error`` of
        ``with_standard_error``. A silent muscle, or fewer than 30 effective segments, gives NaN and the reason.

    Raises
    ------
    ValueError
        A muscle is not there, no other muscle is named, or the EMG has infinite samples, is clipped, or sampled below
        500 Hz or at uneven times.

    References
    ----------
    halliday1995, grosse2003, bokil2007
    """
    known = voltage["muscle"].values.astype(str).tolist()
    for name in (first, *others):
        if name not in known:
            raise ValueError(f"no muscle '{name}' in this recording; there are {', '.join(known)}")
    if not others:
        raise ValueError(f"coherence between muscles needs another one beside '{first}'")
    rate, _ = sampling(voltage)
    rectified = {name: np.abs(voltage.sel(muscle=name).values.astype(float)) for name in (first, *others)}
    pairs = [(rectified[first], rectified[name]) for name in others]
    spectra = [with_standard_error(coherence(*pair, rate, segment), *pair, rate, segment) for pair in pairs]
    # All have the same length, hence the same limit and number of segments
    kept = ["coherence", "phase", "reason", "standard_error"]
    return xr.concat(spectra, xr.Variable("muscle", np.array(others, dtype=str)), data_vars=kept)
