"""A statistic over two axes of a study as colours."""

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from .readable_names import axis_label


def value_map(ax: Axes, values: xr.DataArray, along: str, over: str, scale: Normalize | None = None) -> Axes:
    """Draw values over two axes of numbers as colours; cells reach halfway to their neighbours.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    values : xarray.DataArray
        The statistic over both axes, in any order.
    along : str
        The axis that lies along y.
    over : str
        The axis that lies along x.
    scale : matplotlib.colors.Normalize, optional
        Colour scale, by default from the smallest value to the largest.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes; its first collection is the map, for a colour bar.
    """
    grid = values.transpose(along, over).sortby([along, over])
    mesh = ax.pcolormesh(_edges(grid[over].values), _edges(grid[along].values), grid.values, norm=scale)
    mesh.set_rasterized(True)
    ax.set_xlabel(axis_label(over, values[over].attrs.get("units", "1")))
    ax.set_ylabel(axis_label(along, values[along].attrs.get("units", "1")))
    return ax


def _edges(places: np.ndarray) -> np.ndarray:
    """Edges of cells halfway between the places; a single place has a cell of width 1."""
    if places.size == 1:
        return np.array([places[0] - 0.5, places[0] + 0.5])
    middle = (places[1:] + places[:-1]) / 2
    return np.concatenate([[2 * places[0] - middle[0]], middle, [2 * places[-1] - middle[-1]]])
