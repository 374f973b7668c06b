"""What a recording holds, in the pieces that other formats take: signals, cells, attributes."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
import xarray as xr

from ...errors import UserError

ROUNDING = 1e-9  # of a rate


def package(name: str) -> Any:
    """Import a package of the extra ``interop``.

    Parameters
    ----------
    name : str
        Name of the package.

    Returns
    -------
    module
        The package.

    Raises
    ------
    ModuleNotFoundError
        The package is not installed; the message says how to install it.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise ModuleNotFoundError(f"{name} is not installed; pip install disinhibition[interop]", name=name) from error


def signals_of(tree: xr.DataTree) -> dict[str, tuple[xr.DataArray, float, list[str]]]:
    """EMG and EEG of a tree.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording.

    Returns
    -------
    dict
        By group ('emg', 'eeg'): the signal (channel, time) in V, its rate in Hz and the names of its channels.
    """
    found = {}
    for group, name, dim in (("emg", "voltage", "muscle"), ("eeg", "potential", "electrode")):
        if group in tree.children and tree[group].sizes[dim] and tree[group].sizes["time"] > 1:
            signal = tree[group].to_dataset()[name].transpose(dim, "time")
            rate = (signal.sizes["time"] - 1) / float(signal["time"][-1] - signal["time"][0])
            # Times of a step that begins late are rounded
            rate = float(round(rate)) if abs(rate - round(rate)) < ROUNDING * rate else rate
            found[group] = (signal, rate, [str(word) for word in signal[dim].values])
    return found


def spike_trains_of(tree: xr.DataTree, populations: Sequence[str] | None) -> list[tuple[np.ndarray, dict[str, Any]]]:
    """Spike times of every cell, silent or not, and its row of the unit table.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording.
    populations : sequence of str or None
        Populations whose cells are wanted; None for all.

    Returns
    -------
    list of tuple
        Spike times (spike,) in s and the row of each cell.

    Raises
    ------
    UserError
        A population does not exist.
    """
    if "spikes" not in tree.children and not populations:
        return []
    spikes = tree["spikes"].to_dataset() if "spikes" in tree.children else xr.Dataset({"population": ("cell", [])})
    population = spikes["population"].values.astype(str)
    for name in populations or ():
        if name not in population:
            raise UserError(f"no population '{name}' in this recording; see tree['populations']")
    cells = np.arange(population.size) if populations is None else np.flatnonzero(np.isin(population, populations))
    order = np.lexsort((spikes["time"].values, spikes["unit"].values))
    time, unit = spikes["time"].values[order], spikes["unit"].values[order]
    first, last = np.searchsorted(unit, cells), np.searchsorted(unit, cells, side="right")
    table = {str(name): values.values.tolist() for name, values in spikes.items() if values.dims == ("cell",)}
    rows = [{"unit": int(cell), **{name: column[cell] for name, column in table.items()}} for cell in cells]
    return [(time[i:j], row) for i, j, row in zip(first, last, rows, strict=True)]


def attributes_of(tree: xr.DataTree) -> dict[str, Any]:
    """Attributes of a tree as plain values.

    Parameters
    ----------
    tree : xarray.DataTree
        A recording.

    Returns
    -------
    dict
        Name to number, text or list.
    """
    return {str(name): np.asarray(value).tolist() for name, value in tree.attrs.items()}
