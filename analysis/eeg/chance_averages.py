"""What averages on random times of a record hold: the chance that an average on jerks is compared with."""

from collections.abc import Callable

import numpy as np

SHUFFLES = 1000  # p is then known to 0.001
SIGNIFICANT = 0.05  # family-wise p of what counts
BLOCK = 2**20  # samples of shuffled sweeps held at once


def check_shuffles(shuffles: int) -> None:
    """ValueError for fewer shuffles than p needs to become significant."""
    if shuffles < 1 / SIGNIFICANT - 1:
        raise ValueError(f"{shuffles} shuffles cannot reach p = {SIGNIFICANT}; take at least 19")


def sizes_at_random_times(
    sweeps: np.ndarray, count: int, size: Callable[[np.ndarray], np.ndarray], shuffles: int, seed: int
) -> np.ndarray:
    """Size of ``shuffles`` averages of ``count`` sweeps on random places each, (electrode, shuffle).

    sweeps: (electrode, place, lag), at every place of the record. size: of averages (..., lag), one number each.
    """
    rng = np.random.default_rng(seed)
    electrodes, places, lags = sweeps.shape
    sizes = np.zeros((electrodes, shuffles))
    block = max(BLOCK // max(electrodes * count * lags, 1), 1)
    for begin in range(0, shuffles, block):
        part = slice(begin, min(begin + block, shuffles))
        start = rng.integers(places, size=(part.stop - begin, count))
        sizes[:, part] = size(sweeps[:, start].mean(axis=2))
    return sizes


def p_values(size: np.ndarray, random: np.ndarray, spread: np.ndarray) -> dict[str, np.ndarray]:
    """p_value of each electrode alone and p_value_family among all, (electrode,).

    size: (electrode,), of the average on jerks. random: (electrode, shuffle). spread: (electrode,), by which sizes are
    divided before the largest of all electrodes is taken; 0 is silence. The average on jerks counts as one more
    shuffle, so that p is never 0.
    """
    scale = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    family = (random * scale[:, None]).max(axis=0, initial=0.0)
    shuffles = random.shape[1]
    return {
        "p_value": (1 + (random >= size[:, None]).sum(axis=1)) / (1 + shuffles),
        "p_value_family": (1 + (family >= (size * scale)[:, None]).sum(axis=1)) / (1 + shuffles),
    }
