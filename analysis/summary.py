"""The statistics of one run: spontaneous jerks, responses to stimuli, and how cells fire."""

from collections.abc import Collection

import numpy as np
import xarray as xr

from .emg.jerks import GAP, first_onsets, leading_muscle
from .emg.rhythm import interjerk_intervals
from .events import find_events, read_stimuli
from .reflexes.response_windows import AFTER, Stimuli
from .signals.groups import emg
from .signals.labels import labelled
from .signals.recorded import missing_of, recorded_duration, recorded_seconds
from .spiking.firing_statistics import population_rates
from .spiking.steadiness import count_unsteady, steadiness

# name -> unit, long name
STATISTICS = {
    "jerk_rate": ("1/s", "spontaneous jerks per second, without responses to stimuli and contractions"),
    "stimulus_jerk_rate": ("1/s", f"jerks per second within {AFTER:g} s after a stimulus, without the responses"),
    "burst_duration": ("ms", "duration of the EMG bursts of jerks, median"),
    "burst_duration_iqr": ("ms", "duration of the EMG bursts of jerks, interquartile range"),
    "burst_count": ("1", "EMG bursts of jerks"),
    "burst_time": ("ms/s", "time in EMG bursts of jerks, all muscles"),
    "interjerk_interval": ("s", "interval between jerks, median"),
    "interjerk_cv": ("1", "coefficient of variation of the interval between jerks"),
    "interval_count": ("1", "intervals between jerks of the first muscle"),
    "first_muscle": ("1", "muscle that begins most jerks"),
    "muscles_involved": ("1", "muscles per jerk, median"),
    "response_probability": ("1", "share of stimuli with a response of any muscle; paired stimuli are one"),
    "response_muscles": ("1", "muscles per response to a stimulus, median"),
    "unmeasured_muscles": ("1", "muscles whose contraction hides jerks"),
    "status": ("1", "how the run ended"),
}
UNSTEADY = ("1", "populations that fall silent or switch between two rates for seconds")
NO_TIME = "no time is left outside of responses and the half seconds after stimuli"
NO_MUSCLE = "no muscle was recorded"


def add_events(
    tree: xr.DataTree,
    contracting: Collection[str] = (),
    gap: float = GAP,
    rest: tuple[float, float] | None = None,
) -> xr.DataTree:
    """The tree with ``bursts``, ``jerks``, ``responses`` and ``statistics`` beside what it has.

    Parameters
    ----------
    tree : xarray.DataTree
        Group ``emg`` (voltage (muscle, time) V), ``stimuli`` where there were any, and ``spikes`` and ``populations``
        where cells are known. Where ``motor_units`` exists, bursts need 3 different units.
    contracting : collection of str, optional
        Muscles, with side, that take part in a contraction. Jerks of theirs are what exceeds it. In the other muscles
        rest is the instrument's noise (attribute instrument_noise of the voltage, V), or the quietest part of the
        trace where the noise is not known.
    gap : float, optional
        Time in s between onsets that still belong to one jerk; more where few muscles are recorded of a slow spread.
    rest : tuple of float, optional
        Begin and end in s of a stretch in which all muscles rest, for a recording in which they seldom do.

    Returns
    -------
    xarray.DataTree
        A copy with the four groups, as ``find_events`` and ``summarise`` give them.

    Examples
    --------
    >>> from disinhibition.analysis.recordings.arrays import from_signals
    >>> rng = np.random.default_rng(0)
    >>> emg = 3e-6 * rng.standard_normal((1, 8000))  # 4 s at 2000 Hz
    >>> for onset in (2000, 5060):
    ...     emg[0, onset : onset + 60] += 2e-4 * rng.standard_normal(60)
    >>> tree = add_events(from_signals(emg, 2000.0, ["right_fdi"], stimuli=[2.5]))
    >>> tree["jerks"].sizes["jerk"], tree["responses"]["latency"].values.round().tolist()  # 30 ms after the stimulus
    (1, [30.0])
    """
    result = tree.copy()
    motor_units = tree["motor_units"].to_dataset() if "motor_units" in tree.children else None
    events = find_events(emg(tree), motor_units, _stimuli(tree), contracting, gap, rest)
    for name in ("bursts", "jerks", "responses"):
        result[name] = xr.DataTree(getattr(events, name))
    result["statistics"] = xr.DataTree(summarise(result))
    return result


