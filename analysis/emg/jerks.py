"""Jerks: bursts of any muscles whose onsets follow each other closely."""

import numpy as np
import xarray as xr

from ..signals.event_checks import check_onsets
from ..signals.labels import labelled

GAP = 0.060  # s, largest step between onsets within one jerk


def group_jerks(bursts: xr.Dataset, gap: float = GAP) -> tuple[xr.Dataset, np.ndarray]:
    """Chain bursts whose onsets follow each other closely into jerks.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): onset (s), duration (ms) and muscle, in any order.
    gap : float, optional
        Largest step in s between onsets within one jerk.

    Returns
    -------
    jerks : xarray.Dataset
        Over ``jerk``: ``onset`` s, ``duration`` ms (first onset to last end), ``first_muscle`` and ``n_muscles``. One
        burst alone is a jerk of one muscle; no bursts give no jerks.
    jerk : numpy.ndarray
        Index (burst,) of the jerk that each burst belongs to.

    Raises
    ------
    ValueError
        An onset is no number.

    Notes
    -----
    The step of 60 ms is the event rule of the healthy gates.

    Examples
    --------
    >>> bursts = xr.Dataset({"onset": ("burst", [1.0, 1.05, 2.0]), "duration": ("burst", [30.0, 30.0, 30.0]),
    ...                      "muscle": ("burst", ["right_scm", "right_fdi", "right_fdi"])})
    >>> jerks, jerk = group_jerks(bursts)
    >>> jerks["n_muscles"].values.tolist(), jerk.tolist()
    ([2, 1], [0, 0, 1])
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
    """Onset of a muscle's first burst in each jerk it takes part in.

    Parameters
    ----------
    muscle : str
        Name of the muscle.
    bursts : xarray.Dataset
        Over (burst): onset (s), muscle and jerk.

    Returns
    -------
    numpy.ndarray
        Onsets (jerk,) in s, sorted. An unknown or silent muscle gives none.
    """
    mine = np.flatnonzero(bursts["muscle"].values == muscle)
    onset, jerk = bursts["onset"].values[mine], bursts["jerk"].values[mine]
    order = np.argsort(onset, kind="stable")
    return np.sort(onset[order][np.unique(jerk[order], return_index=True)[1]])


def leading_muscle(jerks: xr.Dataset) -> str:
    """Name of the muscle that begins most jerks.

    Parameters
    ----------
    jerks : xarray.Dataset
        Over (jerk): first_muscle.

    Returns
    -------
    str
        The muscle; of equals the first in the alphabet, '' without jerks.

    Examples
    --------
    >>> leading_muscle(xr.Dataset({"first_muscle": ("jerk", ["right_scm", "right_fdi", "right_scm"])}))
    'right_scm'
    """
    names, count = np.unique(jerks["first_muscle"].values.astype(str), return_counts=True)
    return str(names[np.argmax(count)]) if names.size else ""
