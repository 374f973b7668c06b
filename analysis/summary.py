"""The statistics of one run."""

import numpy as np
import xarray as xr

from .emg.bursts import find_bursts_of_muscles
from .emg.jerks import GAP, first_onsets, group_jerks, leading_muscle
from .emg.rhythm import interjerk_intervals
from .signals.groups import emg
from .signals.labels import labelled
from .signals.recorded import missing_of, recorded_duration, recorded_seconds
from .spiking.firing_statistics import population_rates

# name -> unit, long name
STATISTICS = {
    "jerk_rate": ("1/s", "jerks per second"),
    "burst_duration": ("ms", "duration of EMG bursts, median"),
    "burst_duration_iqr": ("ms", "duration of EMG bursts, interquartile range"),
    "burst_count": ("1", "EMG bursts"),
    "burst_time": ("ms/s", "EMG burst time, all muscles"),
    "interjerk_interval": ("s", "interval between jerks, median"),
    "interjerk_cv": ("1", "coefficient of variation of the interval between jerks"),
    "interval_count": ("1", "intervals between jerks of the first muscle"),
    "first_muscle": ("1", "muscle that begins most jerks"),
    "muscles_involved": ("1", "muscles per jerk, median"),
    "status": ("1", "how the run ended"),
}


def add_events(tree: xr.DataTree, tonic: bool = False, gap: float = GAP) -> xr.DataTree:
    """The tree with ``bursts``, ``jerks`` and ``statistics`` beside what it has.

    Parameters
    ----------
    tree : xarray.DataTree
        Group ``emg`` (voltage (muscle, time) V), and ``spikes`` and ``populations`` where cells are known. Where
        ``motor_units`` exists, bursts need 3 different units.
    tonic : bool, optional
        Muscles contract, so that the quietest part of each trace is its rest. Else rest is the instrument's noise
        (attribute instrument_noise of the voltage, V), which also serves a muscle that never rests.
    gap : float, optional
        Time in s between onsets that still belong to one jerk; more where few muscles are recorded of a slow spread.

    Returns
    -------
    xarray.DataTree
        A copy with the three groups.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> rng = np.random.default_rng(0)
    >>> emg = 3e-6 * rng.standard_normal((1, 4000))
    >>> emg[0, 2000:2060] += 2e-4 * rng.standard_normal(60)
    >>> tree = add_events(from_signals(emg, 2000.0, ["right_fdi"]))
    >>> tree["jerks"].sizes["jerk"], float(tree["statistics"]["jerk_rate"])
    (1, 0.5)
    """
    result = tree.copy()
    motor_units = tree["motor_units"].to_dataset() if "motor_units" in tree.children else None
    bursts, jerks = find_events(emg(tree), motor_units, tonic, gap)
    result["bursts"], result["jerks"] = xr.DataTree(bursts), xr.DataTree(jerks)
    result["statistics"] = xr.DataTree(summarise(result))
    return result


def find_events(
    voltage: xr.DataArray, motor_units: xr.Dataset | None = None, tonic: bool = False, gap: float = GAP
) -> tuple[xr.Dataset, xr.Dataset]:
    """Bursts and jerks of an EMG alone.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with the attribute instrument_noise (V) where it is known.
    motor_units : xarray.Dataset, optional
        As of ``find_bursts_of_muscles``; bursts then need 3 different units.
    tonic : bool, optional
        As of ``add_events``.
    gap : float, optional
        As of ``add_events``.

    Returns
    -------
    bursts : xarray.Dataset
        Bursts over (burst), each with the index of its jerk.
    jerks : xarray.Dataset
        Jerks over (jerk).
    """
    noise = voltage.attrs.get("instrument_noise")
    bursts = find_bursts_of_muscles(voltage, motor_units, None if tonic else noise)
    jerks, jerk = group_jerks(bursts, gap)
    bursts["jerk"] = labelled("burst", jerk, "1", "index of the jerk it belongs to")
    return bursts, jerks


