"""Stretches that an amplifier did not record: no numbers, values that it held, saturation, what a reader marked."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ..signals.checks import CLIPPED
from ..signals.epochs import runs
from .channel import Stretch
from .converter import longest_rests_by_chance

HELD = {"emg": 0.020, "eeg": 0.100}  # s at one value; a slow wave of a coarse EEG rests at its peak for some 30 ms
FEWEST = 8  # samples at one value
RAIL = 3  # samples at the largest or smallest value of a channel that saturates
JOINED = 0.100  # s; what lies between two missing stretches and is shorter cannot be measured
AGAIN = 0.050  # s within which a saturated peak belongs to the one before it

NO_NUMBERS, IMPLAUSIBLE, SATURATED, CLIPS = "no numbers", "implausible amplitude", "saturated", "clipped throughout"
ZEROS, ONE_VALUE = "zeros", "held at one value"


def find_missing(
    trace: np.ndarray, rate: float, kind: str, implausible: np.ndarray, marked: Sequence[Stretch] = ()
) -> list[tuple[int, int, str]]:
    """Find the stretches of a channel that are not to be measured.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), as it was recorded.
    rate : float
        Samples per second, Hz.
    kind : str
        'emg' or 'eeg'.
    implausible : numpy.ndarray
        True (time,) for samples that no body can have made.
    marked : sequence of Stretch, optional
        Stretches that the file marks as bad.

    Returns
    -------
    list of tuple
        First sample, the one after the last, and the reason, in order and without overlap. A channel that saturates too
        often to be left out peak by peak is missing as a whole.

    Notes
    -----
    Missing are samples that are no numbers; stretches that are marked; samples beyond 0.1 V; runs of equal samples of
    at least 20 ms (EEG: 100 ms), if they are longer than the steps of the converter yield by chance; runs of three
    samples at the largest or smallest value of a channel of which more than 0.1 % rest there; and what is shorter than
    100 ms between two of these. The lengths are conventions of this project.

    Examples
    --------
    >>> trace = np.random.default_rng(0).standard_normal(1000)
    >>> trace[300:400] = trace[300]
    >>> find_missing(trace, 1000.0, "emg", np.zeros(1000, dtype=bool))
    [(300, 400, 'held at one value')]
    """
    reason = np.zeros(trace.size, dtype=np.int8)  # an index into words, 0 where the sample counts
    words = ["", NO_NUMBERS, IMPLAUSIBLE, SATURATED, ZEROS, ONE_VALUE, *dict.fromkeys(one.reason for one in marked)]
    equal = trace[1:] == trace[:-1]
    for first, last in _held(trace, equal, round(max(HELD[kind] * rate, FEWEST))):
        reason[first:last] = words.index(ONE_VALUE if trace[first] else ZEROS)
    for first, last in _saturated(trace, equal, reason == 0, rate):
        reason[first:last] = words.index(SATURATED)
    reason[implausible] = words.index(IMPLAUSIBLE)
    for one in marked:
        reason[max(round(one.begin * rate), 0) : max(round(one.end * rate), 0)] = words.index(one.reason)
    reason[~np.isfinite(trace)] = words.index(NO_NUMBERS)
    if _still_clipped(trace, equal, reason == 0):
        return [(0, trace.size, CLIPS)]
    _join(reason, round(JOINED * rate))
    edges = np.r_[0, np.flatnonzero(reason[1:] != reason[:-1]) + 1, reason.size]
    found = pairwise(edges)
    return [(int(first), int(last), words[reason[first]]) for first, last in found if reason[first]]


def _held(trace: np.ndarray, equal: np.ndarray, least: int) -> list[tuple[int, int]]:
    """First sample and the one after the last of runs at one value that are longer than chance yields."""
    first, last = runs(equal)
    last = last + 1
    long = last - first >= least
    first, last = first[long], last[long]
    if not first.size:
        return []
    values = np.unique(trace[first])
    chance = longest_rests_by_chance(trace, values, least)[np.searchsorted(values, trace[first])]
    kept = last - first > chance
    return list(zip(first[kept].tolist(), last[kept].tolist(), strict=True))


def _saturated(trace: np.ndarray, equal: np.ndarray, counts: np.ndarray, rate: float) -> list[tuple[int, int]]:
    """Runs at the largest or smallest value of a channel of which many samples rest there."""
    found = []
    for rail in _rails(trace, counts):
        at = trace == rail
        rests, elsewhere = (at[1:] & equal).sum(), (equal & counts[1:] & ~at[1:]).sum()
        # A coarse converter rests at its other values, too
        if not rail or rests <= max(CLIPPED * trace.size, elsewhere):
            continue
        first, last = runs(at)
        long = last - first >= RAIL
        # A peak at the rail touches it now and then at its edges
        group = np.cumsum(np.r_[False, first[1:] - last[:-1] > AGAIN * rate])
        for one in np.unique(group[long]):
            mine = np.flatnonzero(group == one)
            found.append((int(first[mine[0]]), int(last[mine[-1]])))
    return found


def _still_clipped(trace: np.ndarray, equal: np.ndarray, counts: np.ndarray) -> bool:
    """Whether a channel of continuous values rests at an extreme one after its saturated stretches were left out."""
    equal = equal & counts[1:] & counts[:-1]
    # A coarse converter repeats all of its codes, not only the extreme ones
    rests = [(equal & (trace[1:] == rail)).sum() for rail in _rails(trace, counts) if rail]
    return any(count > CLIPPED * counts.sum() and count > equal.sum() / 2 for count in rests)


def _rails(trace: np.ndarray, counts: np.ndarray) -> tuple[float, ...]:
    low = float(np.fmin.reduce(trace, where=counts, initial=np.inf))
    high = float(np.fmax.reduce(trace, where=counts, initial=-np.inf))
    return (low, high) if low < high else ()


def _join(reason: np.ndarray, shortest: int) -> None:
    """Leave out what is recorded between two missing stretches but is too short, for the reason of the earlier one."""
    first, last = runs(reason == 0)
    for i, j in zip(first, last, strict=True):
        if j - i < shortest and (i > 0 or j < reason.size):
            reason[i:j] = reason[i - 1] if i else reason[j]
