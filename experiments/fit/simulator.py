"""``simulator(theta)``: the pathway as simulation-based inference asks for it, parameters in, statistics out."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..study.reading.chosen_points import statistics_at

SEEDS = 2**31 - 1


def make_simulator(
    parameters: Mapping[str, str], statistics: Sequence[str], overrides: Sequence[str] = (), noise: int = 0
) -> Callable[[ArrayLike], np.ndarray]:
    """A function of parameters that gives statistics of one run each, as inference packages take it.

    A batch is computed at once by all workers as points of one study: what is there already is not computed again. The
    noise seed follows from theta and ``noise``: the same theta gives the same run, another ``noise`` gives one more of
    its runs, such as a posterior-predictive check asks for.

    Parameters
    ----------
    parameters : mapping
        Name of a parameter to its override key; their order is that of the columns of theta.
    statistics : sequence of str
        Columns of the measure (``study.measure``, default jerks).
    overrides : sequence of str
        What stays as it is, as of ``disinhibition sweep``; ``study.path`` says where the rows are kept (default
        results/simulator).
    noise : int
        Number of the run among those of the same theta.

    Returns
    -------
    callable
        ``simulator(theta)``, theta (batch, parameter) to (batch, statistic), or (parameter,) to (statistic,). A failed
        point and a runaway have NaN, as has a statistic without a value. The function raises KeyError or ValueError, in
        one line, for keys that do not exist, values out of range and theta of another width.
    """
    keys = list(parameters.values())
    fixed = ["study.name=simulator", *overrides]

    def simulator(theta: ArrayLike) -> np.ndarray:
        batch = np.atleast_2d(np.asarray(theta, float))
        if batch.ndim != 2 or batch.shape[1] != len(keys):
            raise ValueError(f"theta has the shape {np.shape(theta)}; its columns are {', '.join(parameters)}")
        points = [{**dict(zip(keys, row.tolist(), strict=True)), "seed": _seed(row, noise)} for row in batch]
        values = np.full((len(batch), len(statistics)), np.nan)
        if points:
            found, states = statistics_at(fixed, points, statistics)
            ok = np.array(states) == "ok"
            values[ok] = found[ok]
        return values if np.ndim(theta) == 2 else values[0]

    return simulator


def _seed(theta: np.ndarray, noise: int) -> int:
    """A noise seed of its own for every theta and noise, the same for the same ones on any machine."""
    own = str(noise).encode() if noise else b""
    digest = hashlib.sha256(np.ascontiguousarray(theta, dtype="<f8").tobytes() + own).digest()
    return int.from_bytes(digest[:8], "little") % SEEDS
