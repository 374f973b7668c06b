"""Which part of a recording is shown: a side, a stretch of time, a few cells."""

from collections.abc import Sequence

import numpy as np
import xarray as xr


def larger_side(voltage: xr.DataArray, bursts: xr.Dataset) -> tuple[str, xr.DataArray, xr.Dataset]:
    """The body side with the largest EMG: its name, its EMG and its bursts, muscles named without side.

    voltage: (muscle, time) V. bursts: Dataset over (burst) with muscle. Of equals the first; an EMG without muscles
    raises ValueError.
    """
    if not voltage.sizes["muscle"]:
        raise ValueError("the EMG has no muscles; record at least one")
    names = voltage["muscle"].values.astype(str)
    peak = np.abs(voltage.transpose("muscle", "time").values).max(axis=1)
    side = str(names[int(peak.argmax())]).partition("_")[0]
    mine = voltage.isel(muscle=np.char.startswith(names, f"{side}_"))
    mine = mine.assign_coords(muscle=[str(name).removeprefix(f"{side}_") for name in mine["muscle"].values])
    own = bursts.isel(burst=bursts["muscle"].str.startswith(f"{side}_").values)
    return side, mine, own.assign(muscle=own["muscle"].str.replace(f"{side}_", ""))


def busiest_stretch(onset: np.ndarray, length: float, last: float, lead: float = 0.1) -> slice:
    """The stretch of time, s, in which most bursts begin; it begins with one of them.

    onset: (burst,) s. length: of the stretch, s; last: end of the record, s, which the stretch does not pass. lead:
    share of the stretch before its first burst. Without bursts the record's beginning.
    """
    onset = np.sort(np.asarray(onset, dtype=float))
    count = np.searchsorted(onset, onset + (1 - lead) * length) - np.arange(onset.size)
    start = float(onset[int(count.argmax())]) - lead * length if onset.size else 0.0
    start = max(0.0, min(start, last - length))
    return slice(start, start + length)


def few_cells(spikes: xr.Dataset, most: int, by: str = "population", only: Sequence[str] | None = None) -> xr.Dataset:
    """The same spikes of at most ``most`` cells, evenly chosen, of every group; cells are numbered anew.

    spikes: time (s) and unit over (spike), what is known of a cell over (cell). by: variable that groups the cells.
    only: the groups that are kept, by default all; those that do not exist are passed over.
    """
    group = spikes[by].values.astype(str)
    kept = np.zeros(group.size, dtype=bool)
    for name in np.unique(group) if only is None else only:
        mine = np.flatnonzero(group == name)
        kept[mine[np.linspace(0, mine.size - 1, min(most, mine.size)).astype(int)]] = True
    number = np.cumsum(kept) - 1
    chosen = kept[spikes["unit"].values]
    few = spikes.isel(cell=kept, spike=chosen)
    return few.assign(unit=("spike", number[few["unit"].values].astype(np.int32), spikes["unit"].attrs))
