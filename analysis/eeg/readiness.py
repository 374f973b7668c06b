"""Readiness potential (Bereitschaftspotential): whether the EEG slowly turns negative before the jerks."""

from collections.abc import Sequence

import numpy as np
import xarray as xr
from numpy.lib.stride_tricks import sliding_window_view
from scipy.ndimage import uniform_filter1d

from ..signals.checks import checked_eeg
from ..signals.counted import counted
from ..signals.event_checks import checked_onsets
from ..signals.findings import Finding, finding_variables
from ..signals.labels import labelled
from ..signals.recorded import bridged, constant_where_recorded, first_recorded, whole_sweeps
from .chance_averages import SHUFFLES, SIGNIFICANT, check_shuffles, p_values, sizes_at_random_times

WINDOW = (-3.0, 0.5)  # s, holds a Bereitschaftspotential, which begins 0.7 to 2.1 s before the jerk
BASELINE = (-2.6, -2.1)  # s, before the earliest of them, and 0.4 s after a jerk that ends before the window
APART = 3.0  # s without another jerk before one that counts: its own potentials would lie in the average
EARLY = (-0.7, -0.2)  # s, from the latest published begin (terada1995) to the earliest spike or wave of organic jerks
LEAST_LEAD = 0.5  # s, less is no Bereitschaftspotential; convention of this project
LEAST_SWEEPS = 40  # convention of this project: slow waves of the background are larger than fast ones
STEP = 0.050  # s, moving mean and spacing of the average; a spike shorter than that loses its height

LABELS = {
    "average": ("V", "EEG averaged on the onset of the jerks that stand apart"),
    "onset": ("ms", "begin of the slow potential before the jerks"),
    "amplitude": ("V", "line fitted to the average, at the jerk, less its baseline"),
    "p_value": ("1", "share of random averages that are as negative at any electrode"),
    "sweeps": ("1", "jerks averaged"),
}
RISES = "a slow negative potential rises before the jerks"


