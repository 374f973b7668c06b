"""Coherence with its spread, and whether it exceeds that of a healthy subject in the same task."""

import numpy as np
import xarray as xr
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import get_window
from scipy.stats import norm

from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from .spectrum import BAND, SEGMENT

SIGNIFICANT = 0.05  # of any frequency of the band and any pair
ALMOST = 1 - 1e-9  # of equal signals, whose transform would be infinite

LABELS = {
    "peak": ("1", "largest coherence of the band"),
    "peak_frequency": ("Hz", "its frequency"),
    "healthy": ("1", "coherence of the healthy subject at that frequency"),
    "p_value": ("1", "chance of as large an excess anywhere in the band"),
}
EXCEEDS = "above the healthy coherence, p_value at most 0.05 over all pairs"


def with_standard_error(
    spectrum: xr.Dataset, first: np.ndarray, second: np.ndarray, rate: float, segment: float = SEGMENT
) -> xr.Dataset:
    """A coherence with the standard error of Fisher's transform arctanh(sqrt(coherence)).

    Parameters
    ----------
    spectrum : xarray.Dataset
        ``coherence`` of the two signals.
    first, second : numpy.ndarray
        The signals (time,).
    rate : float
        Samples per second of the signals, Hz.
    segment : float, optional
        Length of the segments of the spectrum, s.

    Returns
    -------
    xarray.Dataset
        The spectrum with ``standard_error`` over (frequency), NaN where the coherence is.

    Notes
    -----
    The jackknife leaves out one segment at a time. The error of theory is too small for EMG that comes in bursts.

    References
    ----------
    bokil2007
    """
    words = {"units": "1", "long_name": "standard error of arctanh(sqrt(coherence))"}
    if spectrum["reason"].item():
        return spectrum.assign(standard_error=("frequency", np.full(spectrum.sizes["frequency"], np.nan), words))
    half = round(segment * rate / 2)
    whole = np.isfinite(sliding_window_view(first + second, 2 * half)[::half]).all(axis=1)
    spectra = []
    for signal in (first, second):
        segments = sliding_window_view(signal, 2 * half)[::half][whole]
        segments = segments - segments.mean(axis=1, keepdims=True)
        spectra.append(np.fft.rfft(segments * get_window("hann", 2 * half))[:, 1:-1])
    one, other = spectra
    products = (one * other.conj(), np.abs(one) ** 2, np.abs(other) ** 2)
    cross, *power = (product.sum(axis=0) - product for product in products)
    left_out = _fisher(np.abs(cross) ** 2 / (power[0] * power[1]))
    count = len(one)
    variance = (count - 1) * left_out.var(axis=0)
    # Segments that overlap are worth fewer
    spread = np.sqrt(variance * count / float(spectrum["segments"]))
    return spectrum.assign(standard_error=("frequency", spread, words))


def exaggerated_coherence(patient: xr.Dataset, healthy: xr.Dataset, band: tuple[float, float] = BAND) -> xr.Dataset:
    """Whether a coherence exceeds that of a healthy subject in the same task.

    Fisher's transforms are compared at each frequency; p is Sidak's over the frequencies of the band.

    Parameters
    ----------
    patient, healthy : xarray.Dataset
        Spectra over (muscle, frequency) of ``with_standard_error``, of the same muscles and segment.
    band : tuple of float, optional
        Frequencies in Hz; both ends belong to the band.

    Returns
    -------
    xarray.Dataset
        Over ``muscle``: ``peak``, ``peak_frequency`` Hz, ``healthy``, ``p_value``, ``exaggerated`` (1 for a p_value of
        at most 0.05, divided by the muscles, else 0) and ``reason``. Where either could not be measured, numbers are
        NaN, ``exaggerated`` with them, and the reason says which.

    Raises
    ------
    ValueError
        The spectra have other muscles or frequencies, or the band has no frequencies.

    References
    ----------
    bokil2007

    Examples
    --------
    >>> from disinhibition.analysis.coherence.intermuscular import intermuscular_coherence
    >>> rng = np.random.default_rng(0)
    >>> time = np.arange(60_000) / 1000
    >>> def arm(share):
    ...     common, own = rng.standard_normal(time.size), rng.standard_normal((2, time.size))
    ...     muscles = {"muscle": ["right_fdi", "right_biceps"], "time": time}
    ...     return xr.DataArray(share * common + own, muscles, ("muscle", "time"))
    >>> spectra = [intermuscular_coherence(arm(share), "right_fdi", ["right_biceps"]) for share in (2.0, 0.1)]
    >>> exaggerated_coherence(*spectra)["exaggerated"].values.tolist()
    [1.0]
    """
    inside, other = (_inside(one, band) for one in (patient, healthy))
    frequency = inside["frequency"].values
    names = inside["muscle"].values.astype(str)
    if not frequency.size:
        raise ValueError(f"no frequency of the spectrum lies in {band} Hz; widen the band")
    if not same_frequencies(patient, healthy, band):
        raise ValueError("the spectra have different frequencies; use one length of segment for both")
    if names.tolist() != other["muscle"].values.astype(str).tolist():
        raise ValueError("the spectra are of different muscles; use the same for both")
    rows = [_excess(inside.isel(muscle=i), other.isel(muscle=i), names.size) for i in range(names.size)]
    *numbers, found = zip(*rows, strict=True)
    columns = dict(zip(LABELS, numbers, strict=True))
    data = {name: labelled("muscle", np.array(columns[name]), *LABELS[name]) for name in LABELS}
    return xr.Dataset(data | finding_variables("exaggerated", EXCEEDS, found, "muscle"), {"muscle": names})


def same_frequencies(patient: xr.Dataset, healthy: xr.Dataset, band: tuple[float, float] = BAND) -> bool:
    """Tell whether two spectra have the same frequencies, as those of different rates may not.

    Parameters
    ----------
    patient, healthy : xarray.Dataset
        Spectra over (frequency), Hz.
    band : tuple of float, optional
        Frequencies in Hz that are compared.

    Returns
    -------
    bool
        Whether they have the same frequencies in the band.
    """
    one, other = (_inside(spectrum, band)["frequency"].values for spectrum in (patient, healthy))
    return one.shape == other.shape and np.allclose(one, other)


def _inside(spectrum: xr.Dataset, band: tuple[float, float]) -> xr.Dataset:
    """A spectrum within a band, to whose ends frequencies may be rounded."""
    return spectrum.sel(frequency=slice(band[0] - 1e-6, band[1] + 1e-6))


def _excess(patient: xr.Dataset, healthy: xr.Dataset, pairs: int) -> tuple[float, float, float, float, Finding]:
    for who, one in (("patient", patient), ("healthy", healthy)):
        if reason := str(one["reason"].item()):
            return np.nan, np.nan, np.nan, np.nan, Finding(None, f"{who}: {reason}")
    size, normal = patient["coherence"].values, healthy["coherence"].values
    spread = np.hypot(patient["standard_error"].values, healthy["standard_error"].values)
    excess = np.divide(_fisher(size) - _fisher(normal), spread, out=np.zeros_like(size), where=spread > 0)
    alone = float(norm.sf(excess.max()))
    p_value = float(-np.expm1(size.size * np.log1p(-alone)))
    top = int(size.argmax())
    exaggerated = Finding(p_value <= SIGNIFICANT / pairs)
    return float(size[top]), float(patient["frequency"][top]), float(normal[top]), p_value, exaggerated


def _fisher(size: np.ndarray) -> np.ndarray:
    return np.arctanh(np.sqrt(np.minimum(size, ALMOST)))
