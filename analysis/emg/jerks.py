"""Jerks: bursts of any muscles whose onsets follow each other closely."""

import numpy as np
import xarray as xr

from ..signals.checks import check_onsets
from ..signals.labels import labelled

GAP = 0.060  # s, largest step between onsets within one jerk


def group_jerks(bursts: xr.Dataset, gap: float = GAP) -> tuple[xr.Dataset, np.ndarray]:
    """Chain bursts into jerks: onsets at most ``gap`` s after the one before belong to the same jerk.

    bursts: Dataset over (burst) with onset (s), duration (ms) and muscle, in any order.
    Returns: Dataset over (jerk) with onset s, duration ms (first onset to last end), first_muscle and n_muscles; and
    for each burst the index of its jerk. One burst alone is a jerk of one muscle; no bursts give no jerks. Raises
    ValueError for onsets that are no numbers.
    Source: event rule of the healthy gates.
    """
    onset = bursts["onset"].values
    check_onsets(onset)
    end = onset + bursts["duration"].values / 1e3
    order = np.argsort(onset, kind="stable")
    # Onsets are known to a fraction of a sample, so a gap that is 60 ms but for rounding still counts
    new = np.r_[True, np.diff(onset[order]) > gap + 1e-9] if order.size else np.zeros(0, dtype=bool)
    jerk = np.empty(order.size, dtype=np.int32)
    jerk[order] = np.cumsum(new) - 1
    muscle = bursts["muscle"].values.astype(str)
    members = [np.flatnonzero(jerk == index) for index in range(int(new.sum()))]
    first = np.array([onset[m].min() for m in members], dtype=float)
    last = np.array([end[m].max() for m in members], dtype=float)
    leader = np.array([muscle[m[np.argmin(onset[m])]] for m in members], dtype=str)
    count = np.array([np.unique(muscle[m]).size for m in members], dtype=np.int32)
    jerks = xr.Dataset(
        {
            "onset": labelled("jerk", first, "s", "onset of the jerk"),
            "duration": labelled("jerk", 1e3 * (last - first), "ms", "first onset to last end"),
            "first_muscle": labelled("jerk", leader, "1", "muscle that begins"),
            "n_muscles": labelled("jerk", count, "1", "different muscles"),
        }
    )
    return jerks, jerk


def first_onsets(muscle: str, bursts: xr.Dataset) -> np.ndarray:
    """Onset (s) of a muscle's first burst in each jerk it takes part in, sorted.

    bursts: Dataset over (burst) with onset, muscle and jerk. An unknown or silent muscle gives an empty array.
    """
    mine = np.flatnonzero(bursts["muscle"].values == muscle)
    onset, jerk = bursts["onset"].values[mine], bursts["jerk"].values[mine]
    order = np.argsort(onset, kind="stable")
    return np.sort(onset[order][np.unique(jerk[order], return_index=True)[1]])


def leading_muscle(jerks: xr.Dataset) -> str:
    """x"""
    names, count = np.unique(jerks["first_muscle"].values.astype(str), return_counts=True)
    return str(names[np.argmax(count)]) if names.size else ""
