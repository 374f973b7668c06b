"""Generalised spike-and-wave complexes of the EEG before jerks."""

import numpy as np
import xarray as xr
from scipy.ndimage import uniform_filter1d
from scipy.signal import find_peaks
from scipy.stats import binomtest

from ..signals.checks import checked_eeg
from ..signals.counted import counted
from ..signals.event_checks import checked_onsets
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from ..signals.recorded import bridged, constant_where_recorded, interrupted, missing_stretches

SPIKE = (0.010, 0.035)  # s at half of its height, of a spike that lasts 20 to 70 ms (kane2017)
WAVE = (0.060, 0.250)  # s at half of its height, of a slow wave of 2 to 6 Hz or so (textbook)
FOLLOWS = 0.400  # s after the spike within which its slow wave has its peak
SMOOTH = (0.005, 0.050)  # s, moving means in which spikes and waves are looked for
HEIGHT = 5.0  # SDs of the background above its surroundings, a convention of this project
TOGETHER = 0.030  # s within which spikes of different electrodes are one discharge
SHARE = 0.5  # of the electrodes of either hemisphere that a generalised one reaches, and of the jerks that it precedes
BEFORE = 0.170  # s from spike to jerk, at most (vanderveen2022)
LEAST = 10  # jerks
SIGNIFICANT = 0.05
NORMAL = 1.4826  # SD of normal numbers over their median absolute deviation

LABELS = {
    "share": ("1", "share of jerks that a generalised spike-wave precedes"),
    "chance": ("1", "share of random times that one precedes"),
    "p_value": ("1", "chance of as large a share"),
    "complexes": ("1", "generalised spike-waves of the recording"),
}
PRECEDE = "they precede more than half of the jerks, p_value at most 0.05"


def spike_wave(potential: xr.DataArray, onset: np.ndarray) -> xr.Dataset:
    """Share of jerks that a spike-and-wave, or polyspike-wave, of both hemispheres shortly precedes.

    A complex of one electrode is a spike with a slow wave. The spike is a peak of either sign of 10 to 35 ms at half
    height; the wave has 60 to 250 ms at half height, and its peak follows within 400 ms. Both rise 5 SD of the
    background (from the median absolute deviation) above their surroundings. A complex is generalised if at least half
    of the electrodes of either hemisphere have one within 30 ms. It precedes a jerk that follows within 170 ms.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s. Names begin with left_ or right_; other
        electrodes take no part.
    onset : numpy.ndarray
        Onsets (jerk,) in s, in any order.

    Returns
    -------
    xarray.Dataset
        Scalars: ``share``, ``chance`` (share of the recording within 170 ms after a complex), ``p_value`` (binomial),
        ``complexes``, ``spike_wave`` (1 or 0), ``reason``. With fewer than 10 jerks, or a hemisphere without electrodes
        or all silent, all numbers are NaN, ``spike_wave`` with them, and ``reason`` says why.

    Raises
    ------
    ValueError
        The EEG has infinite samples, is clipped, or sampled below 500 Hz or at uneven times; or an onset is no number
        or given twice.

    Notes
    -----
    Definitions of spike, spike-and-slow-wave complex and generalised, and the time from spike to jerk, are published;
    the height is a convention of this project.

    References
    ----------
    kane2017, vanderveen2022, textbook

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time, onset = np.arange(60_000) / 1000, np.arange(1.0, 59.0, 2.0)
    >>> eeg = 5e-6 * rng.standard_normal((2, time.size))
    >>> for jerk in onset:  # a spike 30 ms before the jerk, its wave 220 ms later
    ...     eeg -= 150e-6 * np.exp(-(((time - jerk + 0.030) / 0.012) ** 2))
    ...     eeg -= 100e-6 * np.exp(-(((time - jerk - 0.190) / 0.080) ** 2))
    >>> eeg = xr.DataArray(eeg, {"electrode": ["left_hand", "right_hand"], "time": time}, ("electrode", "time"))
    >>> found = spike_wave(eeg, onset)
    >>> bool(found["spike_wave"]), float(found["share"])
    (True, 1.0)
    """
    rate, origin, signal = checked_eeg(potential)
    names = potential["electrode"].values.astype(str)
    onset = checked_onsets(onset) - origin
    sides = [signal[np.char.startswith(names, side)] for side in ("left_", "right_")]
    reason = ""
    if onset.size < LEAST:
        reason = f"{counted(onset.size, 'jerk')}, {LEAST} needed"
    elif not all(side.size and not constant_where_recorded(side).all() for side in sides):
        reason = "no electrode with a signal over one of the hemispheres"
    if reason:
        return _dataset(np.nan, np.nan, np.nan, np.nan, Finding(None, reason))
    found = _generalised([[_complexes(trace, rate) for trace in side] for side in sides])
    gaps = missing_stretches(signal.sum(axis=0), rate)
    found = found[~interrupted(found - FOLLOWS, found + FOLLOWS + WAVE[1], gaps)]
    onset = onset[~interrupted(onset - BEFORE - FOLLOWS, onset + FOLLOWS, gaps)] if gaps.size else onset
    if onset.size < LEAST:
        reason = f"{counted(onset.size, 'jerk')} around which all was recorded, {LEAST} needed"
        return _dataset(np.nan, np.nan, np.nan, np.nan, Finding(None, reason))
    # A complex that begins at the edge of the recording reaches less far
    chance = min(_covered(found, signal.shape[1] / rate - float(np.diff(gaps).sum())), 1.0)
    preceded = np.searchsorted(found, onset, side="right") - np.searchsorted(found, onset - BEFORE, side="left") > 0
    hits = int(preceded.sum())
    p_value = binomtest(hits, onset.size, chance, alternative="greater").pvalue
    share = hits / onset.size
    shown = Finding(bool(share > SHARE and p_value <= SIGNIFICANT))
    return _dataset(share, chance, float(p_value), found.size, shown)


