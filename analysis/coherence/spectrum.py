"""Coherence of EEG and EMG by frequency, and the delay between them."""

import numpy as np
import xarray as xr
from scipy.signal import csd, get_window, welch

from ..signals.checks import check_evenly_spaced, check_not_infinite, check_unclipped, checked_pair
from ..signals.counted import counted
from ..signals.labels import labelled
from ..signals.recorded import constant_where_recorded, whole_sweeps

SEGMENT = 1.0  # s, Hann windows of this length that overlap by half; resolves 1 Hz
CONFIDENCE = 0.95  # of the limit, at one frequency
BAND = (8.0, 30.0)  # Hz, where cortical tremor and cortical myoclonus are coherent
LEAST_SEGMENTS = 30  # effective ones; with fewer the limit lies above 0.1, the most that a healthy coherence reaches
LEAST_BINS = 3  # significant frequencies, one more than a line has parameters
LONGEST_LAG = 0.250  # s, a quarter of a segment; beyond, the segments hold too little of the same signal
HANN_NEIGHBOURS = (1.0, 4 / 9, 1 / 36, 0.0)  # squared correlation of Hann spectra 0, 1, 2, 3 bins apart, analytic
ROUNDING = 1e-9  # share of the variance below which a residual is the ridge and no noise

LABELS = {
    "coherence": ("1", "magnitude-squared coherence"),
    "phase": ("rad", "phase of the second signal less that of the first"),
    "limit": ("1", "coherence that chance exceeds at one frequency in twenty"),
    "segments": ("1", "independent segments to which the overlapping ones amount"),
    "reason": ("1", "why it could not be measured"),
}
LABELS_IN_BAND = {
    "peak": ("1", "largest coherence of the band"),
    "peak_frequency": ("Hz", "its frequency"),
    "p_value": ("1", "chance of as large a coherence anywhere in the band"),
    "significant": ("1", "1: p_value at most 0.05; 0: not so; NaN: see reason"),
    "lag": ("ms", "delay of the second signal after the first"),
    "lag_error": ("ms", "standard error of the lag"),
    "bins": ("1", "frequencies above the limit"),
}


def coherence(first: np.ndarray, second: np.ndarray, rate: float, segment: float = SEGMENT) -> xr.Dataset:
    """Magnitude-squared coherence of two signals and its limit under independence.

    Hann segments overlap by half; each loses its mean.

    Parameters
    ----------
    first, second : numpy.ndarray
        Signals (time,) in any unit.
    rate : float
        Samples per second, Hz.
    segment : float, optional
        Length of the segments, s.

    Returns
    -------
    xarray.Dataset
        ``coherence`` and ``phase`` (frequency), phase in rad, negative where the second signal follows; ``limit``;
        ``segments``; ``reason``. The frequency in Hz leaves out 0 and the highest, where the limit does not hold. Fewer
        than 30 effective segments, or a constant signal, give NaN and say so in ``reason``.

    Raises
    ------
    ValueError
        A signal has infinite samples, is clipped, or differs in length from the other; there is more than one
        dimension; or a segment has less than 8 samples.

    Notes
    -----
    limit = 1 - (1 - 0.95)^(1 / (L - 1)) holds at one frequency. L, ``segments``, counts the K segments less what their
    overlap makes dependent: K / (1 + 2 (1 - 1 / K) / 36).

    References
    ----------
    halliday1995, bortel2007

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> common, own = rng.standard_normal(60_000), rng.standard_normal(60_000)
    >>> found = coherence(common, common + own, 1000.0)
    >>> round(float(found["coherence"].mean()), 1), round(float(found["limit"]), 3)
    (0.5, 0.026)
    """
    one, other = checked_pair(first, second)
    return _spectrum(one[None], other[None], rate, segment).isel(electrode=0, muscle=0)


