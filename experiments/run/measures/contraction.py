"""Motor units of a steady contraction, muscle by muscle: how many, how fast, in which order."""

from itertools import pairwise

import numpy as np

from ....analysis.spiking.firing_statistics import interval_cvs
from ....models.condition.vocabulary import MUSCLES
from ..columns import Column, number_columns
from ..outcome import Outcome

SIDE = "right"
SLOWEST = 2.0  # Hz, a unit that fires less is not recruited
# name -> unit, long name; one column a muscle
PER_MUSCLE = {
    "active": ("1", "recruited motor units"),
    "rate": ("Hz", "mean rate of recruited motor units"),
    "newest": ("Hz", "rate of the largest recruited motor unit while it fires, 1 / median interval"),
    "cv": ("1", "interval CV of recruited motor units, median"),
    "size_order": ("1", "rank-biserial correlation of recruitment with smallness; 1 if all below a size fire"),
}


def columns() -> list[Column]:
    """The columns of a study, such as ``rate_fdi``, of the muscles of the right side.

    Returns
    -------
    list of Column
        One for every number of a row, without ``status``.
    """
    return number_columns(PER_MUSCLE, MUSCLES)


def row(outcome: Outcome) -> dict[str, float | str]:
    """The row of the motor units of a contraction in one run.

    Parameters
    ----------
    outcome : Outcome
        The run.

    Returns
    -------
    dict
        Value of every column, and ``status``. A muscle without recruited units has 0 ``active`` units, and NaN in its
        other columns.
    """
    recording = outcome.recording
    time, unit, cells = recording.spike_time, recording.spike_unit, sum(recording.size)
    rate = np.bincount(unit, minlength=cells) / recording.duration
    cvs = np.full(cells, np.nan)
    known = interval_cvs(time, unit)
    cvs[: known.size] = known
    usual = _usual_rates(time, unit, cells)
    values: dict[str, float | str] = {"status": outcome.status}
    for name in MUSCLES:
        mine = recording.motoneurons.get(f"{SIDE}_{name}", np.zeros(0, int))
        found = _units(rate[mine], usual[mine], cvs[mine])
        values |= {f"{column}_{name}": value for column, value in found.items()}
    return values


def _usual_rates(time: np.ndarray, unit: np.ndarray, units: int) -> np.ndarray:
    """1 / median interval of every unit, Hz: how fast it fires while it does; NaN with fewer than two spikes."""
    order = np.lexsort((time, unit))
    edges = np.searchsorted(unit[order], np.arange(units + 1))
    trains = (time[order[start:end]] for start, end in pairwise(edges))
    return np.array([1 / np.median(np.diff(train)) if train.size > 1 else np.nan for train in trains])


def _units(rate: np.ndarray, usual: np.ndarray, cv: np.ndarray) -> dict[str, float]:
    """Of the units of one muscle, the smallest first."""
    active = rate >= SLOWEST
    if not active.any():
        return {"active": 0.0, **dict.fromkeys(("rate", "newest", "cv", "size_order"), float("nan"))}
    measured = cv[active][np.isfinite(cv[active])]
    return {
        "active": float(active.sum()),
        "rate": float(rate[active].mean()),
        "newest": float(usual[np.flatnonzero(active)[-1]]),
        "cv": float(np.median(measured)) if measured.size else float("nan"),
        "size_order": size_order(active),
    }


def size_order(active: np.ndarray) -> float:
    """Rank-biserial correlation of the recruitment of motor units with their smallness.

    Parameters
    ----------
    active : numpy.ndarray
        Whether each unit fires, (unit,), the smallest unit first.

    Returns
    -------
    float
        1 if every recruited unit is smaller than all others; NaN if all units fire or none does.

    Examples
    --------
    >>> size_order(np.array([True, True, False]))
    1.0
    """
    small, large = np.flatnonzero(active), np.flatnonzero(~active)
    if not small.size or not large.size:
        return float("nan")
    return float(np.mean(np.sign(large[None, :] - small[:, None])))
