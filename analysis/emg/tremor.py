"""Whether a contracting muscle trembles: a rhythm of bursts in the spectrum of its rectified EMG."""

import numpy as np
import xarray as xr
from scipy.signal import csd, welch
from scipy.stats import f as fisher

from ..signals.checks import sampling
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from ..signals.recorded import longest_recorded

BAND = (3.0, 18.0)  # Hz, from the slowest postural tremors to orthostatic tremor
SEGMENT = 2.0  # s, Hann windows of this length that overlap by half
LEAST = 20.0  # s, for the surroundings of a peak to be known
NEAR = 1.0  # Hz to either side of a peak that belong to it: the main lobe of the window
AROUND = 3.0  # Hz to either side that are its surroundings, less what belongs to it
SIGNIFICANT = 0.001
DEEP = 0.5  # of the mean rectified EMG, the least amplitude of the rhythm
BURST = 0.015  # s, after which the potential of a motor unit is over and a burst of tremor is not
KEPT = 0.1  # of the correlation at a period over that at half of it, the least that is left after BURST
TREMOR = "a peak beyond chance, of at least half the mean, whose bursts outlast the potential of a motor unit"


def tremor(voltage: xr.DataArray) -> xr.Dataset:
    """Tell whether muscles tremble, and at which frequency.

    A tremor groups the potentials of many motor units in bursts, which gives the spectrum of the rectified EMG a peak
    at its frequency. A peak beyond its surroundings is no tremor yet: motor units that fire regularly or with a common
    drive have one, too. It is that of a tremor if it modulates the EMG by half of its mean or more, and if the bursts
    last longer than the potential of one unit.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time), V, of a contraction. The longest stretch of each muscle without missing samples counts.

    Returns
    -------
    xarray.Dataset
        Over (muscle): ``tremor`` with its ``reason``, ``frequency`` in Hz, NaN without tremor, ``depth``, the amplitude
        at the largest peak over the mean, and ``phase``, by how many degrees of a period the tremor follows that of the
        first muscle that trembles at the same frequency; bursts that alternate are 180 degrees apart. Less than 20 s
        and silence cannot be measured, and the reason says so.

    Raises
    ------
    ValueError
        The recording is slower than 500 Hz, its times are uneven, or a sample is infinite.

    Notes
    -----
    The peak is compared with the 3 Hz to either side of it by the F test of two averages of spectra, with Sidak's
    correction for the frequencies from 3 to 18 Hz. The limits are conventions of this project. A rhythm that jitters by
    more than 1 Hz has no peak.

    References
    ----------
    jarvis2001

    Examples
    --------
    >>> time = np.arange(60_000) / 2000
    >>> emg = 1e-4 * np.random.default_rng(0).standard_normal((2, time.size))
    >>> emg[0] *= np.clip(np.sin(2 * np.pi * 6 * time), 0, None)
    >>> found = tremor(xr.DataArray(emg, {"muscle": ["right_fdi", "left_fdi"], "time": time}, ("muscle", "time")))
    >>> found["tremor"].values.tolist(), found["frequency"].values.tolist()
    ([1.0, 0.0], [6.0, nan])
    """
    rate, _ = sampling(voltage)
    findings, frequency, depth = [], [], []
    for name in voltage["muscle"].values.astype(str):
        begin, end = longest_recorded(voltage, name)
        time = voltage["time"].values
        trace = voltage.sel(muscle=name).values[(time >= begin) & (time < end)]
        found, place, size = _of_one(np.abs(trace.astype(float)), rate)
        findings.append(found)
        frequency.append(place)
        depth.append(size)
    phases = _phases(np.abs(voltage.transpose("muscle", "time").values.astype(float)), rate, np.array(frequency))
    return xr.Dataset(
        {
            **finding_variables("tremor", TREMOR, findings, "muscle"),
            "frequency": labelled("muscle", np.array(frequency, dtype=float), "Hz", "frequency of the tremor"),
            "depth": labelled("muscle", np.array(depth, dtype=float), "1", "amplitude of the rhythm over the mean"),
            "phase": labelled("muscle", phases, "deg", "phase of the tremor after that of the first muscle"),
        },
        {"muscle": voltage["muscle"].values.astype(str)},
    )


def _of_one(rectified: np.ndarray, rate: float) -> tuple[Finding, float, float]:
    """Whether one muscle trembles, at which frequency, and how deep its rhythm is."""
    seconds = rectified.size / rate
    if seconds < LEAST - 1 / rate:
        return Finding(None, f"{seconds:.3g} s without a gap, {LEAST:g} needed for the rhythm"), np.nan, np.nan
    if not np.isfinite(rectified).all() or not rectified.any():
        return Finding(None, "no EMG in this muscle"), np.nan, np.nan
    length = round(SEGMENT * rate)
    frequency, power = welch(rectified, rate, window="hann", nperseg=length, noverlap=length // 2)
    segments = 2 * rectified.size // length - 1
    inside = np.flatnonzero((frequency >= BAND[0] - 1e-9) & (frequency <= BAND[1] + 1e-9))
    off = np.abs(frequency[:, None] - frequency[inside])
    around = (off > NEAR + 1e-9) & (off <= AROUND + 1e-9) & (frequency[:, None] > 0)
    base = np.array([power[rows].mean() for rows in around.T])
    top = int((power[inside] / base).argmax())
    peak, place = inside[top], float(frequency[inside[top]])
    own = np.abs(frequency - place) <= NEAR + 1e-9
    variance = float((power[own] - base[top]).sum() * (frequency[1] - frequency[0]))
    size = float(np.sqrt(max(2 * variance, 0.0)) / rectified.mean())
    alone = fisher.sf(power[peak] / base[top], 2 * segments, segments * around[:, top].sum())
    chance = -np.expm1(inside.size * np.log1p(-alone))
    shakes = chance <= SIGNIFICANT and size >= DEEP and _outlasts_a_unit(rectified, rate, place)
    return Finding(bool(shakes)), place if shakes else np.nan, size


def _phases(rectified: np.ndarray, rate: float, frequency: np.ndarray) -> np.ndarray:
    """Phase in degrees of each tremor after that of the first muscle of its frequency; NaN without tremor."""
    phase = np.full(frequency.size, np.nan)
    length, trembling = round(SEGMENT * rate), np.isfinite(frequency)
    # What was not recorded has no share in the phase
    varied = {row: np.nan_to_num(rectified[row] - np.nanmean(rectified[row])) for row in np.flatnonzero(trembling)}
    for row in varied:
        first = int(np.flatnonzero(np.abs(frequency - frequency[row]) <= 1 / SEGMENT)[0])
        axis, cross = csd(varied[first], varied[row], rate, window="hann", nperseg=length)
        angle = -np.angle(cross[np.abs(axis - frequency[first]).argmin()], deg=True)
        phase[row] = 0.0 if first == row else angle
    return phase


def _outlasts_a_unit(rectified: np.ndarray, rate: float, frequency: float) -> bool:
    """Whether what recurs after each period, and not only after several, outlasts the potential of one motor unit."""
    varied = rectified - rectified.mean()

    def product(lag: float) -> float:
        step = round(lag * rate)
        return float(np.mean(varied[step:] * varied[:-step]))

    after, whole, part = product(BURST), product(1 / frequency), product(0.5 / frequency)
    return whole > 0 and after - part >= KEPT * (whole - part) > 0
