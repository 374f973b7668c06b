"""Whether all muscles that jerk belong to one root or nerve, as in peripheral myoclonus."""

from collections.abc import Iterable, Mapping

import numpy as np
import xarray as xr

from ..body import value_of_muscle, without_side

RARE = 0.05  # of the jerks, the most in which a muscle may take part by chance and still count as silent


def one_territory(
    bursts: xr.Dataset, recorded: Iterable[str], territories: Mapping[str, tuple[str, ...]]
) -> bool | None:
    """Whether one nerve or root supplies every muscle that jerks, as in peripheral myoclonus.

    A muscle jerks if it takes part in more than one jerk in twenty.

    Parameters
    ----------
    bursts : xarray.Dataset
        Over (burst): muscle and jerk.
    recorded : iterable of str
        Muscles that had an electrode, with side.
    territories : mapping of str to tuple of str
        Muscle, with or without side, to its roots ('C8', 'T1') or nerves. A muscle without any, as of a cranial nerve,
        is a territory of its own. Left and right are different territories.

    Returns
    -------
    bool or None
        None where nothing can be said: no jerks, or no electrode on a muscle outside that territory.

    Raises
    ------
    KeyError
        A muscle has no entry.

    Notes
    -----
    The rule is that of ``diagnosis/tables/diagnosis.yaml``; the least share is a convention of this project.

    Examples
    --------
    >>> bursts = xr.Dataset({"muscle": ("burst", ["right_fdi", "right_apb"]), "jerk": ("burst", [0, 1])})
    >>> roots = {"fdi": ("C8", "T1"), "apb": ("C8", "T1"), "biceps": ("C5", "C6")}
    >>> one_territory(bursts, ["right_fdi", "right_apb", "right_biceps"], roots)
    True
    """
    muscle, jerk = bursts["muscle"].values.astype(str), bursts["jerk"].values
    jerks = np.unique(jerk).size
    active = [str(name) for name in np.unique(muscle) if np.unique(jerk[muscle == name]).size > RARE * jerks]
    if not active:
        return None
    owned = [_owned(name, territories) for name in active]
    shared = frozenset.intersection(*owned)
    if not shared:
        return False
    # With electrodes in one territory alone, nothing else could have been seen
    elsewhere = any(not shared & _owned(name, territories) for name in recorded)
    return True if elsewhere else None


def _owned(muscle: str, territories: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    side = muscle.removesuffix(without_side(muscle))
    own = value_of_muscle(muscle, territories, "territory") or (without_side(muscle),)
    return frozenset(f"{side}{name}" for name in own)
