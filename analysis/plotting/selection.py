"""Which part of a recording is shown: a side, a stretch of time, a few cells."""

from collections.abc import Sequence

import numpy as np
import xarray as xr


def larger_side(voltage: xr.DataArray, bursts: xr.Dataset) -> tuple[str, xr.DataArray, xr.Dataset]:
    """The body side with the largest EMG, its EMG and its bursts, muscles named without side.

    Parameters
    ----------
    voltage : xarray.DataArray
        EMG (muscle, time), V.
    bursts : xarray.Dataset
        Over (burst): muscle.

    Returns
    -------
    side : str
        Name of the side, of equals the first.
    voltage : xarray.DataArray
        Its EMG (muscle, time), V.
    bursts : xarray.Dataset
        Its bursts.

    Raises
    ------
    ValueError
        The EMG has no muscles.
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
    """The stretch of time in which most bursts begin.

    Parameters
    ----------
    onset : numpy.ndarray
        Onsets (burst,), s.
    length, last : float
        Length of the stretch and end of the record, s. The stretch does not pass the end.
    lead : float, optional
        Share of the stretch before its first burst.

    Returns
    -------
    slice
        Begin and end, s. It begins with one of the bursts; without bursts with the record.

    Examples
    --------
    >>> busiest_stretch(np.array([1.0, 5.0, 5.1, 5.2]), 1.0, 10.0, lead=0.0)
    slice(5.0, 6.0, None)
    """
    onset = np.sort(np.asarray(onset, dtype=float))
    count = np.searchsorted(onset, onset + (1 - lead) * length) - np.arange(onset.size)
    start = float(onset[int(count.argmax())]) - lead * length if onset.size else 0.0
    start = max(0.0, min(start, last - length))
    return slice(start, start + length)


def few_cells(spikes: xr.Dataset, most: int, by: str = "population", only: Sequence[str] | None = None) -> xr.Dataset:
    """The same spikes of at most so many cells, evenly chosen, of every group; cells are numbered anew.

    Parameters
    ----------
    spikes : xarray.Dataset
        Over (spike): time (s) and unit; over (cell): what is known of a cell.
    most : int
        Cells of a group at most.
    by : str, optional
        Variable that groups the cells.
    only : sequence of str, optional
        Groups that are kept, by default all; those that do not exist are passed over.

    Returns
    -------
    xarray.Dataset
        The selected cells and their spikes.
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