def summarise(tree: xr.DataTree) -> xr.Dataset:
    """The statistics of a run as one Dataset.

    Parameters
    ----------
    tree : xarray.DataTree
        Root attributes duration (s) and runaway; groups ``bursts``, ``jerks``, ``emg`` if something of it is missing
        (NaN), and, where cells are known, ``spikes`` and ``populations``.

    Returns
    -------
    xarray.Dataset
        ``jerk_rate`` (1/s; jerks of a single muscle count), ``burst_duration`` (ms, median over bursts),
        ``burst_duration_iqr`` (ms), ``burst_count``, ``burst_time`` (ms/s, bursts of all muscles together),
        ``first_muscle`` (the one that begins most jerks), ``interjerk_interval`` (s, median), ``interjerk_cv`` and
        ``interval_count`` (between the jerks in which that muscle takes part), ``muscles_involved`` (median over jerks
        of the number of muscles), ``status`` ('ok', 'runaway'); where cells are known, ``population_rate`` (population)
        Hz.

    Notes
    -----
    Silence is a defined value: without jerks rates and counts are 0, durations, intervals and CV are NaN, and
    first_muscle is ''. With fewer than two intervals the CV is NaN; below 30 intervals it is not worth quoting.
    What was not recorded counts for no rate, and an interval that holds some of it is left out. ``burst_time`` falls
    where jerks become rarer, shorter or take fewer muscles.
    """
    seconds = recorded_duration(tree)
    bursts, jerks = tree["bursts"].to_dataset(), tree["jerks"].to_dataset()
    values = event_statistics(bursts, jerks, seconds) | {"status": "runaway" if tree.attrs.get("runaway") else "ok"}
    if "emg" in tree.children:
        values |= _beside_gaps(emg(tree), bursts, str(values["first_muscle"]))
    data = {name: labelled((), value, *STATISTICS[name]) for name, value in values.items()}
    if "spikes" not in tree.children or "populations" not in tree.children:
        return xr.Dataset(data)
    populations, spikes = tree["populations"].to_dataset(), tree["spikes"].to_dataset()
    rates = population_rates(spikes["unit"].values, populations["size"].values, float(tree.attrs["duration"]))
    rate = labelled("population", rates, "Hz", "mean rate per cell")
    return xr.Dataset({**data, "population_rate": rate}, coords={"population": populations["population"].values})


def event_statistics(bursts: xr.Dataset, jerks: xr.Dataset, duration: float) -> dict[str, float | int | str]:
    """What ``summarise`` says of bursts and jerks, without labels.

    Parameters
    ----------
    bursts, jerks : xarray.Dataset
        As of ``find_events``.
    duration : float
        Duration of the run, s.

    Returns
    -------
    dict
        Name of a statistic to its value.
    """
    first = leading_muscle(jerks)
    rhythm = interjerk_intervals(first_onsets(first, bursts))
    length, muscles = bursts["duration"].values, jerks["n_muscles"].values
    low, middle, high = _quartiles(length)
    return {
        "jerk_rate": _per_second(muscles.size, duration),
        "burst_duration": middle,
        "burst_duration_iqr": high - low,
        "burst_count": length.size,
        "burst_time": _per_second(length.sum(), duration),
        "interjerk_interval": rhythm.interval,
        "interjerk_cv": rhythm.cv,
        "interval_count": rhythm.count,
        "first_muscle": first,
        "muscles_involved": float(np.median(muscles)) if muscles.size else 0.0,
    }


def _beside_gaps(voltage: xr.DataArray, bursts: xr.Dataset, first: str) -> dict[str, float | int]:
    """Statistics that gaps of single muscles change: burst time, each muscle's over its own time, and intervals."""
    if not np.isnan(voltage.values).any():
        return {}
    seconds = recorded_seconds(voltage)
    muscle, length = bursts["muscle"].values, bursts["duration"].values
    shares = [
        _per_second(length[muscle == name].sum(), recorded)
        for name, recorded in zip(voltage["muscle"].values, seconds, strict=True)
    ]
    rhythm = interjerk_intervals(first_onsets(first, bursts), missing=missing_of(voltage, first))
    return {
        "burst_time": float(sum(shares)),
        "interjerk_interval": rhythm.interval,
        "interjerk_cv": rhythm.cv,
        "interval_count": rhythm.count,
    }


def _per_second(amount: float, seconds: float) -> float:
    return float(amount / seconds) if seconds > 0 else 0.0


def _quartiles(values: np.ndarray) -> tuple[float, float, float]:
    if not values.size:
        return float("nan"), float("nan"), float("nan")
    low, middle, high = np.percentile(values, (25, 50, 75))
    return float(low), float(middle), float(high)
