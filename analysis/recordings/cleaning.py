"""What is taken off one channel where it enters, and what stays beside it as a note of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Literal

import numpy as np

from ...errors import UserError
from ..signals.checks import SLOWEST
from ..signals.resampling import resampled
from .amplitude import implausible
from .channel import Channel, Stretch
from .converter import LOOKED_AT, converter_step
from .drift import without_drift
from .mains import mains_frequency, mains_hum
from .missing import find_missing
from .rectified import ENVELOPE, RAW, form_of

ENOUGH = 2000.0  # Hz; surface EMG and EEG hold nothing that a higher rate shows, and memory is spared
NOTCHES = ("detect", 50, 60, None)
FEWEST_CODES = 8  # of a converter; with fewer a burst is hardly more than the rounding of the rest
HIGHEST = SLOWEST / 2  # Hz of a high-pass filter
SHORTEST = 1.0  # s of recording, below which a channel says nothing
NOTES = {
    "label": ("1", "name of the channel where it was recorded"),
    "native_rate": ("Hz", "rate at which the channel was recorded"),
    "high_pass": ("Hz", "high-pass filter of zero phase, or of the amplifier if that is higher; 0 if none"),
    "mains": ("Hz", "mains whose hum was taken off; NaN if none stood out or none was looked for"),
    "step": ("V", "step of the converter; NaN if none can be seen"),
    "offset": ("V", "median that was taken off"),
    "form": ("1", "raw or rectified"),
}


@dataclass(frozen=True)
class Filters:
    """What is taken off every recording of a person. The defaults suit surface EMG and scalp EEG.

    Attributes
    ----------
    emg_high_pass, eeg_high_pass : float or None
        High-pass filters of zero phase in Hz, against offset and drift. None leaves both in the signal.
    notch : 'detect', 50, 60 or None
        Hum of the mains and its harmonics is taken off if it is detected, or always at 50 or 60 Hz, or never.

    Raises
    ------
    UserError
        A high-pass filter is not between 0 and 250 Hz, or the notch is none of these.
    """

    emg_high_pass: float | None = 20.0
    eeg_high_pass: float | None = 0.5
    notch: Literal["detect", 50, 60] | None = "detect"

    def __post_init__(self) -> None:
        for name in ("emg_high_pass", "eeg_high_pass"):
            limit = getattr(self, name)
            number = isinstance(limit, Real) and not isinstance(limit, bool)
            if limit is not None and not (number and 0 < limit < HIGHEST):
                said = f"{limit:g} Hz" if number else repr(limit)
                raise UserError(f"{name} is {said}; give more than 0 and less than {HIGHEST:g} Hz, or None")
            object.__setattr__(self, name, None if limit is None else float(limit))
        if isinstance(self.notch, bool) or self.notch not in NOTCHES:
            raise UserError(f"notch is {self.notch!r}; it is one of {', '.join(map(repr, NOTCHES))}")
        if isinstance(self.notch, Real):
            object.__setattr__(self, "notch", int(self.notch))


UNFILTERED = Filters(None, None, None)


@dataclass(frozen=True)
class Cleaned:
    """A channel after it was cleaned.

    Attributes
    ----------
    trace : numpy.ndarray
        Signal (time,) V at the rate of its group, NaN where it was not recorded.
    notes : mapping
        What was done to it: a value for each of ``NOTES``.
    missing : tuple of Stretch
        What was not recorded.
    useless : str
        Why it cannot be measured, or ''.
    """

    trace: np.ndarray
    notes: Mapping[str, object]
    missing: tuple[Stretch, ...]
    useless: str


def reduced_rate(rate: float) -> float:
    """Rate of a signal after decimation, which leaves at least 2000 Hz.

    Parameters
    ----------
    rate : float
        Samples per second, Hz.

    Returns
    -------
    float
        The rate, Hz.

    Examples
    --------
    >>> reduced_rate(10_000.0), reduced_rate(3000.0)
    (2000.0, 3000.0)
    """
    return rate / max(int(rate / ENOUGH), 1)


def clean_channel(channel: Channel, rate: float, filters: Filters, where: str = "") -> Cleaned:
    """Clean one channel.

    Parameters
    ----------
    channel : Channel
        The channel.
    rate : float
        Rate of its group, Hz, to which it is brought.
    filters : Filters
        What is taken off.
    where : str, optional
        Name of the file, for messages.

    Returns
    -------
    Cleaned
        The channel and what was done to it.

    Raises
    ------
    UserError
        Its amplitudes are such as no body has.
    """
    raw = channel.samples()
    exact = raw.dtype if raw.dtype.kind == "f" else np.dtype(float)
    # Of a signal so long that it is decimated, single precision keeps more than its converter gave
    exact = np.dtype(np.float32) if rate < channel.rate else exact
    trace = raw.astype(float, copy=False)
    del raw
    far = implausible(trace, where + channel.described())
    gaps = find_missing(trace, channel.rate, channel.kind, far, channel.stretches)
    for first, last, _ in gaps:
        trace[first:last] = np.nan
    step = converter_step(trace)
    missing = tuple(Stretch(first / channel.rate, last / channel.rate, reason) for first, last, reason in gaps)
    some = trace[:: max(trace.size // LOOKED_AT, 1)]
    some = some[np.isfinite(some)]
    codes = float(np.ptp(some) / step) + 1 if np.isfinite(step) else np.inf
    limit = filters.emg_high_pass if channel.kind == "emg" else filters.eeg_high_pass
    form = form_of(trace, channel.rate) if channel.kind == "emg" else RAW
    offset = float(np.median(some)) if limit and form == RAW and some.size else 0.0
    if offset:
        trace -= offset
    trace = resampled(trace, channel.rate, rate)
    limit = limit if form == RAW else None
    flat = without_drift(trace, rate, limit) if limit else trace
    mains = _mains(flat, rate, filters) if form == RAW else float("nan")
    if np.isfinite(mains):
        # The drift beside a burst is found from one side, from which hum does not vanish: hum is taken off first
        trace -= mains_hum(flat, rate, mains)
        flat = without_drift(trace, rate, limit) if limit else trace
    notes = {
        "label": channel.label,
        "native_rate": channel.native_rate,
        "high_pass": max(limit or 0.0, channel.high_pass),
        "mains": mains,
        "step": step,
        "offset": offset,
        "form": form,
    }
    useless = _useless(flat, missing, form, codes, rate)
    return Cleaned(flat.astype(exact, copy=False), notes, missing, useless)


def _useless(trace: np.ndarray, gaps: Sequence[Stretch], form: str, codes: float, rate: float) -> str:
    """Why a channel cannot be measured."""
    if form == ENVELOPE:
        return "only the envelope was recorded, which is no EMG"
    if codes < FEWEST_CODES:
        return f"recorded in {codes:.0f} different values, too coarse to be measured"
    seconds = trace.size / rate
    if np.isfinite(trace).sum() >= min(SHORTEST, seconds / 2) * rate:
        return ""
    reasons: dict[str, float] = {}
    for gap in gaps:
        reasons[gap.reason] = reasons.get(gap.reason, 0.0) + gap.end - gap.begin
    reason = max(reasons, key=lambda one: reasons[one], default="too short")
    return f"{reason} for {reasons.get(reason, 0.0):g} of {seconds:g} s"


def _mains(trace: np.ndarray, rate: float, filters: Filters) -> float:
    if not filters.notch or not np.isfinite(trace).any():
        return float("nan")
    return mains_frequency(trace, rate) if filters.notch == "detect" else float(filters.notch)
