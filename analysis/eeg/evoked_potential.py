"""Evoked potentials: EEG averaged on stimuli, the cortical peaks after a volley of the median nerve, their gain."""

import numpy as np
import xarray as xr

from ..signals.checks import checked_eeg
from ..signals.counted import counted
from ..signals.epochs import cut, positions
from ..signals.labels import labelled
from ..signals.recorded import whole_sweeps

WINDOW = (-0.050, 0.100)  # s around the stimulus
BASELINE = 0.050  # s before the stimulus, whose mean is taken off every sweep
RESPONSE = (0.015, 0.045)  # s after the stimulus, compared with the noise
PEAKS = {"n20": (0.016, 0.024), "p25": (0.021, 0.031), "n33": (0.027, 0.042)}  # s, widened for delayed giant peaks
LEAST_SWEEPS = 50  # brings noise down to a seventh; clinical averages of small potentials take 500 and more
LEAST_RATIO = 2.0  # response, and every amplitude, to noise: chance gives 1, slow noise at times more but no such peaks

LABELS = {
    "n20": ("ms", "latency of the N20"),
    "p25": ("ms", "latency of the P25"),
    "n33": ("ms", "latency of the N33"),
    "n20_p25": ("V", "N20 to P25"),
    "p25_n33": ("V", "P25 to N33"),
    "response": ("V", "largest less smallest potential from 15 to 45 ms"),
    "noise": ("V", "RMS of the +/- average"),
}


def evoked_potential(potential: xr.DataArray, stimulus_times: np.ndarray) -> xr.Dataset:
    """EEG averaged on the stimuli, and what is left of noise in it.

    Every sweep loses the mean of its 50 ms before the stimulus. The +/- average adds and subtracts sweeps in turn (the
    last of an odd number is left out of it). Whatever follows the stimulus alike cancels, and noise stays as it is in
    the average.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s.
    stimulus_times : numpy.ndarray
        Times (stimulus,) in s, increasing.

    Returns
    -------
    xarray.Dataset
        ``average`` and ``plus_minus`` (electrode, lag) V, lag in ms after the stimulus, -50 to 100, positive potentials
        positive; ``noise`` (electrode) V, RMS of plus_minus; ``snr`` (electrode), RMS of the average from 15 to 45 ms
        over the noise (1 by chance; NaN without noise); ``sweeps``. No stimuli give NaN; one stimulus has no +/-
        average.

    Raises
    ------
    ValueError
        The EEG has infinite samples, is clipped, or sampled below 500 Hz; times are uneven or unsorted; or the window
        of a stimulus leaves the recording.

    References
    ----------
    schimmel1967
    """
    rate, origin, signal = checked_eeg(potential)
    times = np.asarray(stimulus_times, dtype=float) - origin
    position = positions(times, rate, signal.shape[1], -WINDOW[0], WINDOW[1])
    first, last = (round(edge * rate) for edge in WINDOW)
    position = position[whole_sweeps(signal, position + first, last - first)]
    sweeps = cut(signal, position, first, last)
    rest = slice(-first - round(BASELINE * rate), -first)
    sweeps = sweeps - sweeps[..., rest].mean(axis=-1, keepdims=True)
    count = position.size
    blank = np.full((signal.shape[0], last - first), np.nan)
    average = sweeps.mean(axis=1) if count else blank
    pairs = count - count % 2
    sign = np.where(np.arange(pairs) % 2, -1.0, 1.0)[:, None]
    plus_minus = (sign * sweeps[:, :pairs]).mean(axis=1) if pairs else blank
    noise = _rms(plus_minus)
    lag = np.arange(first, last) / rate
    size = _rms(average[:, (lag >= RESPONSE[0]) & (lag <= RESPONSE[1])])
    snr = np.divide(size, noise, out=np.full(noise.shape, np.nan), where=noise > 0)
    matrix = ("electrode", "lag")
    return xr.Dataset(
        {
            "average": labelled(matrix, average, "V", "EEG averaged on the stimulus"),
            "plus_minus": labelled(matrix, plus_minus, "V", "average of alternating sign"),
            "noise": labelled("electrode", noise, "V", "RMS of the +/- average"),
            "snr": labelled("electrode", snr, "1", "response over noise, RMS"),
            "sweeps": labelled((), count, "1", "stimuli averaged"),
        },
        coords={
            "electrode": potential["electrode"].values,
            "lag": labelled("lag", 1e3 * lag, "ms", "time after the stimulus"),
        },
    )


