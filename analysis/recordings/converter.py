"""The step of an analogue-to-digital converter, and how long a signal rests at one value by chance."""

import numpy as np

from ..signals.epochs import runs

LOOKED_AT = 200_000  # samples, enough to see every code of a converter often
FINEST = 1e-4  # of the SD of the signal; a finer step is none that matters, such as that of single precision
ODD = 0.02  # of a step, by which rounding moves a code
DRIFT = 1e-4  # of a distance, by which rounding of the step itself moves it
FEW = 10  # runs that show how long a signal rests at a value by chance
NEVER = 1e-3  # times a record in which chance may yield a run that is taken for missing


def converter_step(trace: np.ndarray) -> float:
    """Find the step of the converter in the values of a signal.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), as it was recorded.

    Returns
    -------
    float
        Distance of neighbouring codes in the unit of the signal; NaN where none can be seen.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> round(converter_step(np.round(rng.standard_normal(5000) / 0.1) * 0.1), 6)
    0.1
    >>> converter_step(rng.standard_normal(5000))
    nan
    """
    part = trace[:: max(trace.size // LOOKED_AT, 1)]
    codes = np.unique(part[np.isfinite(part)])
    if codes.size < 2:
        return float("nan")
    apart = np.diff(codes)
    # Rounding may part one code into two
    apart = apart[apart > FINEST * np.std(part[np.isfinite(part)])]
    if not apart.size:
        return float("nan")
    step = float(np.median(apart[apart < 1.5 * apart.min()]))
    steps = apart / step
    return step if np.all(np.abs(steps - np.rint(steps)) <= ODD + DRIFT * steps) else float("nan")


def longest_rests_by_chance(trace: np.ndarray, values: np.ndarray, least: int) -> np.ndarray:
    """Length of a run at one value that a converter with coarse steps yields by chance in a record.

    Parameters
    ----------
    trace : numpy.ndarray
        One signal (time,), as it was recorded.
    values : numpy.ndarray
        Different values (value,), sorted.
    least : int
        Samples from which on a run is suspect. How much longer a run is says nothing about chance.

    Returns
    -------
    numpy.ndarray
        Samples (value,); a longer run is expected in one of a thousand records of this length.

    Notes
    -----
    Runs at a value are taken to end at random, with the share of samples that are followed by another one. Fewer than
    ten short runs tell nothing of chance, as those of a value at which the signal rests in gaps only.

    Examples
    --------
    >>> trace = np.where(np.random.default_rng(0).random(10_000) < 0.9, 0.0, 1.0)
    >>> int(longest_rests_by_chance(trace, np.array([0.0]), 20)[0])
    151
    """
    place, length = _lengths(trace, values)
    length = np.minimum(length, least)
    ended = np.bincount(place[length < least], minlength=values.size)
    stayed = np.bincount(place, weights=length - 1.0, minlength=values.size)
    share = np.where(ended >= FEW, stayed / np.maximum(stayed + ended, 1), 0.0)
    longest = np.ones(values.size)
    some = share > 0
    longest[some] = np.log(max(trace.size, 2) / NEVER) / -np.log(share[some])
    return longest


def _lengths(trace: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Index of the value and length of every run (run,) of a trace at some values."""
    if values.size <= FEW:
        # A value at a time takes the least memory
        found = [np.subtract(*runs(trace == value)[::-1]) for value in values]
        return np.repeat(np.arange(values.size), [length.size for length in found]), np.concatenate(found)
    begin = np.flatnonzero(np.r_[True, trace[1:] != trace[:-1]])
    length = np.diff(begin, append=trace.size)
    place = np.searchsorted(values, trace[begin])
    mine = place < values.size
    mine[mine] = values[place[mine]] == trace[begin][mine]
    return place[mine], length[mine]
