"""How a response changes with what came before it: habituation, and a conditioning stimulus."""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.stats import linregress

from ..signals.intervals import CONFIDENCE
from ..signals.labels import labelled

RESAMPLES = 2000  # of the bootstrap; the ends of the interval are then known to about a fiftieth of its width


@dataclass(frozen=True)
class Ratio:
    """Conditioned over test response.

    Attributes
    ----------
    ratio : float
        The ratio of the medians.
    low, high : float
        Ends of its 95 % interval.
    test, conditioned : int
        Numbers of trials.
    reason : str
        Why the ratio or its interval is NaN; empty if neither is.
    """

    ratio: float
    low: float
    high: float
    test: int
    conditioned: int
    reason: str


def habituation(amplitude: np.ndarray) -> xr.Dataset:
    """Size of every response of a series relative to the first.

    Parameters
    ----------
    amplitude : numpy.ndarray
        Amplitudes (stimulus,) in V in the order of the stimuli, 0 where there was no response, NaN where it was not
        recorded.

    Returns
    -------
    xarray.Dataset
        Over ``stimulus``, counted from 1: ``ratio``. Scalar: ``slope``, the least-squares line of the ratio,
        1/stimulus. Without a first response every ratio is NaN, and so is the slope. Below two recorded responses the
        slope is NaN, too.

    Raises
    ------
    ValueError
        An amplitude is negative or infinite.

    Examples
    --------
    >>> habituation(np.array([4.0, 2.0, 1.0]))["ratio"].values.tolist()
    [1.0, 0.5, 0.25]
    """
    amplitude = _checked(amplitude)
    first = amplitude[0] if amplitude.size else 0.0
    ratio = amplitude / first if first > 0 else np.full(amplitude.size, np.nan)
    number = np.arange(1, amplitude.size + 1)
    known = np.isfinite(ratio)
    slope = float(linregress(number[known], ratio[known]).slope) if known.sum() > 1 else float("nan")
    return xr.Dataset(
        {
            "ratio": labelled("stimulus", ratio, "1", "size relative to the first response"),
            "slope": labelled((), slope, "1", "change of the ratio from stimulus to stimulus"),
        },
        coords={"stimulus": labelled("stimulus", number, "1", "number of the stimulus")},
    )


def conditioned_ratio(test: np.ndarray, conditioned: np.ndarray, seed: int = 0) -> Ratio:
    """Median conditioned response over median test response, with a bootstrap interval.

    It serves SICI, LICI, ICF, prepulse inhibition, reciprocal and recurrent inhibition, and conditioned H-reflexes.

    Parameters
    ----------
    test, conditioned : numpy.ndarray
        Amplitudes (trial,) in V of separate trials, 0 where there was no response. NaN, where the response was not
        recorded, is left out.
    seed : int, optional
        Seed of the resampling.

    Returns
    -------
    Ratio
        Without test responses (median 0) or trials all is NaN. With one trial of either, or test responses missing so
        often that no upper end exists, the interval is NaN. ``reason`` says which it is.

    Raises
    ------
    ValueError
        An amplitude is negative or infinite.

    Notes
    -----
    The interval is the percentile bootstrap of two independent samples; with 2000 resamples its ends are known to about
    a fiftieth of its width.

    References
    ----------
    efron1979

    Examples
    --------
    >>> conditioned_ratio(np.array([1.0, 2.0, 3.0]), np.array([0.5, 1.0, 1.5])).ratio
    0.5
    """
    test, conditioned = (values[np.isfinite(values)] for values in (_checked(test), _checked(conditioned)))
    ratio = low = high = float("nan")
    reason = "no trials" if not (test.size and conditioned.size) else ""
    if not reason and not np.median(test) > 0:
        reason = "no response to half of the test stimuli"
    if not reason:
        ratio = float(np.median(conditioned) / np.median(test))
        reason = "no interval: one trial" if min(test.size, conditioned.size) == 1 else ""
    if not reason:
        rng = np.random.default_rng(seed)
        below, above = (np.median(rng.choice(own, (RESAMPLES, own.size)), axis=1) for own in (test, conditioned))
        # scipy's bootstrap takes no infinite ratio; here one counts as the largest
        resampled = np.divide(above, below, out=np.full(RESAMPLES, np.inf), where=below > 0)
        low, high = np.quantile(resampled, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2), method="higher").tolist()
        if not np.isfinite(high):
            low = high = float("nan")
            reason = "no interval: test responses are missing too often"
    return Ratio(ratio, low, high, int(test.size), int(conditioned.size), reason)


def _checked(amplitude: np.ndarray) -> np.ndarray:
    amplitude = np.asarray(amplitude, dtype=float)
    if amplitude.ndim != 1 or (amplitude < 0).any() or np.isinf(amplitude).any():
        raise ValueError("amplitudes must be one row of numbers of at least 0; give 0 where there was no response")
    return amplitude
