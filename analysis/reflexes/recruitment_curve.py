"""Recruitment curve: size of a response against the strength of the stimulus."""

import numpy as np
import xarray as xr

from ..signals.counted import counted
from ..signals.labels import labelled

LEAST = 50e-6  # V peak to peak, a response that counts for the threshold (rossini2015)


def recruitment_curve(strength: np.ndarray, amplitude: np.ndarray, least: float = LEAST) -> xr.Dataset:
    """Size of a response against the strength of the stimulus, its threshold and its maximum.

    Parameters
    ----------
    strength : numpy.ndarray
        Strength (trial,) in any unit, in any order.
    amplitude : numpy.ndarray
        Peak to peak amplitude (trial,) in V, 0 where there was no response.
    least : float, optional
        Amplitude in V. The threshold is the lowest strength at which at least half of the responses reach it (200 uV is
        usual in a contracting muscle).

    Returns
    -------
    xarray.Dataset
        Over ``strength``, ascending: ``amplitude`` (median) and ``amplitude_iqr`` V, ``count``. Scalars: ``threshold``
        and ``strength_of_maximum`` (the lowest of equals) in the unit of strength, ``maximum`` V. Without a response as
        large as ``least`` the threshold is NaN, and ``reason`` says so. No trials have no strengths, and maximum and
        strength_of_maximum NaN, too. Nothing is extrapolated: a threshold below the lowest strength is that strength.

    Raises
    ------
    ValueError
        The rows differ in length, or hold NaN or a negative amplitude.

    References
    ----------
    rossini2015

    Examples
    --------
    >>> curve = recruitment_curve(np.array([1.0, 1.0, 2.0, 2.0]), 1e-6 * np.array([0.0, 60.0, 10.0, 30.0]))
    >>> float(curve["threshold"]), float(curve["strength_of_maximum"])
    (1.0, 1.0)
    """
    strength, amplitude = np.asarray(strength, dtype=float), np.asarray(amplitude, dtype=float)
    _check(strength, amplitude)
    levels = np.unique(strength)
    trials = [amplitude[strength == level] for level in levels]
    low, middle, high = np.array([np.percentile(own, (25, 50, 75)) for own in trials]).reshape(-1, 3).T
    reached = np.array([np.mean(own >= least) >= 0.5 for own in trials], dtype=bool)
    best = int(np.argmax(middle)) if levels.size else None
    reason = "" if reached.any() else f"no response of {1e6 * least:g} uV" if levels.size else "no trials"
    values = {
        "amplitude": ("strength", middle, "V", "peak to peak, median"),
        "amplitude_iqr": ("strength", high - low, "V", "its interquartile range"),
        "count": ("strength", np.array([own.size for own in trials], dtype=int), "1", "trials"),
        "threshold": ((), levels[reached][0] if reached.any() else np.nan, "1", "lowest strength with a response"),
        "maximum": ((), np.nan if best is None else middle[best], "V", "largest median response"),
        "strength_of_maximum": ((), np.nan if best is None else levels[best], "1", "its strength"),
    }
    values["reason"] = ((), reason, "1", "why there is no threshold")
    data = {name: labelled(dim, value, unit, word) for name, (dim, value, unit, word) in values.items()}
    axis = labelled("strength", levels, "1", "strength of the stimulus")
    return xr.Dataset(data, coords={"strength": axis})


def _check(strength: np.ndarray, amplitude: np.ndarray) -> None:
    if strength.ndim != 1 or strength.shape != amplitude.shape:
        raise ValueError(
            f"{counted(strength.size, 'strength')} and {counted(amplitude.size, 'amplitude')}; give one of each per"
            " trial"
        )
    if not np.isfinite(strength).all() or not np.isfinite(amplitude).all() or (amplitude < 0).any():
        raise ValueError("strengths and amplitudes must be numbers, amplitudes at least 0; leave failed trials out")
