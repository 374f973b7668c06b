"""What averages on random times of a record hold: the chance that an average on jerks is compared with."""

from collections.abc import Callable, Sequence

import numpy as np

from ..signals.counted import counted

SHUFFLES = 1000  # p is then known to 0.001
SIGNIFICANT = 0.05  # family-wise p of what counts
BLOCK = 2**20  # samples of shuffled sweeps held at once


def check_shuffles(shuffles: int) -> None:
    """Refuse fewer shuffles than p needs to become significant.

    Parameters
    ----------
    shuffles : int
        Number of averages on random times.

    Raises
    ------
    ValueError
        There are fewer than 19.
    """
    if shuffles < 1 / SIGNIFICANT - 1:
        raise ValueError(f"{counted(shuffles, 'shuffle')} cannot reach p = {SIGNIFICANT}; take at least 19")


def sizes_at_random_times(
    records: Sequence[tuple[np.ndarray, int, np.ndarray]],
    size: Callable[[np.ndarray], np.ndarray],
    shuffles: int,
    seed: int,
) -> np.ndarray:
    """Size of averages of sweeps on random places of one or more records.

    Parameters
    ----------
    records : sequence of tuple
        Of every record its sweeps (electrode, place, lag) at every place, how many of them an average takes, and the
        places (any,) of those that were recorded whole.
    size : callable
        Takes averages (..., lag) and gives one number for each.
    shuffles, seed : int
        Number of averages and seed of their places.

    Returns
    -------
    numpy.ndarray
        Sizes (electrode, shuffle). Every sweep counts alike, of whichever record it is.
    """
    # Each record draws its own numbers, so that the sizes do not depend on the blocks
    rngs = [np.random.default_rng([seed, place] if place else seed) for place in range(len(records))]
    electrodes, _, lags = records[0][0].shape
    total = sum(count for _, count, _ in records)
    sizes = np.zeros((electrodes, shuffles))
    block = max(BLOCK // max(electrodes * total * lags, 1), 1)
    for begin in range(0, shuffles, block):
        part = slice(begin, min(begin + block, shuffles))
        average = sum(
            count / total * sweeps[:, places[rng.integers(places.size, size=(part.stop - begin, count))]].mean(axis=2)
            for rng, (sweeps, count, places) in zip(rngs, records, strict=True)
        )
        sizes[:, part] = size(np.asarray(average))
    return sizes


def p_values(size: np.ndarray, random: np.ndarray, spread: np.ndarray) -> dict[str, np.ndarray]:
    """Chance of an average as large as that on the jerks.

    Parameters
    ----------
    size : numpy.ndarray
        Size (electrode,) of the average on jerks.
    random : numpy.ndarray
        Sizes (electrode, shuffle) of averages on random times.
    spread : numpy.ndarray
        Number (electrode,) by which sizes are divided before the largest of all electrodes is taken; 0 is silence.

    Returns
    -------
    dict of numpy.ndarray
        ``p_value`` of each electrode alone and ``p_value_family`` among all (electrode,).

    Notes
    -----
    The average on jerks counts as one more shuffle, so that p is never 0.

    Examples
    --------
    >>> p_values(np.array([2.0]), np.array([[1.0, 1.5, 3.0]]), np.ones(1))["p_value"].tolist()
    [0.5]
    """
    scale = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    family = (random * scale[:, None]).max(axis=0, initial=0.0)
    shuffles = random.shape[1]
    return {
        "p_value": (1 + (random >= size[:, None]).sum(axis=1)) / (1 + shuffles),
        "p_value_family": (1 + (family >= (size * scale)[:, None]).sum(axis=1)) / (1 + shuffles),
    }
