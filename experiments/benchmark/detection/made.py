"""Made recordings of one muscle whose bursts are known: conditions, noises and contractions that hold no burst."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, sosfiltfilt

NOISE = 3e-6  # V RMS of what is left of the noise below 1 kHz
BAND = (20.0, 450.0)  # Hz, surface EMG (Merletti)
TAPER = 0.1  # of a contraction, over which it rises, and over which it falls
PAUSE = (1.0, 2.0)  # s of rest between events, and at either end of the recording
SPOILT = ("clean", "offset", "drift", "hum", "gaps", "all")
MAINS = 50.0  # Hz
HUM = 20e-6  # V
OFFSET = 1e-3  # V
DRIFT = (5e-4, 0.4)  # V, Hz
STEP = 1e-6  # V, of a converter that quantises noise


@dataclass(frozen=True)
class Condition:
    """What is drawn.

    Attributes
    ----------
    duration : float
        Duration of the events, s.
    snr : float
        RMS of their EMG over that of the noise.
    rate : float
        Samples per second, Hz.
    tapered : bool
        Whether they rise and fall over a tenth of their duration, as contractions do; bursts begin and end at once.
    spoilt : str
        What of SPOILT is mixed in.
    """

    duration: float
    snr: float
    rate: float
    tapered: bool = False
    spoilt: str = "clean"


@dataclass(frozen=True)
class Made:
    """A made recording.

    Attributes
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    onset, duration : numpy.ndarray
        What is true of its events (event,), s. A tapered contraction lasts while its RMS exceeds that of the noise.
    """

    emg: np.ndarray
    rate: float
    onset: np.ndarray
    duration: np.ndarray


def made(condition: Condition, events: int, seed: int) -> Made:
    """Draw a recording.

    Parameters
    ----------
    condition : Condition
        What is drawn.
    events : int
        How many events it has.
    seed : int
        Seed of the draw.

    Returns
    -------
    Made
        The recording with its truth.
    """
    rng = np.random.default_rng(seed)
    rate = condition.rate
    pauses = rng.uniform(*PAUSE, events + 1)
    onset = np.cumsum(pauses[:-1]) + condition.duration * np.arange(events)
    time = np.arange(round((onset[-1] + condition.duration + pauses[-1]) * rate)) / rate
    gate = np.zeros(time.size)
    for begin in onset:
        place = (time - begin) / condition.duration
        inside = (place >= 0) & (place < 1)
        edge = np.minimum(place, 1 - place)[inside] / TAPER
        gate[inside] = np.sin(np.pi / 2 * np.clip(edge, 0, 1)) ** 2 if condition.tapered else 1.0
    late = condition.duration * TAPER * 2 / np.pi * np.arcsin(np.sqrt(1 / condition.snr)) if condition.tapered else 0.0
    emg = NOISE * condition.snr * gate * interference(rng, time.size, rate) + _white(rng, time.size, rate)
    emg = spoilt(emg, rate, condition.spoilt, onset, rng)
    return Made(emg, rate, onset + late, np.full(events, condition.duration - 2 * late))


def spoilt(emg: np.ndarray, rate: float, how: str, onset: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Mix in what recordings of people have.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.
    how : str
        One of SPOILT.
    onset : numpy.ndarray
        Onsets (event,), s. Gaps lie in the rest before every third event.
    rng : numpy.random.Generator
        Source of phases.

    Returns
    -------
    numpy.ndarray
        The EMG (time,), V, with NaN in gaps.
    """
    time = np.arange(emg.size) / rate
    if how in ("offset", "all"):
        emg = emg + OFFSET
    if how in ("drift", "all"):
        emg = emg + DRIFT[0] * np.sin(2 * np.pi * (DRIFT[1] * time + rng.random()))
    if how in ("hum", "all"):
        emg = emg + HUM * np.sin(2 * np.pi * (MAINS * time + rng.random()))
    if how in ("gaps", "all"):
        for begin in onset[::3] - 0.7:
            emg[round(begin * rate) : round((begin + 0.3) * rate)] = np.nan
    return emg


def interference(rng: np.random.Generator, samples: int, rate: float) -> np.ndarray:
    """Noise of RMS 1 in the band of surface EMG.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of the noise.
    samples : int
        Its length.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    numpy.ndarray
        Noise (time,).
    """
    band = butter(2, (BAND[0], min(BAND[1], 0.45 * rate)), "bandpass", fs=rate, output="sos")
    signal = sosfiltfilt(band, rng.standard_normal(samples))
    return signal / signal.std()


def _white(rng: np.random.Generator, samples: int, rate: float) -> np.ndarray:
    """White noise, of which NOISE is below 1 kHz."""
    return NOISE * np.sqrt(max(rate / 2000.0, 1.0)) * rng.standard_normal(samples)


def _flicker(rng: np.random.Generator, samples: int, rate: float) -> np.ndarray:
    """Noise whose power falls as 1/f, as that of electrodes and skin."""
    frequency = np.fft.rfftfreq(samples, 1 / rate)
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    spectrum[1:] /= np.sqrt(frequency[1:])
    spectrum[0] = 0.0
    signal = np.fft.irfft(spectrum, samples)
    return NOISE * signal / signal.std()


def _quantised(rng: np.random.Generator, samples: int, rate: float) -> np.ndarray:
    """White noise in steps of a converter."""
    return STEP * np.rint(_white(rng, samples, rate) / STEP)


def _with_hum(rng: np.random.Generator, samples: int, rate: float) -> np.ndarray:
    """White noise on 20 uV of mains."""
    return _white(rng, samples, rate) + HUM * np.sin(2 * np.pi * (MAINS * np.arange(samples) / rate + rng.random()))


NOISES: dict[str, Callable[[np.random.Generator, int, float], np.ndarray]] = {
    "white": _white,
    "1/f": _flicker,
    "quantised": _quantised,
    "20 uV mains": _with_hum,
}
UNIT_SIZE = 2e-5  # V, median size of a motor unit's potential
SPREAD = 0.6  # SD of its logarithm
FIRING = (8.0, 0.15)  # Hz, coefficient of variation


def steady_contraction(units: int, seconds: float, rate: float, rng: np.random.Generator) -> np.ndarray:
    """EMG of a steady contraction of some motor units that fire independently.

    Parameters
    ----------
    units : int
        How many units.
    seconds : float
        Duration, s.
    rate : float
        Samples per second, Hz.
    rng : numpy.random.Generator
        Source of discharges, sizes and noise.

    Returns
    -------
    numpy.ndarray
        EMG (time,), V.
    """
    samples = round(seconds * rate)
    time = np.arange(-round(0.016 * rate), round(0.016 * rate) + 1) / rate
    potential = -(time / 0.004) * np.exp(0.5 - (time / 0.004) ** 2 / 2)
    pulses = np.zeros(samples)
    for _ in range(units):
        interval = rng.normal(1 / FIRING[0], FIRING[1] / FIRING[0], round(2 * FIRING[0] * seconds))
        discharge = np.cumsum(interval) - rng.random() / FIRING[0]
        place = (discharge[(discharge > 0) & (discharge < seconds)] * rate).astype(int)
        np.add.at(pulses, place, UNIT_SIZE * np.exp(SPREAD * rng.standard_normal()))
    return 2 / 3 * _white(rng, samples, rate) + np.convolve(pulses, potential, "same")
