"""Coherence between muscles."""

import numpy as np
import xarray as xr

from ..signals.checks import sampling
from .healthy_comparison import with_standard_error
from .spectrum import SEGMENT, coherence


def intermuscular_coherence(
    voltage: xr.DataArray, first: str, others: list[str], segment: float = SEGMENT
) -> xr.Dataset:
    """``coherence`` of the rectified EMG of one muscle with that of others, over (muscle, frequency).

    voltage: (muscle, time) V with a regular coordinate ``time`` in s. first, others: its muscles. segment: s.
    Returns: the Dataset of ``coherence``, with reason over (muscle), and spread: the standard error of Fisher's
    transform arctanh(sqrt(coherence)), by the jackknife over segments, since that of theory is too small for EMG that
    comes in bursts. A silent muscle, or fewer than 30 effective segments, gives NaN and the reason. Raises ValueError
    for a muscle that is not there, no other muscle, NaN, clipped EMG, uneven times, and a rate below 500 Hz.
    Source: as of ``coherence``; Grosse et al. 2003, Mov Disord 18:1345 (rectified EMG of hand and forearm); Bokil et
    al. 2007, J Neurosci Methods 159:337 (jackknife).
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