def readiness(
    potential: xr.DataArray,
    onset: np.ndarray,
    electrodes: Sequence[str] | None = None,
    *,
    shuffles: int = SHUFFLES,
    seed: int = 0,
) -> xr.Dataset:
    """Whether a slow negative potential rises before the jerks, as before a voluntary movement, and when it begins.

    Only jerks are averaged that no other precedes by less than 3 s: what follows a jerk, and what precedes the next,
    would be taken for a slow potential. Measured is the mean from 0.7 to 0.2 s before the jerk, where spikes and waves
    of organic jerks have not begun, less that from 2.6 to 2.1 s. The begin is the corner of a horizontal and a falling
    line, fitted to the average from 2.6 to 0.2 s before the jerk.

    Parameters
    ----------
    potential : xarray.DataArray
        EEG (electrode, time) in V, with a regular coordinate ``time`` in s, recorded without a high-pass filter above
        0.05 Hz or so: what a filter took cannot be found.
    onset : numpy.ndarray
        Onsets (jerk,) in s of all jerks, in any order.
    electrodes : sequence of str, optional
        Where to look, Cz and the central one opposite the muscle; None for all.
    shuffles, seed : int, optional
        Number and seed of the averages on random times.

    Returns
    -------
    xarray.Dataset
        ``average`` (electrode, lag) V of moving means of 50 ms, lag in ms, negative before the jerk; ``onset``
        (electrode) ms before the jerk, NaN where p_value exceeds 0.05 or the line does not fall; ``amplitude``
        (electrode) V; ``p_value`` (electrode), of the family; ``sweeps``; ``slow``, 1 for an onset of at least 500 ms
        at any electrode, else 0; ``reason``. Under 40 sweeps nothing is tested: average and amplitude are those of the
        few sweeps, ``onset``, ``p_value`` and ``slow`` are NaN, and ``reason`` says so. Without any sweep, or where all
        electrodes are silent, all numbers are NaN. A silent electrode beside others has amplitude 0, no onset and p 1.

    Raises
    ------
    ValueError
        The EEG has infinite samples, is clipped, or sampled below 500 Hz or at uneven times; an onset is no number or
        given twice; an electrode is unknown; or there are too few shuffles.

    Notes
    -----
    The test is one-sided, against as many sweeps on random times of the record; for the family of electrodes each is
    divided by its SD. Before functional jerks the potential begins 0.7 to 2.1 s ahead, over central electrodes.
    Stretches, least number and least lead are conventions of this project.

    References
    ----------
    terada1995, shibasaki2005

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time, onset = np.arange(185_000) / 1000, np.arange(4.0, 184.0, 4.0)
    >>> slow = np.zeros(time.size)
    >>> for jerk in onset:  # the EEG turns negative from 1.5 s before each jerk on
    ...     slow -= 15e-6 * np.clip(1 + (time - jerk) / 1.5, 0, 1) * (time < jerk)
    >>> signal = slow + 2e-6 * rng.standard_normal((1, time.size))
    >>> eeg = xr.DataArray(signal, {"electrode": ["cz"], "time": time}, ("electrode", "time"))
    >>> found = readiness(eeg, onset, ["cz"])
    >>> bool(found["slow"]), round(float(found["onset"].item()), -2)
    (True, 1500.0)
    >>> few = readiness(eeg, onset[:20], ["cz"])  # the average is there, the test is not
    >>> float(few["amplitude"].item()) < 0, few["reason"].item()
    (True, '20 jerks 3 s after another, the test needs 40')
    """
    potential = _selected(potential, electrodes)
    rate, origin, signal = checked_eeg(potential)
    check_shuffles(shuffles)
    onset = checked_onsets(onset) - origin
    apart = onset[np.diff(onset, prepend=-np.inf) >= APART - 1e-9]
    step = round(STEP * rate)
    first, last = (round(edge * rate) // step * step for edge in WINDOW)
    lag = np.arange(first, last + 1, step) / rate
    places = signal.shape[1] - (last - first)
    start = np.rint(apart * rate).astype(int) + first
    start = start[(start >= 0) & (start < places)]
    start = start[whole_sweeps(signal, start, last - first + 1)]
    names = potential["electrode"].values.astype(str)
    silent = all(constant_where_recorded(signal))
    reason = "no electrode with a signal" if silent else ""
    if start.size < LEAST_SWEEPS:
        reason = f"{counted(start.size, 'jerk')} {APART:g} s after another, the test needs {LEAST_SWEEPS}"
    nothing = np.full(len(names), np.nan)
    values = dict.fromkeys(("onset", "amplitude", "p_value"), nothing)
    if silent or not start.size:
        return _dataset(names, lag, np.full((len(names), lag.size), np.nan), values, start.size, reason)
    # Less the first sample a constant is exactly zero
    level = np.array([bridged(trace) for trace in signal - first_recorded(signal)])
    smooth: np.ndarray = uniform_filter1d(level, step, axis=1)
    smooth[np.isnan(signal)] = np.nan
    sweeps = sliding_window_view(smooth, last - first + 1, axis=1)[..., ::step]
    rest, early = (_between(lag, edges) for edges in (BASELINE, EARLY))
    average = sweeps[:, start].mean(axis=1)
    average = average - average[:, rest].mean(axis=1, keepdims=True)
    fitted = (lag >= BASELINE[0]) & (lag <= EARLY[1])
    begin, amplitude = np.array([_corner(lag[fitted], trace) for trace in average[:, fitted]]).T
    if reason:
        return _dataset(names, lag, average, values | {"amplitude": amplitude}, start.size, reason)
    # The fall of an average is the average fall: one number for every place will do
    baseline, later = (sum(smooth[:, k * step : k * step + places] for k in part) / part.size for part in (rest, early))
    fall = np.asarray(baseline - later)
    whole = np.flatnonzero(np.isfinite(fall).all(axis=0))
    record = (fall[..., None], start.size, whole)
    random = sizes_at_random_times([record], lambda means: means[..., 0], shuffles, seed)
    p_value = p_values(fall[:, start].mean(axis=1), random, np.nanstd(smooth, axis=1))["p_value_family"]
    begin = np.where((p_value <= SIGNIFICANT) & (amplitude < 0), -1e3 * begin, np.nan)
    return _dataset(names, lag, average, {"onset": begin, "amplitude": amplitude, "p_value": p_value}, start.size, "")


def _selected(potential: xr.DataArray, electrodes: Sequence[str] | None) -> xr.DataArray:
    if electrodes is None:
        return potential
    there = potential["electrode"].values.astype(str).tolist()
    unknown = [name for name in electrodes if name not in there]
    if unknown:
        raise ValueError(f"no electrode '{unknown[0]}'; there are {', '.join(there)}")
    return potential.sel(electrode=list(electrodes))


def _between(lag: np.ndarray, edges: tuple[float, float]) -> np.ndarray:
    """Indices of the moving means that lie wholly between two edges (s)."""
    return np.flatnonzero((lag >= edges[0] + STEP / 2 - 1e-9) & (lag <= edges[1] - STEP / 2 + 1e-9))


def _corner(lag: np.ndarray, trace: np.ndarray) -> tuple[float, float]:
    """Where (s) a trace leaves the horizontal, by least squares, and its height over it at lag 0; NaN and 0 if flat."""
    # No corner earlier than what is known to be rest, none so late that two points make the slope
    corners = lag[(lag >= BASELINE[1]) & (lag <= lag[-3])]
    ramps = np.maximum(lag - corners[:, None], 0)
    ramps_less, trace_less = ramps - ramps.mean(axis=1, keepdims=True), trace - trace.mean()
    slope = ramps_less @ trace_less / (ramps_less**2).sum(axis=1)
    best = int(np.argmax(slope**2 * (ramps_less**2).sum(axis=1)))
    return (float(corners[best]), float(-slope[best] * corners[best])) if slope[best] else (np.nan, 0.0)


def _dataset(
    names: np.ndarray, lag: np.ndarray, average: np.ndarray, values: dict[str, np.ndarray], sweeps: int, reason: str
) -> xr.Dataset:
    data: dict[str, tuple] = {"average": (("electrode", "lag"), average)}
    data |= {name: (("electrode",), value) for name, value in values.items()}
    slow = Finding(None, reason) if reason else Finding(bool((values["onset"] >= 1e3 * LEAST_LEAD - 1e-6).any()))
    data |= {"sweeps": ((), sweeps)}
    variables = {name: labelled(dims, value, *LABELS[name]) for name, (dims, value) in data.items()}
    time = labelled("lag", 1e3 * lag, "ms", "time after the onset")
    return xr.Dataset(variables | finding_variables("slow", RISES, slow), coords={"electrode": names, "lag": time})