def summarise(tree: xr.DataTree) -> xr.Dataset:
    """The statistics of a run as one Dataset.

    Parameters
    ----------
    tree : xarray.DataTree
        Root attributes duration (s) and runaway; groups ``bursts``, ``jerks`` and ``responses``, ``stimuli`` where
        there were any, ``emg`` if something of it is missing (NaN), and, where cells are known, ``spikes`` and
        ``populations``.

    Returns
    -------
    xarray.Dataset
        Of jerks: ``jerk_rate`` (1/s; spontaneous ones, per second outside of half a second after every stimulus; jerks
        of a single muscle count), ``stimulus_jerk_rate`` (1/s; those of that half second that are no response),
        ``burst_duration`` (ms, median over bursts), ``burst_duration_iqr`` (ms), ``burst_count``, ``burst_time`` (ms/s,
        bursts of all muscles together), ``first_muscle`` (the one that begins most jerks), ``interjerk_interval`` (s,
        median), ``interjerk_cv`` and ``interval_count`` (between the jerks in which that muscle takes part),
        ``muscles_involved`` (median over jerks of the number of muscles). Of stimuli: ``response_probability`` and
        ``response_muscles``. ``unmeasured_muscles`` (muscles whose contraction hides jerks), ``reason`` (why something
        of the jerks was not measured), ``status`` ('ok', 'runaway'); where cells are known, ``population_rate``
        (population) Hz, ``population_state`` (population; as of ``steadiness``) and ``unsteady_populations``.

    Notes
    -----
    Silence is a defined value: without jerks rates and counts are 0, durations, intervals and CV are NaN, and
    first_muscle is ''. With fewer than two intervals the CV is NaN; below 30 intervals it is not worth quoting.
    What was not recorded counts for no rate, and an interval that holds some of it is left out. ``burst_time`` falls
    where jerks become rarer, shorter or take fewer muscles. Without stimuli what is said of them is NaN. If stimuli
    follow each other so closely that no time is left, ``jerk_rate`` is NaN; where no muscle could be read,
    ``burst_time`` and ``muscles_involved`` are NaN, too. Jerks come more often after stimuli, and are
    stimulus-sensitive, if ``stimulus_jerk_rate`` exceeds ``jerk_rate``; an enhanced reflex is a response all the same,
    and shows in its probability and its muscles.
    """
    seconds, recorded = float(tree.attrs["duration"]), recorded_duration(tree)
    bursts, jerks, responses = (tree[name].to_dataset() for name in ("bursts", "jerks", "responses"))
    values = event_statistics(bursts, jerks, responses, _after_begin(tree), seconds, seconds - recorded)
    values["status"] = "runaway" if tree.attrs.get("runaway") else "ok"
    if "emg" in tree.children:
        values |= _beside_gaps(emg(tree), bursts, str(values["first_muscle"]))
    data = {name: labelled((), value, *STATISTICS[name]) for name, value in values.items()}
    data["reason"] = labelled((), _reason(jerks, values), "1", "why something of the jerks was not measured")
    if "spikes" not in tree.children or "populations" not in tree.children:
        return xr.Dataset(data)
    populations, spikes = tree["populations"].to_dataset(), tree["spikes"].to_dataset()
    rates = population_rates(spikes["unit"].values, populations["size"].values, seconds)
    data["population_rate"] = labelled("population", rates, "Hz", "mean rate per cell")
    found = steadiness(spikes["time"].values, spikes["unit"].values, populations["size"].values, seconds)
    data["population_state"] = ("population", found["state"].values, found["state"].attrs)
    data["unsteady_populations"] = labelled((), count_unsteady(found), *UNSTEADY)
    return xr.Dataset(data, coords={"population": populations["population"].values})


