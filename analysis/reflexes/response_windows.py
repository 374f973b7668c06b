"""When a stimulus is answered: the time after it in which what a muscle does is a response and no jerk."""

from dataclasses import dataclass

import numpy as np

# s after the stimulus between which a response begins; windows are named by the last word of a site. The first is
# earlier than any conduction allows. Reflexes, long-latency responses and startle begin within 200 ms (vanderveen2022).
# After a magnetic pulse the EMG returns from the silent period, total 202 +- 33 ms (cantone2019), often in a volley.
FIRST, LAST, LAST_MAGNETIC = 0.005, 0.200, 0.300
WINDOWS = {"magnetic": (FIRST, LAST_MAGNETIC)}
OTHERS = (FIRST, LAST)  # of every other site, also of one that the model does not have
AFTER = 0.500  # s after a stimulus until which a jerk may be due to it: slow and orienting responses have begun


def response_window(site: str) -> tuple[float, float]:
    """Time after a stimulus within which a response to it begins.

    Parameters
    ----------
    site : str
        Name of the site, such as ``right_median_nerve``.

    Returns
    -------
    tuple of float
        First and last time, s.

    Examples
    --------
    >>> response_window("right_hand_magnetic")
    (0.005, 0.3)
    """
    return WINDOWS.get(site.rpartition("_")[2], OTHERS)


@dataclass(frozen=True)
class Stimuli:
    """Stimuli of a recording, and what time belongs to them.

    Attributes
    ----------
    time : numpy.ndarray
        Times (stimulus,) in s, in order.
    site : tuple of str
        Site of every stimulus.
    """

    time: np.ndarray
    site: tuple[str, ...]

    @property
    def windows(self) -> np.ndarray:
        """Begin and end (stimulus, 2) of the response windows, s."""
        edges = np.array([response_window(site) for site in self.site], dtype=float).reshape(-1, 2)
        return self.time[:, None] + edges

    @property
    def trials(self) -> np.ndarray:
        """Number of the trial (stimulus,) of every stimulus: one that comes before the last is answered belongs to it.

        A conditioning stimulus and its test stimulus are therefore one trial.
        """
        if not self.time.size:
            return np.zeros(0, dtype=int)
        ends = np.maximum.accumulate(self.windows[:, 1])
        return np.cumsum(np.r_[False, self.time[1:] > ends[:-1]])

    def answered(self, onset: np.ndarray) -> np.ndarray:
        """Which stimulus each onset answers: the last one whose window it lies in.

        Parameters
        ----------
        onset : numpy.ndarray
            Onsets (burst,), s.

        Returns
        -------
        numpy.ndarray
            Index of the stimulus (burst,), -1 for none.
        """
        found = np.full(onset.shape, -1)
        for index, (first, last) in enumerate(self.windows):
            found[(onset >= first) & (onset <= last)] = index
        return found

    def stimulated(self, duration: float) -> np.ndarray:
        """Stretches of a recording that lie within half a second after a stimulus, joined where they overlap.

        Parameters
        ----------
        duration : float
            Duration of the recording, s.

        Returns
        -------
        numpy.ndarray
            Begin and end (stretch, 2), s.
        """
        return joined(np.stack([self.time, np.minimum(self.time + AFTER, duration)], axis=1))

    def after_windows(self, duration: float) -> float:
        """Seconds of a recording within half a second after a stimulus in which no response is expected.

        Parameters
        ----------
        duration : float
            Duration of the recording, s.

        Returns
        -------
        float
            The seconds.
        """
        windows = joined(np.minimum(np.stack([self.time, self.windows[:, 1]], axis=1), duration))
        return float(np.diff(self.stimulated(duration)).sum() - np.diff(windows).sum())


def joined(stretches: np.ndarray) -> np.ndarray:
    """Stretches without overlap that cover the same time.

    Parameters
    ----------
    stretches : numpy.ndarray
        Begin and end (stretch, 2), in order of their begins.

    Returns
    -------
    numpy.ndarray
        The same (stretch, 2), those that overlap or touch as one.

    Examples
    --------
    >>> joined(np.array([[0.0, 2.0], [1.0, 3.0], [4.0, 5.0]])).tolist()
    [[0.0, 3.0], [4.0, 5.0]]
    """
    if not len(stretches):
        return np.zeros((0, 2))
    ends = np.maximum.accumulate(stretches[:, 1])
    new = np.r_[True, stretches[1:, 0] > ends[:-1]]
    last = np.r_[np.flatnonzero(new)[1:] - 1, len(stretches) - 1]
    return np.stack([stretches[new, 0], ends[last]], axis=1)
