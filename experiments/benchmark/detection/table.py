"""The table of burst detection: errors by condition, and events where there are none, for every detector."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from disinhibition.analysis.recordings.arrays import from_signals
from disinhibition.analysis.signals.groups import emg as emg_of

from ..verdicts import say
from .detectors import OURS, Detector, detectors
from .made import NOISES, SPOILT, Condition, made, steady_contraction
from .score import Score, pooled, score

FALSE_PER = 3000.0  # s of noise in which one false event is allowed
MOST_STEADY = 0.02  # events per second of a steady contraction that are allowed
MOST = 0.95  # share of events that have to be right
PIECE = 300.0  # s of noise at a time
NOISE_RATE = 1000.0  # Hz
UNIT_RATE = 2000.0  # Hz


@dataclass(frozen=True)
class DetectionPlan:
    """How much is measured.

    Attributes
    ----------
    conditions : tuple of Condition
        Conditions with events.
    events : int
        Events of each.
    noise : float
        Duration of each noise, s.
    units : tuple of int
        Numbers of motor units of steady contractions.
    steady : float
        Duration of each contraction, s.
    draws : int
        How often each contraction is drawn.
    """

    conditions: tuple[Condition, ...]
    events: int
    noise: float
    units: tuple[int, ...]
    steady: float
    draws: int


def _conditions() -> tuple[Condition, ...]:
    bursts = [
        Condition(duration, snr, rate)
        for rate in (500.0, 2000.0, 10_000.0)
        for duration in (0.01, 0.03, 0.1, 0.3)
        for snr in (3.0, 10.0, 30.0)
    ]
    contractions = [Condition(duration, snr, 2000.0, True) for duration in (0.2, 1.0, 3.0) for snr in (3.0, 10.0, 30.0)]
    spoilt = [
        Condition(duration, snr, 2000.0, tapered, how)
        for how in SPOILT[1:]
        for duration, snr, tapered in ((0.03, 5.0, False), (0.1, 10.0, False), (1.0, 10.0, True))
    ]
    return (*bursts, *contractions, *spoilt)


FULL = DetectionPlan(_conditions(), 30, FALSE_PER, (1, 2, 3, 5, 8, 13, 20, 40), 120.0, 3)
QUICK_DETECTION = DetectionPlan(
    (Condition(0.03, 10.0, 1000.0), Condition(0.1, 5.0, 2000.0, spoilt="all"), Condition(0.5, 10.0, 2000.0, True)),
    8, 30.0, (1, 20), 20.0, 1,
)  # fmt: skip


def measure_detection(plan: DetectionPlan = FULL, compared: Mapping[str, Detector] | None = None) -> dict[str, Any]:
    """Measure and print how well bursts are found, by this package and by others.

    Every recording enters by the door. The other detectors get the same cleaned signal, its gaps bridged.

    Parameters
    ----------
    plan : DetectionPlan, optional
        How much is measured.
    compared : mapping of str to callable, optional
        Detectors; None takes all of ``detectors``.

    Returns
    -------
    dict
        ``errors`` (condition to detector to figures), ``detectors`` (the same over all conditions), ``false``
        (noise to detector to events per 3000 s), ``steady`` (number of units to detector to events per second) and
        ``met``.
    """
    compared = detectors() if compared is None else compared
    scores = _scores(plan, compared)
    totals = {name: pooled([one[name] for one in scores.values()]) for name in compared}
    say(f"\n{'all conditions':<30}{HEADER}")
    for name, total in totals.items():
        say(f"{name:<30}{_row(total)}")
    false = _false_events(plan, compared)
    steady = _steady(plan, compared)
    kinds = {tapered: _of_kind(scores, plan, tapered) for tapered in (False, True)}
    met = {
        "onset of 95 % of bursts within 3 ms": kinds[False].onset_right >= MOST,
        "duration of 95 % of bursts within 5 ms or 5 %": kinds[False].duration_right >= MOST,
        "onset of 95 % of contractions within 3 ms": kinds[True].onset_right >= MOST,
        "duration of 95 % of contractions within 5 %": kinds[True].duration_right >= MOST,
        "nothing missed": totals[OURS].missed == 0,
        "nothing found twice": totals[OURS].twice == 0,
        "false events in noise": max(one[OURS] for one in false.values()) <= 1,
        "events in a steady contraction": max(one[OURS] for one in steady.values()) <= MOST_STEADY,
    }
    say("")
    for words, reached in met.items():
        say(f"{words:<50}{'met' if reached else 'missed'}")
    return {
        "errors": {key: {name: _figures(one) for name, one in found.items()} for key, found in scores.items()},
        "detectors": {name: _figures(one) for name, one in totals.items()},
        "false": false,
        "steady": steady,
        "met": met,
    }


HEADER = "onset ms: median  95 %   duration ms: median   95 %   right: onset  duration  missed  twice  false"


def _of_kind(scores: Mapping[str, Mapping[str, Score]], plan: DetectionPlan, tapered: bool) -> Score:
    """Our score over all bursts, or over all contractions."""
    mine = zip(scores.values(), plan.conditions, strict=True)
    return pooled([found[OURS] for found, condition in mine if condition.tapered == tapered])


def _scores(plan: DetectionPlan, compared: Mapping[str, Detector]) -> dict[str, dict[str, Score]]:
    say(f"{OURS:<30}{HEADER}")
    found: dict[str, dict[str, Score]] = {}
    for number, condition in enumerate(plan.conditions):
        recording = made(condition, plan.events, number)
        emg, rate = cleaned(recording.emg, recording.rate)
        here = {
            name: score(detect(emg, rate), recording.onset, recording.duration) for name, detect in compared.items()
        }
        kind = "contraction" if condition.tapered else "burst"
        key = f"{kind} {1e3 * condition.duration:g} ms, {condition.snr:g}, {condition.rate:g} Hz, {condition.spoilt}"
        found[key] = here
        say(f"{_short(condition):<30}{_row(here[OURS])}")
    return found


def _short(condition: Condition) -> str:
    kind = "~" if condition.tapered else ""
    return f"{kind}{1e3 * condition.duration:g} ms x{condition.snr:g} {condition.rate:g} Hz {condition.spoilt}"


def _false_events(plan: DetectionPlan, compared: Mapping[str, Detector]) -> dict[str, dict[str, float]]:
    say(f"\n{'false events in 3000 s of':<30}" + "".join(f"{noise:>14}" for noise in NOISES))
    count: dict[str, dict[str, float]] = {noise: dict.fromkeys(compared, 0.0) for noise in NOISES}
    pieces = max(round(plan.noise / PIECE), 1)
    seconds = plan.noise / pieces
    for noise, draw in NOISES.items():
        for piece in range(pieces):
            rng = np.random.default_rng(piece)
            emg, rate = cleaned(draw(rng, round(seconds * NOISE_RATE), NOISE_RATE), NOISE_RATE)
            for name, detect in compared.items():
                count[noise][name] += detect(emg, rate)[0].size * FALSE_PER / plan.noise
    for name in compared:
        say(f"{name:<30}" + "".join(f"{count[noise][name]:>14.1f}" for noise in NOISES))
    return count


def _steady(plan: DetectionPlan, compared: Mapping[str, Detector]) -> dict[str, dict[str, float]]:
    say(f"\n{'events/s, contraction of units':<30}" + "".join(f"{units:>8}" for units in plan.units))
    rates: dict[str, dict[str, float]] = {}
    for units in plan.units:
        rates[str(units)] = dict.fromkeys(compared, 0.0)
        for draw in range(plan.draws):
            rng = np.random.default_rng(1000 * units + draw)
            emg, rate = cleaned(steady_contraction(units, plan.steady, UNIT_RATE, rng), UNIT_RATE)
            for name, detect in compared.items():
                events = detect(emg, rate)[0].size
                rates[str(units)][name] += events / (plan.draws * plan.steady)
    for name in compared:
        say(f"{name:<30}" + "".join(f"{rates[str(units)][name]:>8.3f}" for units in plan.units))
    return rates


def cleaned(emg: np.ndarray, rate: float) -> tuple[np.ndarray, float]:
    """One EMG through the door.

    Parameters
    ----------
    emg : numpy.ndarray
        EMG (time,), V.
    rate : float
        Samples per second, Hz.

    Returns
    -------
    emg : numpy.ndarray
        What measurements see of it, V.
    rate : float
        Its rate, Hz.
    """
    voltage = emg_of(from_signals(emg, rate, ["right_fdi"]))
    time = voltage["time"].values
    return voltage.values[0], (time.size - 1) / float(time[-1] - time[0])


def _figures(one: Score) -> dict[str, float]:
    """Errors in ms as median and 95 % of their size, and shares."""
    onset, duration = ((np.abs(errors) if errors.size else np.array([np.nan])) for errors in (one.onset, one.duration))
    return {
        "onset_ms": float(np.median(onset)),
        "onset_95_ms": float(np.quantile(onset, 0.95)),
        "duration_ms": float(np.median(duration)),
        "duration_95_ms": float(np.quantile(duration, 0.95)),
        "onset_right": one.onset_right,
        "duration_right": one.duration_right,
        "events": one.events,
        "missed": one.missed,
        "twice": one.twice,
        "false": one.false,
    }


def _row(one: Score) -> str:
    row = _figures(one)
    return (
        f"{row['onset_ms']:>16.1f}{row['onset_95_ms']:>6.1f}{row['duration_ms']:>22.1f}{row['duration_95_ms']:>7.1f}"
        f"{100 * row['onset_right']:>12.0f}{100 * row['duration_right']:>10.0f}"
        f"{row['missed']:>8g}{row['twice']:>7g}{row['false']:>7g}"
    )
