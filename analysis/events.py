"""What a recording holds of jerks, of responses to stimuli and of contractions: every burst is one of the three."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import xarray as xr

from .emg.bursts import find_bursts_of_muscles
from .emg.contraction import APART, FAR_OUT, FENCE, contraction_peaks
from .emg.jerks import GAP, group_jerks
from .reflexes.response_windows import AFTER, Stimuli
from .signals.checks import sampling
from .signals.labels import labelled

JERK, RESPONSE, CONTRACTION = "jerk", "response", "contraction"


@dataclass(frozen=True)
class Events:
    """The bursts of a recording, sorted into jerks and responses; those of a contraction are left out.

    Attributes
    ----------
    bursts : xarray.Dataset
        Bursts of jerks over (burst), each with the index of its jerk.
    jerks : xarray.Dataset
        Jerks over (jerk), with ``after_stimulus`` beside what ``group_jerks`` gives. ``reason`` says over (muscle) why
        the jerks of a muscle could not be told from its contraction; it is '' where they could. Unless the noise is
        known, ``unit_potentials`` says over (muscle) how many potentials of single motor units were left out.
    responses : xarray.Dataset
        Responses over (response), one for a muscle and a stimulus: what ``find_bursts_of_muscles`` gives, ``stimulus``
        (its index), ``trial`` and ``latency`` (ms).
    """

    bursts: xr.Dataset
    jerks: xr.Dataset
    responses: xr.Dataset


def find_events(
    voltage: xr.DataArray,
    motor_units: xr.Dataset | None = None,
    stimuli: Stimuli | None = None,
    contracting: Collection[str] = (),
    gap: float = GAP,
    rest: tuple[float, float] | None = None,
) -> Events:
    """Jerks and responses of an EMG.

    A burst that begins in the response window of a stimulus, or is chained to one that does, is a response. In muscles
    that contract only what exceeds the contraction counts: what lies 13 interquartile ranges above the upper quartile
    of its peaks is a jerk, and 3 in a response window a response (``contraction_peaks``). All other bursts are jerks,
    and those that begin within half a second after a stimulus say so.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time) in V, with the attribute instrument_noise (V) where it is known.
    motor_units : xarray.Dataset, optional
        As of ``find_bursts_of_muscles``; bursts then need 3 different units.
    stimuli : Stimuli, optional
        The stimuli.
    contracting : collection of str, optional
        Muscles, with side, that take part in a contraction.
    gap : float, optional
        Time in s between onsets that still belong to one jerk, or to one response.
    rest : tuple of float, optional
        Begin and end in s of a stretch in which all muscles rest. Without it rest is the instrument's noise where it is
        known, and else the quietest part of each trace.

    Returns
    -------
    Events
        The events. A contraction of too few peaks is no baseline: outside of response windows its muscles are then not
        measured.

    Raises
    ------
    ValueError
        A contracting muscle was not recorded, or ``find_bursts_of_muscles`` refuses the EMG.
    """
    known = voltage["muscle"].values.astype(str)
    unknown = sorted(set(contracting) - set(known.tolist()))
    if unknown:
        raise ValueError(f"muscle '{unknown[0]}' contracts and was not recorded; there are {', '.join(known)}")
    given = stimuli or Stimuli(np.zeros(0), ())
    noise = voltage.attrs.get("instrument_noise")
    held = np.isin(known, list(contracting))
    level = noise if rest is None else _from_first_sample(rest, voltage)
    bursts = find_bursts_of_muscles(voltage.isel(muscle=~held), motor_units, level)
    potentials = bursts.attrs.pop("unit_potentials", None)
    kind = np.where(given.answered(bursts["onset"].values) >= 0, RESPONSE, JERK)
    reason = ""
    if held.any():
        theirs, their_kind, reason = _in_contraction(voltage.isel(muscle=held), motor_units, given, noise)
        bursts = xr.concat([bursts, theirs], "burst")
        kind = np.concatenate([kind, their_kind])
        order = np.argsort(bursts["onset"].values, kind="stable")
        bursts, kind = bursts.isel(burst=order), kind[order]
    kind = _chained(bursts["onset"].values, kind, gap)
    mine = bursts.isel(burst=kind == JERK)
    jerks, jerk = group_jerks(mine, gap)
    mine["jerk"] = labelled("burst", jerk, "1", "index of the jerk it belongs to")
    after = after_stimulus(jerks["onset"].values, given)
    jerks["after_stimulus"] = labelled("jerk", after, "1", f"begins within {1e3 * AFTER:g} ms after a stimulus")
    hidden = np.where(held, reason, "") if reason else np.full(known.size, "")
    jerks = jerks.assign_coords(muscle=known)
    jerks["reason"] = labelled("muscle", hidden.astype(str), "1", "why jerks of the muscle were not measured")
    if potentials is not None:
        left_out = np.zeros(known.size, dtype=np.int32)
        left_out[~held] = potentials
        words = "potentials of single motor units that were left out"
        jerks["unit_potentials"] = labelled("muscle", left_out, "1", words)
    return Events(mine, jerks, _responses(bursts.isel(burst=kind == RESPONSE), given))


def _from_first_sample(rest: tuple[float, float], voltage: xr.DataArray) -> tuple[float, float]:
    """A stretch of time in s after the first sample."""
    first = float(voltage["time"][0])
    return rest[0] - first, rest[1] - first


def read_stimuli(stimuli: xr.Dataset | None) -> Stimuli:
    """Stimuli as their time and site.

    Parameters
    ----------
    stimuli : xarray.Dataset or None
        Over (event): time (s) and site, in order of time.

    Returns
    -------
    Stimuli
        The stimuli; none for None.
    """
    if stimuli is None or not stimuli.sizes.get("event", 0):
        return Stimuli(np.zeros(0), ())
    return Stimuli(np.asarray(stimuli["time"].values, float), tuple(stimuli["site"].values.astype(str).tolist()))


def after_stimulus(onset: np.ndarray, stimuli: Stimuli) -> np.ndarray:
    """Which onsets lie within half a second after a stimulus.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (jerk,), s.
    stimuli : Stimuli
        The stimuli.

    Returns
    -------
    numpy.ndarray
        Truth (jerk,).
    """
    if not stimuli.time.size:
        return np.zeros(onset.shape, dtype=bool)
    last = np.searchsorted(stimuli.time, onset, side="right") - 1
    return (last >= 0) & (onset - stimuli.time[last] <= AFTER)


def _in_contraction(
    voltage: xr.DataArray, motor_units: xr.Dataset | None, stimuli: Stimuli, noise: float | None
) -> tuple[xr.Dataset, np.ndarray, str]:
    """Bursts of contracting muscles, what each is, and why jerks cannot be told from the contraction."""
    rate, origin = sampling(voltage)
    emg = voltage.transpose("muscle", "time").values.astype(float)
    windows = stimuli.windows - origin
    contraction = contraction_peaks(emg, rate, noise=noise, answered=windows)
    answers = stimuli.answered(contraction.time + origin) >= 0
    beyond = contraction.excess > np.where(answers, FAR_OUT, FENCE)
    if contraction.reason:
        beyond &= answers
    time, kinds = contraction.time[beyond] + origin, np.where(answers, RESPONSE, JERK)[beyond]
    parts = []
    for row, level in enumerate(contraction.level):
        # A muscle's burst is what stands out from its own contraction
        own = None if noise is None and contraction.reason else float(np.nanmax([noise or 0.0, level]))
        parts.append(find_bursts_of_muscles(voltage.isel(muscle=[row]), motor_units, own))
    bursts = xr.concat(parts, "burst")
    begin = bursts["onset"].values - APART
    end = bursts["onset"].values + bursts["duration"].values / 1e3 + APART
    first, last = np.searchsorted(time, begin), np.searchsorted(time, end, side="right")
    kind = np.full(begin.size, CONTRACTION, dtype="U11")
    kind[last > first] = kinds[first[last > first]]
    return bursts, kind, contraction.reason


def _chained(onset: np.ndarray, kind: np.ndarray, gap: float) -> np.ndarray:
    """The kinds, bursts that follow one of a response closely being part of it; onsets are in order."""
    kind = kind.copy()
    latest = -np.inf
    for place in np.flatnonzero(kind != CONTRACTION):
        if kind[place] == JERK and onset[place] - latest <= gap + 1e-9:
            kind[place] = RESPONSE
        if kind[place] == RESPONSE:
            latest = onset[place]
    return kind


def _responses(bursts: xr.Dataset, stimuli: Stimuli) -> xr.Dataset:
    """Bursts of responses with the stimulus that each follows."""
    onset = bursts["onset"].values
    stimulus = stimuli.answered(onset)
    # What is chained to a response has left the window of its stimulus, which is still the last one
    late = stimulus < 0
    stimulus[late] = np.searchsorted(stimuli.time, onset[late], side="right") - 1
    time = stimuli.time[stimulus] if stimuli.time.size else np.zeros(0)
    found = bursts.rename({"burst": "response"})
    found["stimulus"] = labelled("response", stimulus.astype(np.int32), "1", "index of the stimulus that it follows")
    trial = stimuli.trials[stimulus] if stimuli.time.size else np.zeros(0)
    found["trial"] = labelled("response", trial.astype(np.int32), "1", "index of the trial that it belongs to")
    found["latency"] = labelled("response", 1e3 * (onset - time), "ms", "stimulus to onset")
    return found