def corticomuscular_coherence(
    potential: xr.DataArray, voltage: xr.DataArray, *, rectify: bool = True, segment: float = SEGMENT
) -> xr.Dataset:
    """Coherence of every electrode with every muscle.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, the first signal.
    voltage : xarray.DataArray
        EMG (muscle, time) in V at the same regular times, in s, the second signal.
    rectify : bool, optional
        Make the EMG positive first, so that its motor-unit rate counts and not the shape of its potentials.
    segment : float, optional
        Length of the segments, s.

    Returns
    -------
    xarray.Dataset
        The variables of ``coherence`` over (electrode, muscle, frequency), ``reason`` over (electrode, muscle).

    Raises
    ------
    ValueError
        Times differ or are uneven, or ``coherence`` refuses the signals.

    References
    ----------
    mima1999
    """
    times = potential["time"].values, voltage["time"].values
    if times[0].shape != times[1].shape or not np.allclose(*times, rtol=0, atol=1e-5):
        raise ValueError("EEG and EMG have different times; resample one to the times of the other")
    check_evenly_spaced(times[0])
    rate = (times[0].size - 1) / float(times[0][-1] - times[0][0])
    eeg = potential.transpose("electrode", "time").values.astype(float)
    emg = voltage.transpose("muscle", "time").values.astype(float)
    for trace in (*eeg, *emg):
        check_unclipped(trace, "a signal")
    result = _spectrum(eeg, np.abs(emg) if rectify else emg, rate, segment)
    return result.assign_coords(electrode=potential["electrode"].values, muscle=voltage["muscle"].values)


def coherence_in_band(spectrum: xr.Dataset, band: tuple[float, float] = BAND) -> xr.Dataset:
    """Peak of a coherence within a band, and the delay that its phase tells.

    The delay is the slope of phase on frequency over the bins of the band above the limit. They are weighted by the
    variance of phase, (1 / coherence - 1) / (2 L); a constant phase is free, since polarity shifts it by pi.

    Parameters
    ----------
    spectrum : xarray.Dataset
        Spectrum of ``coherence`` or ``corticomuscular_coherence``.
    band : tuple of float, optional
        Frequencies in Hz; both ends belong to the band.

    Returns
    -------
    xarray.Dataset
        Over what the spectrum has beside frequency: ``peak``, ``peak_frequency`` Hz, ``p_value`` (Sidak over the bins
        of the band, so somewhat conservative), ``significant`` (1 or 0), ``lag`` ms, ``lag_error`` ms, ``bins`` (above
        the limit), ``reason`` and ``lag_reason``. A positive lag says that the first signal leads. All is NaN where the
        spectrum is, and ``reason`` says why. The lag is NaN, too, if the peak is not significant or fewer than 3 bins
        are above the limit, and ``lag_reason`` says which.

    Raises
    ------
    ValueError
        The band has no bins.

    Notes
    -----
    The standard error of the delay counts that Hann spectra of neighbouring bins are dependent.

    References
    ----------
    halliday1995, mima1999
    """
    # Frequencies carry the rounding of the rate
    inside = spectrum.sel(frequency=slice(band[0] - 1e-6, band[1] + 1e-6))
    frequency = inside["frequency"].values
    if not frequency.size:
        raise ValueError(f"no frequency of the spectrum lies in {band} Hz; widen the band")
    step = float(spectrum["frequency"][1] - spectrum["frequency"][0])
    values = xr.apply_ufunc(
        lambda size, phase: _peak_and_lag(
            size, phase, frequency, step, float(inside["limit"]), float(inside["segments"])
        ),
        inside["coherence"],
        inside["phase"],
        input_core_dims=[["frequency"], ["frequency"]],
        output_core_dims=[[]] * len(LABELS_IN_BAND),
        vectorize=True,
        output_dtypes=[float] * len(LABELS_IN_BAND),
    )
    named = zip(LABELS_IN_BAND.items(), values, strict=True)
    found = xr.Dataset({name: one.assign_attrs(units=unit, long_name=word) for (name, (unit, word)), one in named})
    why = xr.apply_ufunc(_why_no_lag, spectrum["reason"], found["significant"], found["bins"], vectorize=True)
    words = {"units": "1", "long_name": "why there is no lag"}
    return found.assign(reason=spectrum["reason"], lag_reason=why.astype(str).assign_attrs(words))