def event_statistics(
    bursts: xr.Dataset,
    jerks: xr.Dataset,
    responses: xr.Dataset,
    stimuli: Stimuli,
    duration: float,
    missing: float = 0.0,
) -> dict[str, float | int | str]:
    """What ``summarise`` says of jerks and responses, without labels.

    Parameters
    ----------
    bursts, jerks, responses : xarray.Dataset
        As of ``find_events``.
    stimuli : Stimuli
        The stimuli of the run.
    duration : float
        Duration of the run, s.
    missing : float, optional
        Seconds of it in which nothing was recorded.

    Returns
    -------
    dict
        Name of a statistic to its value.
    """
    first = leading_muscle(jerks)
    rhythm = interjerk_intervals(first_onsets(first, bursts))
    length, muscles = bursts["duration"].values, jerks["n_muscles"].values
    low, middle, high = _quartiles(length)
    evoked = int(np.count_nonzero(jerks["after_stimulus"].values))
    hidden = int(np.count_nonzero(jerks["reason"].values.astype(str) != ""))
    recorded = duration - missing
    quiet, after = recorded - float(np.diff(stimuli.stimulated(duration)).sum()), stimuli.after_windows(duration)
    unreadable = hidden == jerks.sizes["muscle"]  # also without any muscle
    if unreadable:
        recorded = quiet = after = 0.0
    return {
        "jerk_rate": _per_second(muscles.size - evoked, quiet, duration),
        "stimulus_jerk_rate": _per_second(evoked, after, float("inf")),
        "burst_duration": middle,
        "burst_duration_iqr": high - low,
        "burst_count": length.size,
        "burst_time": _per_second(length.sum(), recorded, duration),
        "interjerk_interval": rhythm.interval,
        "interjerk_cv": rhythm.cv,
        "interval_count": rhythm.count,
        "first_muscle": first,
        "muscles_involved": float(np.median(muscles)) if muscles.size else float("nan") if unreadable else 0.0,
        "response_probability": _share_answered(responses, stimuli),
        "response_muscles": _muscles_per_response(responses),
        "unmeasured_muscles": hidden,
    }


def _beside_gaps(voltage: xr.DataArray, bursts: xr.Dataset, first: str) -> dict[str, float | int]:
    """Statistics that gaps of single muscles change: burst time, each muscle's over its own time, and intervals."""
    if not np.isnan(voltage.values).any():
        return {}
    seconds = recorded_seconds(voltage)
    muscle, length = bursts["muscle"].values, bursts["duration"].values
    shares = [
        _per_second(length[muscle == name].sum(), recorded, 0.0)
        for name, recorded in zip(voltage["muscle"].values, seconds, strict=True)
    ]
    rhythm = interjerk_intervals(first_onsets(first, bursts), missing=missing_of(voltage, first))
    return {
        "burst_time": float(sum(shares)) if seconds.any() else float("nan"),
        "interjerk_interval": rhythm.interval,
        "interjerk_cv": rhythm.cv,
        "interval_count": rhythm.count,
    }


def _stimuli(tree: xr.DataTree) -> Stimuli:
    return read_stimuli(tree["stimuli"].to_dataset() if "stimuli" in tree.children else None)


def _after_begin(tree: xr.DataTree) -> Stimuli:
    """Stimuli with times after the first sample, which a step of a longer recording does not have at 0."""
    stimuli = _stimuli(tree)
    time = emg(tree)["time"].values if "emg" in tree.children else np.zeros(0)
    return Stimuli(stimuli.time - time[0], stimuli.site) if time.size else stimuli


def _reason(jerks: xr.Dataset, values: dict[str, float | int | str]) -> str:
    reason = jerks["reason"].values.astype(str)
    muscle = jerks["muscle"].values.astype(str)
    if not muscle.size:
        return NO_MUSCLE
    found = [f"{', '.join(muscle[reason == why])}: {why}" for why in np.unique(reason) if why]
    return "; ".join(found) or (NO_TIME if np.isnan(float(values["jerk_rate"])) else "")


def _share_answered(responses: xr.Dataset, stimuli: Stimuli) -> float:
    trials = int(stimuli.trials[-1]) + 1 if stimuli.time.size else 0
    return np.unique(responses["trial"].values).size / trials if trials else float("nan")


def _muscles_per_response(responses: xr.Dataset) -> float:
    """Median over the trials with a response of the muscles that take part."""
    trial, muscle = responses["trial"].values, responses["muscle"].values.astype(str)
    found = [np.unique(muscle[trial == number]).size for number in np.unique(trial)]
    return float(np.median(found)) if found else float("nan")


def _per_second(amount: float, seconds: float, of: float) -> float:
    """A rate; NaN if of a recording of some duration no second is left to count in."""
    if seconds > 1e-9:
        return float(amount / seconds)
    return float("nan") if of > 0 else 0.0


def _quartiles(values: np.ndarray) -> tuple[float, float, float]:
    if not values.size:
        return float("nan"), float("nan"), float("nan")
    low, middle, high = np.percentile(values, (25, 50, 75))
    return float(low), float(middle), float(high)
