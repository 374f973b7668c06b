"""Two muscles of one joint: do they jerk together or in turn?"""

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy.ndimage import uniform_filter1d
from scipy.signal import correlate, correlation_lags

from ..signals.checks import check_unclipped, sampling
from ..signals.event_checks import check_onsets
from ..signals.recorded import bridged

SMOOTH = 0.020  # s, moving mean of the rectified EMG
MARGIN = 0.050  # s before and after a jerk that belong to it
LONGEST_LAG = 0.100  # s, half a period of alternation down to 5 Hz
CLEAR = 0.2  # correlation at lag 0 from which the pair counts as together or in turn; convention of this project


@dataclass(frozen=True)
class Coactivation:
    """How two muscles of one joint jerk.

    Attributes
    ----------
    onset_difference, onset_difference_iqr : float
        Time in ms by which the antagonist follows the agonist, median over jerks, and its interquartile range.
    both : int
        Jerks in which both muscles take part.
    share : float
        Their share of the jerks in which either does.
    correlation : float
        Correlation of the envelopes at lag 0.
    lowest_correlation : float
        The largest negative correlation, 0 if none is negative.
    lowest_lag : float
        Time in ms by which the antagonist then follows.
    pattern : str
        'coactivation', 'alternation', or '' where neither is clear.
    """

    onset_difference: float
    onset_difference_iqr: float
    both: int
    share: float
    correlation: float
    lowest_correlation: float
    lowest_lag: float
    pattern: str


def coactivation(bursts: xr.Dataset, voltage: xr.DataArray, agonist: str, antagonist: str) -> Coactivation:
    """Whether agonist and antagonist jerk together or in turn.

    The rectified EMG is smoothed by a moving mean of 20 ms and correlated from 50 ms before to 50 ms after every jerk
    of the pair, each stretch less its mean; rest between jerks would hide that they alternate. Products are summed over
    jerks before they are divided, so large jerks weigh more. Lags reach 100 ms. Muscles jerk together from a
    correlation at lag 0 of 0.2 on, and in turn from -0.2 downwards.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), duration (ms), muscle and jerk.
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with a regular coordinate ``time`` in s.
    agonist, antagonist : str
        Names of the two muscles.

    Returns
    -------
    Coactivation
        Without jerks of the pair numbers are NaN, ``both`` is 0 and ``pattern`` ''. Where one muscle is silent,
        ``share`` is 0, the onset difference NaN, and the correlation that of its noise, NaN if it has none.

    Raises
    ------
    ValueError
        The EMG has infinite samples, is clipped, sampled below 500 Hz or at uneven times, lacks a muscle, or a burst
        lies outside it.

    Notes
    -----
    A jerk near which something was not recorded (NaN) takes no part in the correlation. The correlation from which a
    pattern is clear is a convention of this project.
    """
    rate, origin = sampling(voltage)
    leading, following = (_envelope(voltage, name, rate) for name in (agonist, antagonist))
    names, jerk = bursts["muscle"].values.astype(str), bursts["jerk"].values
    onset = bursts["onset"].values
    check_onsets(onset)
    end = onset + bursts["duration"].values / 1e3
    first, second, pair = (np.isin(names, wanted) for wanted in ([agonist], [antagonist], [agonist, antagonist]))
    either = np.unique(jerk[pair])
    common = np.intersect1d(jerk[first], jerk[second])
    difference = np.array(
        [1e3 * (onset[second & (jerk == index)].min() - onset[first & (jerk == index)].min()) for index in common]
    )
    low, middle, high = np.percentile(difference, (25, 50, 75)) if common.size else (np.nan, np.nan, np.nan)
    share = common.size / either.size if either.size else float("nan")
    edges = [(onset[pair & (jerk == index)].min(), end[pair & (jerk == index)].max()) for index in either]
    stretches = np.array(edges, dtype=float).reshape(-1, 2) - origin
    lags, correlation = _correlation(leading, following, rate, stretches)
    here = float(correlation[lags == 0][0])
    lowest = int(np.argmin(correlation))
    negative = bool(correlation[lowest] < 0)
    return Coactivation(
        onset_difference=float(middle),
        onset_difference_iqr=float(high - low),
        both=int(common.size),
        share=share,
        correlation=here,
        lowest_correlation=float(min(correlation[lowest], 0.0)),
        lowest_lag=1e3 * float(lags[lowest]) / rate if negative else float("nan"),
        pattern="coactivation" if here >= CLEAR else "alternation" if here <= -CLEAR else "",
    )


def _envelope(voltage: xr.DataArray, name: str, rate: float) -> np.ndarray:
    names = voltage["muscle"].values.astype(str).tolist()
    if name not in names:
        raise ValueError(f"no muscle '{name}' in the recording; there are {', '.join(names)}")
    trace = voltage.isel(muscle=names.index(name)).values.astype(float)
    check_unclipped(trace, f"EMG of '{name}'")
    smoothed = uniform_filter1d(np.abs(bridged(trace)), round(SMOOTH * rate), mode="reflect")
    return np.where(np.isnan(trace), np.nan, smoothed)


def _correlation(
    agonist: np.ndarray, antagonist: np.ndarray, rate: float, stretches: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lags (samples by which the antagonist follows) and the correlation of two envelopes over (stretch, 2) s."""
    longest = round(LONGEST_LAG * rate)
    product, power = np.zeros(2 * longest + 1), np.zeros(2)
    for begin, end in stretches:
        if begin < 0 or end > agonist.size / rate:
            raise ValueError(
                f"a jerk {begin:g} s after the start is outside the recording; give the bursts of this one"
            )
        inside = slice(max(round((begin - MARGIN) * rate), 0), round((end + MARGIN) * rate))
        leading, following = (envelope[inside] - envelope[inside].mean() for envelope in (agonist, antagonist))
        if np.isnan(leading).any() or np.isnan(following).any():
            continue
        lags = correlation_lags(following.size, leading.size)
        kept = np.abs(lags) <= longest
        product[lags[kept] + longest] += correlate(following, leading)[kept]
        power += (leading**2).sum(), (following**2).sum()
    scale = float(np.sqrt(power.prod()))
    return np.arange(-longest, longest + 1), product / scale if scale > 0 else np.full(product.size, np.nan)