def _spectrum(first: np.ndarray, second: np.ndarray, rate: float, segment: float) -> xr.Dataset:
    """Coherence of the rows of ``first`` (electrode) with the rows of ``second`` (muscle)."""
    for signals in (first, second):
        check_not_infinite(signals, "a signal")
    half = round(segment * rate / 2)
    if not half >= 4:
        raise ValueError(f"a segment of {segment:g} s at {rate:g} Hz has {counted(2 * half, 'sample')}; 8 are needed")
    frequency = np.fft.rfftfreq(2 * half, 1 / rate)[1:-1]
    places = np.arange(max(first.shape[1] // half - 1, 0)) * half
    missing = np.isnan(first).any() or np.isnan(second).any()
    if missing:
        places = places[whole_sweeps(np.concatenate([first, second]), places, 2 * half)]
    count = places.size
    window = get_window("hann", 2 * half)
    shared = (window[:half] @ window[half:] / (window @ window)) ** 2
    effective = count / (1 + 2 * (1 - 1 / count) * shared) if count else 0.0
    enough = effective >= LEAST_SEGMENTS
    silent = constant_where_recorded(first)[:, None] | constant_where_recorded(second)
    words = "a constant signal" if enough else f"{effective:.1f} effective segments, {LEAST_SEGMENTS} needed"
    coherency = np.full((len(first), len(second), frequency.size), complex(np.nan, np.nan))
    if enough:
        how = {"fs": rate, "window": window, "noverlap": half}
        if missing:
            # What was recorded of the segments as a whole, one behind the other, so that none reaches over a gap
            first, second = (_segments(signals, places, 2 * half) for signals in (first, second))
            how["noverlap"] = 0
        power = [welch(signals, **how)[1][:, 1:-1] for signals in (first, second)]
        for i, row in enumerate(first):
            cross = csd(row, second, **how)[1][:, 1:-1]
            scale = np.sqrt(power[0][i] * power[1])
            np.divide(cross, scale, out=coherency[i], where=(scale > 0) & ~silent[i][:, None])
    data: dict[str, tuple] = {
        "coherence": (("electrode", "muscle", "frequency"), np.minimum(np.abs(coherency) ** 2, 1.0)),
        "phase": (("electrode", "muscle", "frequency"), np.angle(coherency)),
        "limit": ((), 1 - (1 - CONFIDENCE) ** (1 / (effective - 1)) if enough else np.nan),
        "segments": ((), effective),
        "reason": (("electrode", "muscle"), np.where(silent | (not enough), words, "")),
    }
    variables = {name: labelled(over, value, *LABELS[name]) for name, (over, value) in data.items()}
    return xr.Dataset(variables, {"frequency": labelled("frequency", frequency, "Hz", "frequency")})


def _segments(signals: np.ndarray, places: np.ndarray, samples: int) -> np.ndarray:
    """The segments that begin at some places, one behind the other, (row, segments * samples)."""
    return signals[:, places[:, None] + np.arange(samples)].reshape(len(signals), -1)


def _peak_and_lag(
    size: np.ndarray, phase: np.ndarray, frequency: np.ndarray, step: float, limit: float, segments: float
) -> tuple[float, ...]:
    """The values of LABELS_IN_BAND for one pair of signals."""
    if not np.isfinite(size).all():
        return (np.nan,) * len(LABELS_IN_BAND)
    top = int(size.argmax())
    alone = (1 - size[top]) ** (segments - 1)
    # Far below rounding of 1 - p as well
    p_value = -np.expm1(size.size * np.log1p(-alone))
    significant = p_value <= 1 - CONFIDENCE
    above = size > limit
    bins = int(above.sum())
    lag = error = np.nan
    if not _why_no_lag("", significant, bins):
        lag, error = _lag(np.minimum(size[above], 1 - ROUNDING), phase[above], frequency[above], step, segments)
    return size[top], frequency[top], p_value, float(significant), lag, error, bins


def _why_no_lag(reason: str, significant: float, bins: float) -> str:
    """Why a coherence has no lag; empty if it has one."""
    if reason:
        return str(reason)
    if not significant:
        return "no coherence in the band exceeds chance"
    few = f"{counted(int(bins), 'frequency', 'frequencies')} above the limit, {LEAST_BINS} needed"
    return few if bins < LEAST_BINS else ""


def _lag(
    size: np.ndarray, phase: np.ndarray, frequency: np.ndarray, step: float, segments: float
) -> tuple[float, float]:
    """Delay and its standard error in ms; phase = constant - 2 pi frequency delay."""
    variance = (1 / size - 1) / (2 * segments)
    # Phases are known to a turn, so the line starts from the delay on which most of them agree
    tried = np.arange(-LONGEST_LAG, LONGEST_LAG, 0.002)
    turned = np.exp(1j * (phase + 2 * np.pi * np.outer(tried, frequency)))
    agreement = turned @ (1 / variance)
    best = int(np.abs(agreement).argmax())
    rest = np.angle(turned[best] * np.conj(agreement[best]))
    centred = frequency - np.average(frequency, weights=1 / variance)
    gain = centred / variance / (centred**2 @ (1 / variance))
    apart = np.rint(np.abs(frequency[:, None] - frequency) / step).astype(int)
    dependence = np.array(HANN_NEIGHBOURS)[np.minimum(apart, len(HANN_NEIGHBOURS) - 1)]
    spread = gain * np.sqrt(variance)
    return 1e3 * (tried[best] - gain @ rest / (2 * np.pi)), 1e3 * np.sqrt(spread @ dependence @ spread) / (2 * np.pi)
