"""Hum of the mains: whether it is there, at 50 or 60 Hz, and how it runs."""

import numpy as np
from scipy.signal import welch

FREQUENCIES = (50.0, 60.0)  # Hz
SEGMENT = 2.0  # s of the spectrum, which resolves 0.5 Hz
LEAST = 10.0  # s of recording in which hum can be told from chance
NEAR, FAR = 1.0, 6.5  # Hz to either side of a line that are compared with it
STANDS_OUT = 5.0  # times the largest power near by, which jerks at a fixed rate do not reach
BLOCK = 0.5  # s over which a sinusoid is fitted; a drift of the mains up to 1 Hz shows between blocks
SMOOTH = 9  # blocks, over which amplitude and phase of the hum are averaged
LIMIT = 4.0  # robust SDs to which samples are limited in the fit, so that bursts do not take part
NORMAL = 1.4826  # SD of normal numbers over their median absolute deviation
MOST = 20  # harmonics


def mains_frequency(trace: np.ndarray, rate: float) -> float:
    """Find the frequency of the mains that a signal picked up.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), NaN where it was not recorded.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    float
        50 or 60 Hz; NaN where neither stands out, or less than 10 s were recorded.

    Notes
    -----
    A line stands out if its power is 5 times the largest within 1 to 6.5 Hz of it. Samples are limited to 4 robust SDs
    first. The limits are conventions of this project.

    Examples
    --------
    >>> time = np.arange(20_000) / 1000
    >>> noise = np.random.default_rng(0).standard_normal(time.size)
    >>> mains_frequency(noise + np.sin(2 * np.pi * 50 * time), 1000.0), mains_frequency(noise, 1000.0)
    (50.0, nan)
    """
    if np.isfinite(trace).sum() < LEAST * rate:
        return float("nan")
    frequency, density = _spectrum(trace, rate)
    found = [one for one in FREQUENCIES if _stands_out(frequency, density, one)]
    return max(found, key=lambda one: density[np.argmin(np.abs(frequency - one))], default=float("nan"))


def mains_hum(trace: np.ndarray, rate: float, mains: float) -> np.ndarray:
    """Find the hum of the mains and its harmonics in a signal.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), NaN where it was not recorded.
    rate : float
        Samples per second, Hz.
    mains : float
        50 or 60 Hz. The true frequency is found within 1 Hz of it.

    Returns
    -------
    numpy.ndarray
        The hum (time,), to be subtracted. Harmonics are in it if they stand out, the fundamental always. A recording
        of less than 5 s has none.

    Notes
    -----
    A narrow notch filter rings for a second around every burst, which would hide the silence after a jerk. Instead a
    sinusoid is fitted whose amplitude and phase follow changes over some 4 s. Samples are limited to
    4 robust SDs in the fit, so that bursts hardly take part in it.

    Examples
    --------
    >>> time = np.arange(20_000) / 1000
    >>> hum = np.sin(2 * np.pi * 50.03 * time)
    >>> bool(np.std((hum - mains_hum(hum, 1000.0, 50.0))[1000:-1000]) < 0.05)
    True
    """
    frequency, density = _spectrum(trace, rate)
    most = min(int(0.45 * rate / mains), MOST)
    lines = [k for k in range(1, most + 1) if k == 1 or _stands_out(frequency, density, k * mains)]
    samples = max(round(BLOCK * rate), 1)
    count = trace.size // samples
    hum = np.zeros(trace.size)
    if count < SMOOTH:
        return hum
    blocks = _limited(trace)[: count * samples].reshape(count, samples)
    recorded = np.isfinite(trace[: count * samples]).reshape(count, samples).sum(axis=1)
    true = mains + _deviation(blocks, rate, mains)
    # The last block is carried on over the samples that do not fill another
    for k in lines:
        fitted = _fit(blocks, recorded, rate, k * true)
        for block in range(count):
            first = block * samples
            last = first + samples if block < count - 1 else trace.size
            hum[first:last] += _sinusoid(fitted, block, samples, last - first, rate, k * true)
    return hum


def _spectrum(trace: np.ndarray, rate: float) -> tuple[np.ndarray, np.ndarray]:
    return welch(_limited(trace), rate, nperseg=min(round(SEGMENT * rate), trace.size))


def _limited(trace: np.ndarray) -> np.ndarray:
    """The signal less its median, limited to LIMIT robust SDs, 0 where it was not recorded."""
    recorded = np.isfinite(trace)
    middle = np.median(trace[recorded])
    limited = np.where(recorded, trace - middle, 0.0)
    limit = LIMIT * NORMAL * np.median(np.abs(limited[recorded]))
    return np.clip(limited, -limit, limit, out=limited) if limit > 0 else limited


def _stands_out(frequency: np.ndarray, density: np.ndarray, line: float) -> bool:
    apart = np.abs(frequency - line)
    here, around = density[apart <= NEAR], density[(apart > NEAR) & (apart <= FAR)]
    return bool(here.size and around.size and here.max() > STANDS_OUT * around.max() and frequency[-1] > line + NEAR)


def _deviation(blocks: np.ndarray, rate: float, mains: float) -> float:
    """By how many Hz the mains run faster, from the phase between neighbouring blocks."""
    phasor = _demodulated(blocks, rate, mains)
    return float(np.angle((phasor[1:] * phasor[:-1].conj()).sum()) / (2 * np.pi * blocks.shape[1] / rate))


def _fit(blocks: np.ndarray, recorded: np.ndarray, rate: float, line: float) -> np.ndarray:
    """Complex amplitude (block,) of a line, smoothed over blocks; 0 where nothing near by was recorded."""
    weights = np.hanning(SMOOTH + 2)[1:-1]
    phasor = np.convolve(_demodulated(blocks, rate, line), weights, "same")
    share = np.convolve(recorded / blocks.shape[1], weights, "same")
    return np.divide(phasor, share, out=np.zeros_like(phasor), where=share > 0.01)


def _demodulated(blocks: np.ndarray, rate: float, line: float) -> np.ndarray:
    """Complex amplitude (block,) of a line in every block, its phase counted from the first sample of all."""
    samples = blocks.shape[1]
    turn = np.exp(-2j * np.pi * line * np.arange(samples) / rate)
    start = np.exp(-2j * np.pi * line * np.arange(len(blocks)) * samples / rate)
    return 2 * (blocks @ turn) / samples * start


def _sinusoid(fitted: np.ndarray, block: int, samples: int, length: int, rate: float, line: float) -> np.ndarray:
    """The line in one block, its amplitude interpolated between the middles of the blocks."""
    place = block + (np.arange(length) + 0.5) / samples - 0.5
    amplitude = np.interp(place, np.arange(fitted.size), fitted.real) + 1j * np.interp(
        place, np.arange(fitted.size), fitted.imag
    )
    return (amplitude * np.exp(2j * np.pi * line * (block * samples + np.arange(length)) / rate)).real
