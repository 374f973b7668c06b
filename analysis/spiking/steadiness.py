"""Populations that fall silent for seconds, or switch between two rates: a run that is no steady state."""

import numpy as np
import xarray as xr

from ..signals.epochs import runs
from ..signals.event_checks import check_cells
from ..signals.labels import labelled

LASTING = 2.5  # s that a state lasts; what stimuli and jerks leave behind is over much earlier
BIN, LONGEST_BIN = 0.25, 0.5  # s, of which a state takes several
FEWEST = 20.0  # spikes in a bin, upper quartile: by chance an eighth of them comes less than once in ten thousand bins
MOSTLY = 60.0  # percentile of the bins that holds half of FEWEST where a population has a state of its own
APART = 8.0  # times the usual count, above which, or below its inverse, a bin is of another state
STEADY, SILENT, SWITCHES, UNKNOWN = "steady", "falls silent", "two states", "too few spikes"


def steadiness(spike_time: np.ndarray, spike_unit: np.ndarray, size: np.ndarray, duration: float) -> xr.Dataset:
    """Whether each population fires steadily, falls silent, or switches between two rates.

    Spikes of a population are counted in bins of 0.25 s, or of 0.5 s where the upper quartile of the bins has fewer
    than 20 spikes. A state is left where at least 2.5 s of bins have less than an eighth of that quartile, or more than
    eight times the median. Time before the population first reaches the eighth does not count, so that an effort may
    rise. Without any spike the population falls silent, else it has two states.

    Parameters
    ----------
    spike_time : numpy.ndarray
        Times (spike,) in s.
    spike_unit : numpy.ndarray
        Cell (spike,) of every spike; cells are numbered population by population.
    size : numpy.ndarray
        Cells (population,) of each population.
    duration : float
        Duration of the recording, s.

    Returns
    -------
    xarray.Dataset
        Over ``population``: ``state`` ('steady', 'falls silent', 'two states', or 'too few spikes' where even bins of
        0.5 s hold fewer than 20, or most bins fewer than 10), ``longest`` (s, the longest time in another state) and
        ``begin`` (s, of that time; NaN where there is none).

    Raises
    ------
    ValueError
        A cell is not among the populations.

    Notes
    -----
    An eighth, and 2.5 s, are conventions of this project. They were chosen so that no population of a healthy subject
    is named in any protocol: the slow fluctuation of the drive takes some to a sixth of their rate for 2.25 s.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time = np.sort(rng.uniform(0, 20, 4000))
    >>> time = time[(time < 8) | (time > 11)]  # 3 s of silence
    >>> found = steadiness(time, np.zeros(time.size, int), np.array([1]), 20.0)
    >>> found["state"].item(), round(found["longest"].item()), round(found["begin"].item())
    ('falls silent', 3, 8)
    """
    size = np.asarray(size)
    spike_unit = np.asarray(spike_unit, dtype=np.int64)
    check_cells(spike_unit, int(size.sum()))
    # Fine counts of all populations at once; longer bins are sums of them
    fine = max(int(duration / BIN + 1e-9), 0)
    owner = np.repeat(np.arange(size.size), size)[spike_unit]
    place = np.minimum((np.asarray(spike_time) / BIN).astype(int), fine)
    counts = np.bincount(owner * (fine + 1) + place, minlength=size.size * (fine + 1)).reshape(size.size, fine + 1)
    found = _states(counts[:, :fine])
    states, longest, begin = zip(*found, strict=True) if found else ((), (), ())
    return xr.Dataset(
        {
            "state": labelled("population", np.array(states, dtype="U14"), "1", "whether the population is steady"),
            "longest": labelled("population", np.array(longest, float), "s", "longest time in another state"),
            "begin": labelled("population", np.array(begin, float), "s", "begin of the longest time in another state"),
        }
    )


def count_unsteady(found: xr.Dataset) -> int:
    """Number of populations that fall silent or switch between two rates.

    Parameters
    ----------
    found : xarray.Dataset
        As ``steadiness`` gives it.

    Returns
    -------
    int
        The number; populations of too few spikes are not among them.
    """
    return int(np.isin(found["state"].values, (SILENT, SWITCHES)).sum())


def _states(counts: np.ndarray) -> list[tuple[str, float, float]]:
    """State, longest time out of it (s) and its begin (s), of the counts (population, bin) in the finest bins."""
    found = [(UNKNOWN, 0.0, float("nan"))] * len(counts)
    waiting = np.arange(len(counts))
    for width in range(1, round(LONGEST_BIN / BIN) + 1):
        bins = counts.shape[1] // width
        if not bins or not waiting.size:
            break
        wide = counts[waiting, : bins * width].reshape(waiting.size, bins, width).sum(axis=-1)
        # All populations at once: one by one the percentiles would take most of the time of a row of a study
        middle, mostly, high = np.percentile(wide, (50, MOSTLY, 75), axis=1)
        # What fires only when it is driven, such as afferents, has no state to leave
        own = (high >= FEWEST) & (mostly >= FEWEST / 2)
        for row in np.flatnonzero(own):
            found[waiting[row]] = _left(wide[row], middle[row], high[row], width * BIN)
        waiting = waiting[~own]
    return found


def _left(counts: np.ndarray, middle: float, high: float, width: float) -> tuple[str, float, float]:
    """The longest time out of the usual state, which has the median ``middle`` and the upper quartile ``high``."""
    begun = int(np.argmax(counts >= high / APART))
    best = (STEADY, 0.0, float("nan"))
    # Of two states that are equally frequent the median is neither, and the upper quartile is the higher one
    for state in (counts < high / APART, counts > middle * APART):
        state[:begun] = False
        if np.count_nonzero(state) * width < LASTING - 1e-9:
            continue
        first, last = runs(state)
        for start, stop in zip(first, last, strict=True):
            long = (stop - start) * width
            if long >= LASTING - 1e-9 and long > best[1]:
                best = (SWITCHES if counts[start:stop].any() else SILENT, float(long), float(start * width))
    return best
