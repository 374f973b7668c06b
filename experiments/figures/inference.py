"""Inference: posterior of the parameters beside prior and truth, and what was observed among what it predicts."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from rich.table import Table

from ...analysis.plotting.plots import PAGE, nothing
from ...analysis.plotting.readable_names import axis_label
from ...analysis.signals.counted import counted
from ..files import check_netcdf
from ..fit.inference import FILE

DATA = f"inference/{FILE}"
COMMAND = ""  # the program docs/examples/inference.py of the repository makes it
PARTS = ("prior", "posterior", "truth", "prior_predicted", "predicted", "observed", "unit", "words", "key")
PRIOR, POSTERIOR, TRUE = "0.75", "#0072B2", "#D55E00"
INTERVAL = (5, 50, 95)  # percentiles
BINS = (6, 20)  # of a histogram, at least and at most
LINE = 46  # letters of a statistic's words beside its unit


def draw(data: Path) -> Figure:
    """Draw an inference: parameters left, each alone and in pairs, statistics right.

    Parameters
    ----------
    data : Path
        A file that ``write_inference`` wrote, or its folder.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    found = _read(data)
    count, statistics = found.sizes["parameter"], found.sizes["statistic"]
    figure = Figure(figsize=(PAGE, 0.6 + max(1.5 * count, 0.95 * statistics)), layout="constrained")
    grid = figure.add_gridspec(1, 2, width_ratios=(count, 1.2))
    corner = grid[0].subgridspec(count, count).subplots(squeeze=False)
    for (row, column), ax in np.ndenumerate(corner):
        draw_parameters(ax, found, row, column)
    for place, ax in enumerate(grid[1].subgridspec(statistics, 1).subplots(squeeze=False).ravel()):
        draw_statistic(ax, found.isel(statistic=place))
    known = "true and observed" if np.isfinite(found["truth"]).any() else "observed"
    handles = (
        Patch(color=PRIOR, label="prior"),
        Patch(color=POSTERIOR, alpha=0.7, label="posterior"),
        Line2D([], [], color=TRUE, label=known),
    )
    figure.legend(handles=list(handles), loc="outside lower center", ncols=3)
    return figure


def table(data: Path) -> Table:
    """Median and 90 % interval of every parameter, and where the observed statistics lie among the predicted ones.

    Parameters
    ----------
    data : Path
        A file that ``write_inference`` wrote, or its folder.

    Returns
    -------
    rich.table.Table
        The table.
    """
    found = _read(data)
    result = Table(title=found.attrs["method"] or None)
    for heading in ("", "median", "5 to 95 %", "true or observed"):
        result.add_column(heading)
    for name in found["parameter"].values:
        draws = found["posterior"].sel(parameter=name)
        result.add_row(axis_label(str(name)), *_spread(draws), _number(float(found["truth"].sel(parameter=name))))
    for name in found["statistic"].values:
        one = found.sel(statistic=name)
        unit = str(one["unit"].item())
        result.add_row(axis_label(str(name), unit), *_spread(one["predicted"]), _number(float(one["observed"])))
    return result


def draw_parameters(ax: Axes, found: xr.Dataset, row: int, column: int) -> Axes:
    """Draw one cell of the corner: draws of two parameters below the diagonal, of one on it, nothing above.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        As ``inference_dataset`` returns it.
    row, column : int
        Place of the cell.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    if column > row:
        ax.set_visible(False)
        return ax
    across = found.isel(parameter=column)
    if row == column:
        draw_draws(ax, across["prior"].values, across["posterior"].values, float(across["truth"]))
        ax.set_yticks([])
    else:
        up = found.isel(parameter=row)
        for draws, colour, size in (("prior", PRIOR, 3.0), ("posterior", POSTERIOR, 3.0)):
            ax.plot(across[draws], up[draws], ".", color=colour, markersize=size, markeredgewidth=0)
        ax.plot(float(across["truth"]), float(up["truth"]), "+", color=TRUE, markersize=9, markeredgewidth=1.5)
    bottom = row == found.sizes["parameter"] - 1
    ax.set_xlabel(axis_label(str(across["parameter"].item())) if bottom else "")
    if column == 0 and row > 0:
        ax.set_ylabel(axis_label(str(found["parameter"].values[row])))
    ax.tick_params(labelbottom=bottom, labelleft=column == 0)
    return ax


def draw_statistic(ax: Axes, found: xr.Dataset) -> Axes:
    """Draw one statistic: what the prior and the posterior predict, and what was observed as a line.

    Runs without a value are counted in the title.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        As ``inference_dataset`` returns it, of one statistic.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    words, unit = str(found["words"].item()), str(found["unit"].item())
    words = words if len(words) <= LINE else str(found["statistic"].item())
    ax.set_xlabel(axis_label(words, unit))
    ax.set_yticks([])
    predicted = found["predicted"].values
    if not np.isfinite(predicted).any():
        return nothing(ax, "no run at the posterior has a value")
    draw_draws(ax, found["prior_predicted"].values, predicted, float(found["observed"]))
    missing = int(np.isnan(predicted).sum())
    said = [f"{missing} of {counted(predicted.size, 'run')} without a value"] if missing else []
    said += ["not observed"] if not np.isfinite(found["observed"]) else []
    ax.set_title(", ".join(said), loc="left")
    return ax


def draw_draws(ax: Axes, prior: np.ndarray, posterior: np.ndarray, true: float) -> Axes:
    """Draw histograms of equal area over the same bins, and one value as a line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    prior, posterior : numpy.ndarray
        Draws; those that are not finite are left out.
    true : float
        The value of the line; NaN for none.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    prior, posterior = prior[np.isfinite(prior)], posterior[np.isfinite(posterior)]
    both = np.concatenate([prior, posterior])
    number = int(np.clip(np.sqrt(posterior.size), *BINS))
    edges = np.histogram_bin_edges(both, number)
    for draws, colour, opaque in ((prior, PRIOR, 1.0), (posterior, POSTERIOR, 0.7)):
        if draws.size:
            ax.hist(draws, edges.tolist(), density=True, color=colour, alpha=opaque)
    if np.isfinite(true):
        ax.axvline(true, color=TRUE, linewidth=1.2)
    return ax


def _read(data: Path) -> xr.Dataset:
    file = data / FILE if data.is_dir() else data
    check_netcdf(file, "what docs/examples/inference.py wrote", PARTS)
    with xr.open_dataset(file, engine="h5netcdf") as stored:
        return stored.load()


def _spread(draws: xr.DataArray) -> tuple[str, str]:
    values = draws.values[np.isfinite(draws.values)]
    if not values.size:
        return "–", "–"
    low, middle, high = np.percentile(values, INTERVAL)
    return f"{middle:.3g}", f"{low:.3g} to {high:.3g}"


def _number(value: float) -> str:
    return f"{value:.3g}" if np.isfinite(value) else "–"