def sep_peaks(evoked: xr.Dataset) -> xr.Dataset:
    """The cortical peaks N20, P25 and N33 after a median-nerve volley, and the amplitudes between them.

    N peaks are troughs and P peaks crests of the potential as stored (positive potentials positive), whichever way up
    it is drawn. Each is the largest local extremum in its window (N20 16 to 24, P25 21 to 31, N33 27 to 42 ms) after
    the peak before it; an edge of the window is none.

    Parameters
    ----------
    evoked : xarray.Dataset
        Average of ``evoked_potential``.

    Returns
    -------
    xarray.Dataset
        Over ``electrode``: ``n20``, ``p25`` and ``n33``, latencies in ms; ``n20_p25``, ``p25_n33``, ``response`` and
        ``noise`` V; ``measurable``; ``reason``. Fewer than 50 sweeps, a response or an amplitude less than twice the
        noise, and a missing peak are not measurable: numbers are NaN, and ``reason`` says why (beside a missing peak
        the peaks before it and the whole response are given). Without any noise the response counts if it is not 0.

    Notes
    -----
    Windows are widened around the nominal latencies, for the delayed peaks of giant potentials. The noise of 50 sweeps
    is down to a seventh; clinical averages of small potentials take 500 and more.

    References
    ----------
    textbook, demura2024
    """
    lag = evoked["lag"].values
    sweeps = int(evoked["sweeps"])
    names = list(LABELS)
    table = np.full((len(names), evoked.sizes["electrode"]), np.nan)
    reasons = []
    for column in range(evoked.sizes["electrode"]):
        mine = evoked.isel(electrode=column)
        snr, noise, average = float(mine["snr"]), float(mine["noise"]), mine["average"].values
        table[-1, column] = noise
        if sweeps < LEAST_SWEEPS:
            reasons.append(f"{counted(sweeps, 'sweep')}, at least {LEAST_SWEEPS} needed")
            continue
        if snr < LEAST_RATIO or not average.any():
            reasons.append(f"no response: {0.0 if np.isnan(snr) else snr:.1f} times the noise, {LEAST_RATIO:g} needed")
            continue
        table[-2, column] = np.ptp(average[(lag >= 1e3 * RESPONSE[0]) & (lag <= 1e3 * RESPONSE[1])])
        found = _peaks(average, lag)
        places = list(found.values())
        steps = np.abs(np.diff(average[places]))
        if (steps < LEAST_RATIO * np.nan_to_num(noise)).any():
            reasons.append(
                f"no response: {1e6 * steps.min():.2g} uV between peaks, {LEAST_RATIO:g} times the noise needed"
            )
            continue
        table[: len(places), column] = lag[places]
        table[3 : 3 + steps.size, column] = steps
        missing = [name for name in PEAKS if name not in found]
        reasons.append(f"no {missing[0].upper()}" if missing else "")
    data = {name: labelled("electrode", values, *LABELS[name]) for name, values in zip(names, table, strict=True)}
    reason = np.array(reasons, dtype=str)
    data["measurable"] = labelled("electrode", reason == "", "1", "can be measured")
    data["reason"] = labelled("electrode", reason, "1", "why it cannot be measured")
    return xr.Dataset(data, coords={"electrode": evoked["electrode"].values})


def sep_gain(patient: xr.Dataset, healthy: xr.Dataset) -> xr.Dataset:
    """How many times larger the evoked potential is than in the healthy pathway.

    It is the ratio of P25-N33, or of the whole response where peaks of either have merged, as those of giant potentials
    may.

    Parameters
    ----------
    patient, healthy : xarray.Dataset
        Peaks of ``sep_peaks``, with the same electrodes in the same order.

    Returns
    -------
    xarray.Dataset
        Over ``electrode``: ``gain``, NaN where either has no response; ``measure``, 'p25_n33' or 'response', '' for
        none; ``reason``.

    Raises
    ------
    ValueError
        The electrodes differ.
    """
    names = patient["electrode"].values.tolist()
    if names != healthy["electrode"].values.tolist():
        raise ValueError(f"electrodes {names} and {healthy['electrode'].values.tolist()}; record both from the same")
    ratios = {name: (patient[name] / healthy[name]).values for name in ("p25_n33", "response")}
    peaks = (patient["measurable"] & healthy["measurable"]).values
    gain = np.where(peaks, ratios["p25_n33"], ratios["response"])
    known = np.isfinite(gain)
    reason = [
        "" if found else f"patient: {ill}" if ill else f"healthy: {well}"
        for found, ill, well in zip(known, patient["reason"].values, healthy["reason"].values, strict=True)
    ]
    measure = np.where(known, np.where(peaks, "p25_n33", "response"), "")
    return xr.Dataset(
        {
            "gain": labelled("electrode", gain, "1", "evoked potential relative to the healthy pathway"),
            "measure": labelled("electrode", measure, "1", "what was compared"),
            "reason": labelled("electrode", np.array(reason, dtype=str), "1", "why it is missing"),
        },
        coords={"electrode": names},
    )


def _peaks(average: np.ndarray, lag: np.ndarray) -> dict[str, int]:
    """Sample of every peak, in order, up to the first that is missing."""
    found: dict[str, int] = {}
    after = -1
    for name, window in PEAKS.items():
        trace = -average if name.startswith("n") else average
        inner = np.arange(1, trace.size - 1)
        top = inner[(trace[inner] >= trace[inner - 1]) & (trace[inner] > trace[inner + 1])]
        top = top[(top > after) & (lag[top] >= 1e3 * window[0]) & (lag[top] <= 1e3 * window[1])]
        if not top.size:
            break
        after = found[name] = int(top[np.argmax(trace[top])])
    return found


def _rms(values: np.ndarray) -> np.ndarray:
    return np.sqrt((values**2).mean(axis=-1))
