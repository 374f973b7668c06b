"""Whether the bursts of a muscle are the potential of one motor unit, as in fasciculations: all look alike."""

import numpy as np
import xarray as xr

from ..signals.checks import check_samples, check_unclipped
from ..signals.counted import counted
from ..signals.epochs import cut, positions
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from ..signals.recorded import whole_sweeps

WINDOW = 0.010  # s to either side of the largest sample that are compared
ALIKE = 0.9  # correlation of the waveforms, above which they are of one unit (textbook)
NARROW = 20.0  # ms, a longer burst holds more than one potential (textbook)
LEAST = 5  # bursts


def single_unit(emg: np.ndarray, rate: float, bursts: xr.Dataset) -> xr.Dataset:
    """Whether the bursts of a muscle are the potential of one motor unit, as in fasciculations.

    Every burst is correlated with the mean of the others, peak upon peak.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    bursts : xarray.Dataset
        Bursts of this muscle over (burst): onset (s after the first sample) and duration (ms).

    Returns
    -------
    xarray.Dataset
        Scalars: ``correlation`` and ``width`` (ms), medians over bursts; ``single_unit``, 1 for a correlation above
        0.9 and a width below 20 ms, else 0; ``reason``. With fewer than 5 bursts with 10 ms recorded to either side of
        their peak numbers are NaN, ``single_unit`` with them, and ``reason`` says why.

    Raises
    ------
    ValueError
        The EMG has infinite samples, is clipped or sampled below 500 Hz, or a burst lies outside the recording.

    Notes
    -----
    The rule is that of ``diagnosis/tables/diagnosis.yaml``; alignment and least number are conventions of this project.
    """
    emg = np.asarray(emg, dtype=float)
    check_samples(emg, rate)
    check_unclipped(emg, "EMG")
    onset, duration = bursts["onset"].values.astype(float), bursts["duration"].values.astype(float)
    first = np.rint(onset * rate).astype(int)
    last = np.maximum(np.rint((onset + duration / 1e3) * rate).astype(int), first + 1)
    if first.size and not (first.min() >= 0 and last.max() <= emg.size):
        raise ValueError("a burst lies outside the recording; give the bursts of this muscle, from its first sample")
    size = np.nan_to_num(np.abs(emg))
    peak = np.array([i + int(size[i:j].argmax()) for i, j in zip(first, last, strict=True)], dtype=int)
    reach = round(WINDOW * rate)
    peak = np.unique(peak[(peak >= reach) & (peak < emg.size - reach)])
    peak = peak[whole_sweeps(emg[None], peak - reach, 2 * reach + 1)]
    likeness = width = float("nan")
    alike = Finding(None, f"{counted(peak.size, 'burst')}, {LEAST} needed")
    if peak.size >= LEAST:
        shape = cut(emg, positions(peak / rate, rate, emg.size, 0, 0), -reach, reach + 1)
        shape = shape - shape.mean(axis=1, keepdims=True)
        others = shape.sum(axis=0) - shape
        scale = np.sqrt((shape**2).sum(axis=1) * (others**2).sum(axis=1))
        likeness = float(np.median((shape * others).sum(axis=1) / scale))
        width = float(np.median(duration))
        alike = Finding(likeness > ALIKE and width < NARROW)
    return xr.Dataset(
        {
            "correlation": labelled((), likeness, "1", "correlation of a burst with the others, median"),
            "width": labelled((), width, "ms", "duration of the bursts, median"),
            **finding_variables("single_unit", "of one unit", alike),
        }
    )
