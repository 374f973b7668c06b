"""Order in which muscles are recruited within jerks."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from ..diagnosis.body import of_muscle
from ..signals.labels import described
from ..signals.spikes import check_onsets
from .rhythm import onsets_of


def recruitment_order(bursts: xr.Dataset) -> xr.Dataset:
    """Onset of every muscle relative to the first burst of the same jerk, earliest muscle first.

    bursts: Dataset over (burst) with onset (s), muscle and jerk.
    Returns: Dataset over (muscle): delay ms (median over the jerks it takes part in), delay_iqr ms, share (of all jerks
    it takes part in) and count. No bursts give no muscles. Raises ValueError for onsets that are no numbers.
    """
    onset, jerk = bursts["onset"].values, bursts["jerk"].values
    check_onsets(onset)
    start = {index: onset[jerk == index].min() for index in np.unique(jerk)}
    names, rows = [], []
    for name in np.unique(bursts["muscle"].values.astype(str)):
        first = onsets_of(name, bursts)
        mine = np.unique(jerk[bursts["muscle"].values == name])
        # Onsets of one muscle and the starts of its jerks are both in order of time
        delay = 1e3 * (first - np.sort([start[index] for index in mine]))
        low, middle, high = np.percentile(delay, (25, 50, 75))
        names.append(name)
        rows.append((middle, high - low, mine.size / len(start), mine.size))
    table = np.array(rows, dtype=float).reshape(-1, 4)
    order = np.lexsort((-table[:, 2], table[:, 0]))
    units = {"delay": "ms", "delay_iqr": "ms", "share": "1", "count": "1"}
    words = ("onset after the first muscle, median", "its interquartile range", "share of jerks", "jerks")
    columns = {
        name: described("muscle", table[order, i], unit, word)
        for i, ((name, unit), word) in enumerate(zip(units.items(), words, strict=True))
    }
    return xr.Dataset(columns, coords={"muscle": np.array(names, dtype=str)[order]})


def direction(order: xr.Dataset, position: Mapping[str, float], share: float = 0.5) -> str:
    """Way a jerk spreads along the body's axis: 'descending', 'ascending', 'both' or '' where it does not spread.

    order: of ``recruitment_order``. position: muscle -> place of its motor nucleus, m below the obex (negative above);
    names with or without side. Only muscles in at least ``share`` of the jerks count; those at the level of the first
    muscle say nothing. Raises KeyError for a muscle without position.
    """
    names = [str(name) for name in order["muscle"].values[order["share"].values >= share]]
    if not names:
        return ""
    level = np.array([of_muscle(name, position, "position") for name in names])
    below, above = bool((level[1:] > level[0]).any()), bool((level[1:] < level[0]).any())
    if below and above:
        return "both"
    return "descending" if below else "ascending" if above else ""
