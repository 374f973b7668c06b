"""How found bursts agree with the true ones of made recordings."""

from dataclasses import dataclass

import numpy as np

Found = tuple[np.ndarray, np.ndarray]  # onsets and durations (burst,), s
NEAR = 0.020  # s by which a found burst may lie outside of a true one and still be it


@dataclass(frozen=True)
class Score:
    """Agreement of what was found with what is true.

    Attributes
    ----------
    onset, duration : numpy.ndarray
        Errors (event,) in ms of the true events that were found.
    lasts : numpy.ndarray
        Their true durations (event,), ms.
    events, missed, twice, false : int
        Numbers of true events, of those that were not found, of those found more than once, and of findings where
        nothing is.
    """

    onset: np.ndarray
    duration: np.ndarray
    lasts: np.ndarray
    events: int
    missed: int
    twice: int
    false: int

    @property
    def onset_right(self) -> float:
        """Share of the found events whose onset is right to 3 ms."""
        return _share(np.abs(self.onset) <= 3)

    @property
    def duration_right(self) -> float:
        """Share of the found events whose duration is right to 5 ms or 5 %."""
        return _share(np.abs(self.duration) <= np.maximum(5, 0.05 * self.lasts))


def score(found: Found, onset: np.ndarray, duration: np.ndarray) -> Score:
    """Compare found bursts with the true ones.

    Parameters
    ----------
    found : tuple of numpy.ndarray
        Onsets and durations (burst,) that were found, s.
    onset, duration : numpy.ndarray
        True onsets and durations (event,), s.

    Returns
    -------
    Score
        The agreement. A true event is found by what overlaps it to 20 ms; of several the one nearest in onset counts.

    Examples
    --------
    >>> found = (np.array([1.001, 1.04, 3.0]), np.array([0.03, 0.02, 0.03]))
    >>> result = score(found, np.array([1.0, 2.0]), np.array([0.03, 0.03]))
    >>> result.missed, result.twice, result.false
    (1, 1, 1)
    """
    begin, length = found
    taken = np.zeros(begin.size, dtype=bool)
    onset_error, duration_error, lasts = [], [], []
    missed = twice = 0
    for first, lasting in zip(onset, duration, strict=True):
        mine = np.flatnonzero((begin < first + lasting + NEAR) & (begin + length > first - NEAR))
        taken[mine] = True
        missed += not mine.size
        twice += mine.size > 1
        if mine.size:
            best = mine[np.argmin(np.abs(begin[mine] - first))]
            onset_error.append(1e3 * (begin[best] - first))
            duration_error.append(1e3 * (length[best] - lasting))
            lasts.append(1e3 * lasting)
    return Score(
        np.array(onset_error), np.array(duration_error), np.array(lasts),
        onset.size, missed, twice, int((~taken).sum()),
    )  # fmt: skip


def _share(right: np.ndarray) -> float:
    return float(right.mean()) if right.size else float("nan")


def pooled(scores: list[Score]) -> Score:
    """Several scores as one.

    Parameters
    ----------
    scores : list of Score
        At least one.

    Returns
    -------
    Score
        All events together.
    """
    errors = [np.concatenate([getattr(one, name) for one in scores]) for name in ("onset", "duration", "lasts")]
    counts = [sum(getattr(one, name) for one in scores) for name in ("events", "missed", "twice", "false")]
    return Score(*errors, *counts)
