"""How often a population ignites: a large share of its cells fire within some milliseconds."""

import numpy as np

from ..signals.event_checks import checked_spikes

CHAINED = 0.060  # s between two ignitions that are one event, as between the bursts of one jerk


def count_ignitions(spike_time: np.ndarray, spike_unit: np.ndarray, size: int, share: float, window: float) -> int:
    """Count the ignitions of one population.

    Parameters
    ----------
    spike_time, spike_unit : numpy.ndarray
        Times (spike,) in s and cells (spike,) of one population, in any order.
    size : int
        Number of its cells.
    share : float
        Share of the cells that has to fire in a window.
    window : float
        Length of a window, s; windows lie side by side from time 0 on.

    Returns
    -------
    int
        Number of events. Windows above the share with less than 60 ms between them are one event.

    Raises
    ------
    ValueError
        ``checked_spikes`` refuses the spikes.

    Examples
    --------
    >>> time, unit = np.array([0.101, 0.102, 0.5, 0.901]), np.array([0, 1, 0, 1])
    >>> count_ignitions(time, unit, size=2, share=0.8, window=0.01)
    1
    """
    time, unit = checked_spikes(spike_time, spike_unit, size)
    if not time.size:
        return 0
    pairs = np.unique(np.stack([np.floor(time / window).astype(np.int64), unit]), axis=1)
    number, cells = np.unique(pairs[0], return_counts=True)
    hot = number[cells >= share * size]
    return int(hot.size and 1 + np.count_nonzero(np.diff(hot) * window > CHAINED))
