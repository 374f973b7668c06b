"""Offset and drift: slow potentials of electrodes and skin, which are no signal of muscle or cortex."""

import numpy as np
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

HALF = np.sqrt(2 * np.log(2)) / (2 * np.pi)  # SD of a Gaussian in s, times the frequency in Hz that it halves
BLOCKS = 4  # to a SD of the Gaussian, of whose means the drift is made
ROUNDS = 3  # of weighting
NEAR = 5  # blocks over which the size of the signal is taken
QUIET = 0.2  # share of the recording whose signal is too small to be weighted
LEAST = 1e-6  # share of the largest weight below which nothing near by was recorded


def without_drift(trace: np.ndarray, rate: float, high_pass: float) -> np.ndarray:
    """High-pass filter of zero phase that leaves nothing of a burst beside the burst.

    Parameters
    ----------
    trace : numpy.ndarray
        Signal (time,), NaN where it was not recorded.
    rate : float
        Samples per second, Hz.
    high_pass : float
        Frequency in Hz that is halved; what is slower is taken off.

    Returns
    -------
    numpy.ndarray
        The signal less its drift.

    Notes
    -----
    A linear filter spreads what a burst has below its limit over the time before and after it: at 20 Hz a burst of
    30 ms that is 60 times its surroundings becomes 50 ms long. The drift is therefore a straight line fitted around
    every moment with Gaussian weights, divided by the power of the signal near by, so that the line within and beside a
    burst is that of the rest around it. Over an even signal this is a Gaussian filter. Gaps have no weight.

    References
    ----------
    cleveland1979

    Examples
    --------
    >>> time = np.arange(4000) / 1000
    >>> drift = 1e-3 + 5e-4 * np.sin(2 * np.pi * 0.5 * time)
    >>> float(np.abs(without_drift(drift, 1000.0, 20.0)).max()) < 1e-6
    True
    """
    spread = HALF / high_pass * rate
    samples = max(int(spread / BLOCKS), 1)
    count, mean, power = _blocks(trace, samples)
    drift, weight = np.zeros(count.size), count
    for _ in range(ROUNDS):
        drift = _line(weight, mean, spread / samples)
        near = uniform_filter1d(count * (power - 2 * drift * mean + drift**2), NEAR, mode="constant")
        recorded = uniform_filter1d(count, NEAR, mode="constant")
        size = np.divide(near, recorded, out=np.zeros_like(near), where=recorded > 0.5 / NEAR)
        floor = np.quantile(size[count > 0], QUIET) if count.any() else 0.0
        if not floor > 0:
            break
        weight = count * floor / np.maximum(size, floor)
    middle = (np.arange(count.size) + 0.5) * samples - 0.5
    return trace - np.interp(np.arange(trace.size), middle, drift)


def _blocks(trace: np.ndarray, samples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Recorded samples, mean and mean square of every block (block,)."""
    blocks = -(-trace.size // samples)
    padded = np.full(blocks * samples, np.nan)
    padded[: trace.size] = trace
    rows = padded.reshape(blocks, samples)
    recorded = np.isfinite(rows)
    count = recorded.sum(axis=1).astype(float)
    rows[~recorded] = 0.0
    total, power = rows.sum(axis=1), np.einsum("ij,ij->i", rows, rows)
    some = np.maximum(count, 1)
    return count, total / some, power / some


def _line(weight: np.ndarray, value: np.ndarray, spread: float) -> np.ndarray:
    """Value (block,) of straight lines fitted around every block with Gaussian weights, times those given."""

    def moment(values: np.ndarray, order: int) -> np.ndarray:
        return gaussian_filter1d(values, spread, order=order, mode="constant")

    # Derivatives of a Gaussian are its moments: g' = -u g / s^2, g'' = (u^2 / s^2 - 1) g / s^2
    whole = moment(weight, 0)
    first = spread**2 * moment(weight, 1)
    second = spread**4 * moment(weight, 2) + spread**2 * whole
    flat, sloped = moment(weight * value, 0), spread**2 * moment(weight * value, 1)
    there = whole > LEAST * whole.max(initial=0.0)
    mean = np.divide(flat, whole, out=np.zeros_like(flat), where=there)
    spare = whole * second - first**2
    fit = np.divide(second * flat - first * sloped, spare, out=mean.copy(), where=spare > LEAST * (whole * spread) ** 2)
    return np.where(there, fit, 0.0)
