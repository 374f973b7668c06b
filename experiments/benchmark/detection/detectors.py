"""The detectors that are compared: ours first, then those of other libraries where they are installed."""

from collections.abc import Callable, Mapping
from importlib import import_module

import numpy as np

from disinhibition.analysis.emg.bursts import find_bursts
from disinhibition.analysis.signals.recorded import bridged

from ..verdicts import say
from .score import Found

Detector = Callable[[np.ndarray, float], Found]
OURS = "ours"


def ours(emg: np.ndarray, rate: float) -> Found:
    """Find bursts by ``find_bursts``.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    tuple of numpy.ndarray
        Onsets and durations (burst,), s.
    """
    found = find_bursts(emg, rate)
    return found["onset"].values, found["duration"].values / 1e3


def detectors() -> Mapping[str, Detector]:
    """All detectors that can be compared here.

    Returns
    -------
    mapping of str to callable
        Name to a function of EMG (time,) and rate. Those of other libraries get uV, since some of their constants mean
        numbers of that size, with gaps bridged by straight lines, since they take no NaN. NeuroKit2 and BioSPPy are in
        the extra dev.
    """
    found: dict[str, Detector] = {OURS: ours}
    try:
        libraries: Mapping[str, Detector] = import_module(".libraries", __package__).LIBRARIES
    except ImportError as error:
        say(f"other libraries are left out ({error}); pip install 'disinhibition[dev]' brings them")
        return found
    return found | {name: _bridging(detector) for name, detector in libraries.items()}


def _bridging(detector: Detector) -> Detector:
    return lambda emg, rate: detector(1e6 * bridged(emg), rate)
