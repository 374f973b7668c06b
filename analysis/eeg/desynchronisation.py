"""Whether the EEG desynchronises before jerks, as before voluntary movement."""

import numpy as np
import xarray as xr
from scipy.integrate import trapezoid
from scipy.signal import welch
from scipy.stats import wilcoxon

from ..signals.checks import checked_eeg
from ..signals.counted import counted
from ..signals.epochs import cut
from ..signals.event_checks import checked_onsets
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from ..signals.recorded import whole_sweeps

BAND = (15.0, 45.0)  # Hz, beta; before functional jerks the fall is at 38 Hz on average (meppelink2016)
REFERENCE = (-3.0, -2.0)  # s before the jerk, ahead of a voluntary movement's preparation
BEFORE = (-1.0, 0.0)  # s; nothing after the onset, so that no artefact of the jerk takes part
APART = 4.0  # s without another jerk before one that counts: its rebound would be the reference
SEGMENT = 0.5  # s, Hann windows of this length that overlap by half; resolves 2 Hz
LEAST = 20  # jerks that stand apart; convention of this project
SIGNIFICANT = 0.05

LABELS = {
    "change": ("%", "power before the jerks less that of the reference, median of the jerks"),
    "p_value": ("1", "chance of as large a fall"),
    "jerks": ("1", "jerks that stand apart"),
}
FALLS = "power falls, p_value at most 0.05"


def desynchronisation(potential: xr.DataArray, onset: np.ndarray, band: tuple[float, float] = BAND) -> xr.Dataset:
    """Fall of the EEG's power in a band before jerks, as before voluntary movement.

    Compared are the last second before a jerk and the stretch from 3 to 2 s before it. Powers are Welch estimates of
    the two stretches of each jerk; the fall is tested by Wilcoxon's signed ranks of their logarithms, one-sided. Only
    jerks count that no other precedes by less than 4 s.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s.
    onset : numpy.ndarray
        Onsets (jerk,) in s of all jerks, in any order.
    band : tuple of float, optional
        Frequencies in Hz; both ends belong to the band.

    Returns
    -------
    xarray.Dataset
        ``change`` (electrode) in %, -100 where all power goes; ``p_value``, ``desynchronised`` (1 or 0) and
        ``reason`` (electrode); ``jerks``. With fewer than 20 jerks that stand apart, or a silent electrode, numbers are
        NaN, ``desynchronised`` with them, and ``reason`` says why.

    Raises
    ------
    ValueError
        The EEG has infinite samples, is clipped, or sampled below 500 Hz or at uneven times; an onset is no number or
        given twice; or the band has no frequencies.

    Notes
    -----
    Power falls before functional jerks, at 38 Hz on average, and not before organic ones. Stretches and least number
    are conventions of this project.

    References
    ----------
    pfurtscheller1999, meppelink2016

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time, onset = np.arange(125_000) / 1000, np.arange(4.5, 124.0, 5.0)
    >>> gate = np.ones(time.size)
    >>> for jerk in onset:  # half of the signal in the last second before each jerk
    ...     gate[(time >= jerk - 1) & (time < jerk)] = 0.5
    >>> signal = 1e-5 * gate * rng.standard_normal((1, time.size))
    >>> eeg = xr.DataArray(signal, {"electrode": ["left_hand"], "time": time}, ("electrode", "time"))
    >>> found = desynchronisation(eeg, onset).sel(electrode="left_hand")
    >>> bool(found["desynchronised"]), round(float(found["change"]), -1)
    (True, -80.0)
    """
    rate, origin, signal = checked_eeg(potential)
    names = potential["electrode"].values.astype(str)
    onset = checked_onsets(onset) - origin
    apart = onset[np.diff(onset, prepend=-np.inf) >= APART]
    place = np.rint(apart * rate).astype(int)
    place = place[(place + round(REFERENCE[0] * rate) >= 0) & (place <= signal.shape[1])]
    stretches = [[round(edge * rate) for edge in edges] for edges in (REFERENCE, BEFORE)]
    for begin, end in stretches:
        place = place[whole_sweeps(signal, place + begin, end - begin)]
    reference, before = (_power(cut(signal, place, *edges), rate, band) for edges in stretches)
    rows = [_fall(*powers) for powers in zip(reference, before, strict=True)]
    change, p_value, reason = zip(*rows, strict=True) if rows else ((), (), ())
    falls = [Finding(None, why) if why else Finding(p <= SIGNIFICANT) for p, why in zip(p_value, reason, strict=True)]
    values: dict[str, tuple] = {
        "change": ("electrode", np.asarray(change, dtype=float)),
        "p_value": ("electrode", np.asarray(p_value, dtype=float)),
        "jerks": ((), place.size),
    }
    variables = {name: labelled(dims, value, *LABELS[name]) for name, (dims, value) in values.items()}
    return xr.Dataset(variables | finding_variables("desynchronised", FALLS, falls, "electrode"), {"electrode": names})


def _power(stretches: np.ndarray, rate: float, band: tuple[float, float]) -> np.ndarray:
    """Power V^2 in a band, (electrode, jerk), of stretches (electrode, jerk, sample)."""
    samples = round(SEGMENT * rate)
    if not stretches.size:
        return np.zeros(stretches.shape[:-1])
    frequency, density = welch(stretches, rate, window="hann", nperseg=samples, noverlap=samples // 2)
    inside = (frequency >= band[0] - 1e-9) & (frequency <= band[1] + 1e-9)
    if np.count_nonzero(inside) < 2:
        raise ValueError(f"the band {band} Hz has less than two frequencies {1 / SEGMENT:g} Hz apart; widen it")
    return trapezoid(density[..., inside], frequency[inside])


def _fall(reference: np.ndarray, before: np.ndarray) -> tuple[float, float, str]:
    """Change in %, p of a fall, and why not, of the powers (jerk,) of one electrode."""
    if reference.size < LEAST:
        return np.nan, np.nan, f"{counted(reference.size, 'jerk')} {APART:g} s after another, {LEAST} needed"
    if not (reference > 0).all() or not (before > 0).all():
        return np.nan, np.nan, "a silent electrode"
    ratio = np.log(before / reference)
    p_value = float(wilcoxon(ratio, alternative="less").pvalue) if ratio.any() else 1.0
    return 100 * float(np.expm1(np.median(ratio))), p_value, ""
