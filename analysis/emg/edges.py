"""Where bursts begin and end: fragments of one are joined, and edges lie where the power most likely changes."""

import numpy as np

from ..signals.epochs import runs
from ..signals.recorded import uncut

WINDOW = 0.010  # s, of the moving RMS
FRAGMENT = 0.017  # s above threshold, from which a weak fragment is no noise: a burst of 7 ms and the window
JOINED = 0.050  # s, longest pause within one burst
EDGE = 0.005  # s at either end of a pause into which the moving RMS reaches
EVIDENCE = 6.0  # nats by which a pause is rather rest than a weak part of the burst
FASTEST = 1000.0  # Hz: samples that follow each other faster say nothing more about surface EMG
RAISED = 3.0  # SDs of the power of rest, above which the EMG in a pause is no rest
LEAST = 2.0  # power of a burst beside its edge over that of rest
NEAR = 0.020  # s of a burst beside its edge, from whose power the edge is found


def joined(
    emg: np.ndarray, smoothed: np.ndarray, above: np.ndarray, rest: float, peak: float, gap: int, rate: float
) -> tuple[np.ndarray, np.ndarray]:
    """Find the runs above threshold, and join those between which the muscle does not rest.

    Parameters
    ----------
    emg, smoothed : numpy.ndarray
        EMG (time,) and its moving RMS, V.
    above : numpy.ndarray
        Where that is above threshold (time,).
    rest : float
        RMS at rest, V.
    peak : float
        What every burst exceeds somewhere, V.
    gap : int
        Shorter pauses are closed and shorter runs dropped, samples.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    tuple of numpy.ndarray
        First sample (burst,) of each run, and the one after the last; runs that a missing stretch cuts off are left
        out.

    Notes
    -----
    A pause of up to 50 ms is closed if its likelihood as rest is not e^6 times that as a part of the weaker of the two
    bursts beside it, or if its power exceeds that of rest by 3 SD.
    """
    start, stop = runs(above)
    long_enough = stop - start >= gap
    start, stop = start[long_enough], stop[long_enough]
    apart = start[1:] - stop[:-1] >= gap
    start, stop = _merged(start, stop, ~apart)
    strong = _tops(smoothed, start, stop) > peak
    kept = strong | (stop - start >= FRAGMENT * rate)
    start, stop = start[kept], stop[kept]
    if start.size > 1:
        start, stop = _merged(start, stop, _goes_on(emg, start, stop, rest, rate))
    start, stop = uncut(smoothed, start, stop)
    # Half a window is all that there is of a blip at an end of the trace
    inside = (start > 0) & (stop < smoothed.size) | (stop - start >= FRAGMENT * rate)
    strong = inside & (_tops(smoothed, start, stop) > peak)
    return start[strong], stop[strong]


def burst_edges(
    emg: np.ndarray, start: np.ndarray, stop: np.ndarray, rest: float, rate: float
) -> tuple[np.ndarray, np.ndarray]:
    """Onset and end of bursts, where the likelihood of a change of power is largest.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    start, stop : numpy.ndarray
        First sample (burst,) of each run of the moving RMS above threshold, and the one after the last.
    rest : float
        RMS at rest, V.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    tuple of numpy.ndarray
        Onset and end (burst,) in samples. Edges of the trace are left.

    Notes
    -----
    The samples before an onset are normal numbers of the power of rest, those behind it of the power that the burst has
    in its first 20 ms (staude1999).

    References
    ----------
    staude1999
    """
    window = round(WINDOW * rate)
    onset, end = start.astype(float), stop.astype(float)
    for i, (first, last) in enumerate(zip(start, stop, strict=True)):
        middle = (first + last) // 2
        if first > 0:
            low = max(first - window, 0, stop[i - 1] if i else 0)
            onset[i] = low + _change(emg[low : max(middle, first + 1)], first - low, rest, window, rate)
        if last < emg.size:
            high = min(last + window, emg.size, start[i + 1] if i + 1 < start.size else emg.size)
            reverse = emg[min(middle, last - 1) : high][::-1]
            end[i] = high - _change(reverse, high - last, rest, window, rate)
    return onset, np.maximum(end, onset)


def _change(emg: np.ndarray, crossing: int, rest: float, window: int, rate: float) -> int:
    """First sample of a burst whose moving RMS crosses the threshold at the sample ``crossing``."""
    square = np.nan_to_num(emg.astype(float)) ** 2
    if not rest > 0:
        return int(np.argmax(square > 0))
    begin = crossing + window // 2
    inside = square[begin : begin + round(NEAR * rate)]
    ratio = max(float(inside.mean()) / rest**2 if inside.size else 0.0, LEAST)
    gain = 0.5 * (square[: crossing + 2 * window] / rest**2 * (1 - 1 / ratio) - np.log(ratio))
    return int(np.argmax(np.cumsum(gain[::-1])[::-1]))


def _goes_on(emg: np.ndarray, start: np.ndarray, stop: np.ndarray, rest: float, rate: float) -> np.ndarray:
    """Which pauses (pause,) between runs are no rest."""
    total = np.r_[0.0, np.cumsum(np.nan_to_num(emg).astype(float) ** 2)]
    last = start[1:] - round(EDGE * rate)
    first = np.minimum(stop[:-1] + round(EDGE * rate), last)
    samples, power = last - first, total[last] - total[first]
    short = start[1:] - stop[:-1] <= JOINED * rate
    if not rest > 0:
        return short & ((samples == 0) | (power > 0))
    mean = (total[stop] - total[start]) / (stop - start)
    ratio = np.maximum(np.minimum(mean[1:], mean[:-1]) / rest**2, LEAST)
    power = power / rest**2
    evidence = 0.5 * (samples * np.log(ratio) - power * (1 - 1 / ratio)) * min(FASTEST / rate, 1.0)
    return short & ((evidence < EVIDENCE) | (power > samples + RAISED * np.sqrt(2 * samples)))


def _merged(start: np.ndarray, stop: np.ndarray, one: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Runs of which neighbours are merged where ``one`` (pause,) says so."""
    return (start[np.r_[True, ~one]], stop[np.r_[~one, True]]) if start.size else (start, stop)


def _tops(smoothed: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Largest moving RMS (run,) in every run."""
    return np.array([np.nanmax(smoothed[i:j]) for i, j in zip(start, stop, strict=True)], dtype=float)