def _complexes(trace: np.ndarray, rate: float) -> np.ndarray:
    """Times (s) of the spikes of one electrode that a slow wave follows."""
    trace = bridged(trace)
    spikes, waves = (_peaks(trace, rate, smooth, limits) for smooth, limits in zip(SMOOTH, (SPIKE, WAVE), strict=True))
    after = np.searchsorted(waves, spikes + FOLLOWS, side="right") > np.searchsorted(waves, spikes, side="right")
    return spikes[after]


def _peaks(trace: np.ndarray, rate: float, smooth: float, limits: tuple[float, float]) -> np.ndarray:
    """Times (s) of peaks of either sign, of a duration at half height within ``limits``."""
    smoothed = uniform_filter1d(trace, max(round(smooth * rate), 1))
    background = NORMAL * float(np.median(np.abs(smoothed - np.median(smoothed))))
    if not background > 0:
        # More than half of the trace is silent; what stands out does so from nothing
        background = float(np.ptp(smoothed)) / (4 * HEIGHT) or 1.0
    samples = tuple(edge * rate for edge in limits)
    # Surroundings of four times the longest such peak, so that no drift adds to its height
    reach = 2 * int(2 * samples[1]) + 1
    found = [
        find_peaks(sign * smoothed, prominence=HEIGHT * background, width=samples, wlen=reach)[0] for sign in (1, -1)
    ]
    return np.sort(np.concatenate(found)) / rate


def _generalised(sides: list[list[np.ndarray]]) -> np.ndarray:
    """Times (s) at which at least half of the electrodes of every side have a complex."""
    candidates = np.sort(np.concatenate([times for side in sides for times in side]))
    kept = np.ones(candidates.size, dtype=bool)
    for side in sides:
        reached = np.zeros(candidates.size)
        for times in side:
            first, last = (np.searchsorted(times, candidates + way * TOGETHER / 2) for way in (-1, 1))
            reached += last > first
        kept &= reached >= SHARE * len(side)
    times = candidates[kept]
    return times[np.diff(times, prepend=-np.inf) > TOGETHER] if times.size else times


def _covered(times: np.ndarray, duration: float) -> float:
    """Share of the recording that lies within BEFORE after one of the times."""
    if not times.size:
        return 0.0
    return float(np.minimum(np.diff(times, append=duration), BEFORE).sum()) / duration


def _dataset(share: float, chance: float, p_value: float, complexes: float, shown: Finding) -> xr.Dataset:
    values = (share, chance, p_value, complexes)
    numbers = {name: labelled((), value, *LABELS[name]) for name, value in zip(LABELS, values, strict=True)}
    return xr.Dataset(numbers | finding_variables("spike_wave", PRECEDE, shown))
