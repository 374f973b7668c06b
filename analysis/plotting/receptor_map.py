"""Maps of a statistic over the gains of two receptors."""

from collections.abc import Mapping

import matplotlib
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize

from .plots import NOTHING

MOST_CELLS = 5  # along a side, with the value printed in each: more would not be read at 7 points


def receptor_map(
    ax: Axes,
    values: xr.DataArray,
    scale: Normalize | None = None,
    form: str = "{:.2g}",
    marked: Mapping[str, xr.DataArray] | None = None,
    colour_bar: bool = True,
) -> Axes:
    """A statistic over the gains of two receptors, the value printed in each cell; inhibition is lost up and right.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Axes to draw on.
    values : xarray.DataArray
        Statistic (gaba_a, glycine), in any order.
    scale : matplotlib.colors.Normalize, optional
        Colour scale, by default from 0 to the largest value.
    form : str, optional
        Format of the printed values; NaN shows as a dash on white.
    marked : mapping of str to xarray.DataArray, optional
        A mark, such as ``"!"``, to the cells that get it behind their value: true ones of the same dims.
    colour_bar : bool, optional
        Whether a fine map, which has no values printed, gets a colour bar; the caller may draw one for several maps.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.

    """
    grid = _falling(values)
    numbers = grid.values.astype(float)
    highest = float(np.nanmax(numbers, initial=0.0))
    scale = scale or Normalize(0, highest or 1.0)
    colours = matplotlib.colormaps["cividis"]
    image = ax.imshow(np.ma.masked_invalid(numbers), origin="lower", aspect="auto", cmap=colours, norm=scale)
    fine = max(grid.shape) > MOST_CELLS
    if fine and colour_bar:
        ax.figure.colorbar(image, ax=ax)
    marks = {mark: _falling(cells).values for mark, cells in (marked or {}).items()}
    for (row, column), value in np.ndenumerate(numbers):
        known = np.isfinite(value)
        text = NOTHING if not known else "" if fine else form.format(value)
        text += "".join(mark for mark, cells in marks.items() if cells[row, column])
        red, green, blue, _ = colours(scale(value)) if known else (1.0, 1.0, 1.0, 1.0)
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
        ax.text(column, row, text, ha="center", va="center", color="white" if dark else "black")
    for axis, name in ((ax.yaxis, "gaba_a"), (ax.xaxis, "glycine")):
        axis.set_ticks(range(grid.sizes[name]), [f"{value:g}" for value in grid[name].values])
    if fine:
        ax.tick_params(axis="x", rotation=90)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0)
    ax.set_xlabel("glycine gain")
    ax.set_ylabel("GABA-A gain")
    return ax


def duration_scale() -> LogNorm:
    """Colour scale of burst durations, ms: logarithmic, from the shortest burst to a long spinal one.

    Returns
    -------
    matplotlib.colors.LogNorm
        The scale.
    """
    return LogNorm(10, 500, clip=True)


def _falling(values: xr.DataArray) -> xr.DataArray:
    return values.transpose("gaba_a", "glycine").sortby(["gaba_a", "glycine"], ascending=False)
