"""One channel as a file or an array gives it, before anything is done to it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ...errors import UserError

KINDS = {"emg": "EMG", "eeg": "EEG"}


@dataclass(frozen=True)
class Stretch:
    """A stretch of time that is not to be measured.

    Attributes
    ----------
    begin, end : float
        Its ends in s after the first sample.
    reason : str
        Why it is not to be measured.
    """

    begin: float
    end: float
    reason: str


@dataclass(frozen=True)
class Channel:
    """One channel of a recording.

    Attributes
    ----------
    name : str
        Muscle or electrode, as in the tree that is made of it.
    kind : str
        'emg' or 'eeg'.
    samples : callable
        Reads the signal (time,) in V when it is called, so that one channel is in memory at a time. The array belongs
        to the caller, who may change it.
    size : int
        Number of these samples.
    rate : float
        Samples per second of that signal, Hz.
    label : str
        Name of the channel in the file.
    native_rate : float
        Rate at which the channel was recorded, Hz, which is lower than ``rate`` if a program has upsampled it.
    high_pass : float
        High-pass filter that was in use while the channel was recorded, Hz; 0 if none is known.
    bad : str
        Why the channel is not to be measured at all, or ''.
    stretches : tuple of Stretch
        Stretches of it that are not to be measured.
    """

    name: str
    kind: str
    samples: Callable[[], np.ndarray]
    size: int
    rate: float
    label: str
    native_rate: float
    high_pass: float = 0.0
    bad: str = ""
    stretches: tuple[Stretch, ...] = field(default=())

    def described(self) -> str:
        """Name the channel in a message.

        Returns
        -------
        str
            Kind, name, and the label of the file where it differs.
        """
        label = f" (channel '{self.label}')" if self.label != self.name else ""
        return f"{KINDS[self.kind]} of '{self.name}'{label}"


def check_rate(rate: float, label: str, where: str = "") -> float:
    """Refuse a channel without a rate.

    Parameters
    ----------
    rate : float
        Samples per second, Hz.
    label : str
        Name of the channel.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    float
        The rate, Hz.

    Raises
    ------
    UserError
        It is no number above 0.

    Examples
    --------
    >>> check_rate(1000.0, "EMG 1")
    1000.0
    """
    if not 0 < rate < np.inf:
        raise UserError(f"{where}channel '{label}' has a rate of {rate:g} Hz; give samples per second")
    return rate


def copy_of(values: np.ndarray) -> Callable[[], np.ndarray]:
    """Samples of a channel that lie in memory already.

    Parameters
    ----------
    values : numpy.ndarray
        The signal (time,), V.

    Returns
    -------
    callable
        Gives a copy of it, as ``Channel.samples`` does.
    """
    return values.copy
