"""Which treatment suppresses the jerks of which circuit: change and rank, the proxy of sedation beside them."""

from pathlib import Path

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.table import Table

from ...analysis.plotting.plots import NOTHING, PAGE
from ...analysis.spiking.activity_left import activity_left
from ...analysis.studies.axis_names import REPEATS
from ...analysis.studies.treatment_ranking import treatment_ranking
from ..study.reading.open import open_study
from ..study.reading.required import require, require_value
from ..study.reading.swept_axes import FORM, recorded_time, without_healthy

DATA = "rank_matrix"
COMMAND = "sweep experiment=anticonvulsants study.name=rank_matrix"  # that makes it
STATISTIC = "jerk_rate"
TREATMENT, NONE = "regimen", "none"
MOST = np.log(4)  # change of the darkest cell
SILENT = 0.02  # 1/s; a circuit that jerks less without treatment is not compared


def draw(data: Path) -> Figure:
    """Draw which treatment suppresses the jerks of which circuit.

    Parameters
    ----------
    data : Path
        Folder of the study: axes ``regimen``, with none, and ``form``, with healthy or without.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.
    """
    study, found, left = _measured(data)
    figure = Figure(figsize=(PAGE, 0.9 + 0.27 * found.sizes[TREATMENT]), layout="constrained")
    ratios = (1.2 * found.sizes[FORM], 1)
    matrix, beside = figure.subplots(1, 2, sharey=True, width_ratios=ratios)
    draw_matrix(matrix, found)
    beside.axvline(1, color="0.7", linewidth=0.6, linestyle=":")
    if left is None:
        beside.set_visible(False)
    else:
        beside.barh(range(left.size), left.values, height=0.6, color="0.6", edgecolor="black", linewidth=0.6)
        for place, value in enumerate(left.values):
            beside.text(value + 0.02, place, f"{value:.2f}", va="center")
        beside.set_xlim(0, 1.25 * max(1.0, float(np.nanmax(left.values))))
        beside.set_xlabel("firing left at rest")
        beside.set_title("healthy", loc="left")
        beside.tick_params(axis="y", length=0)
    exposure = recorded_time(study)
    matrix.set_title(f"change of the jerk rate, rank; runs of {exposure:g} s; * not 0 (95 %)", loc="left")
    return figure


def table(data: Path) -> Table:
    """Change in percent with its interval, rank, and the firing left of a healthy pathway.

    Parameters
    ----------
    data : Path
        Folder of the study.

    Returns
    -------
    rich.table.Table
        The table.
    """
    _, found, left = _measured(data)
    forms = [str(form) for form in found[FORM].values]
    result = Table(TREATMENT, *(form.replace("_", " ") for form in forms), "healthy: firing left")
    for name in found[TREATMENT].values:
        mine = found.sel({TREATMENT: name})
        cells = []
        for form in forms:
            cell = mine.sel({FORM: form})
            change, low, high, rank = (float(cell[word]) for word in ("change", "low", "high", "rank"))
            known = np.isfinite(change)
            words = f"{_percent(change)} ({_percent(low)} to {_percent(high)}), {rank:g}"
            cells.append(words if known else NOTHING)
        result.add_row(str(name), *cells, NOTHING if left is None else f"{float(left.sel({TREATMENT: name})):.2f}")
    return result


def draw_matrix(ax: Axes, found: xr.Dataset) -> Axes:
    """Draw a row for every treatment, a column for every circuit: percent change, rank, a star where it is not 0.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where it is drawn.
    found : xarray.Dataset
        As ``treatment_ranking`` returns it.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.
    """
    change = found["change"].transpose(TREATMENT, FORM)
    ax.imshow(
        np.clip(np.ma.masked_invalid(change.values), -MOST, MOST),
        aspect="auto",
        cmap="PuOr",
        vmin=-2 * MOST,
        vmax=2 * MOST,
    )
    for (row, column), value in np.ndenumerate(change.values):
        low, high, rank = (
            float(found[name].transpose(TREATMENT, FORM).values[row, column]) for name in ("low", "high", "rank")
        )
        star = "*" if low > 0 or high < 0 else ""
        text = f"{_percent(value)}{star}   {rank:g}" if np.isfinite(value) else NOTHING
        ax.text(column, row, text, ha="center", va="center")
    forms = [str(form).replace("_", "\n") for form in found[FORM].values]
    ax.set_xticks(range(len(forms)), forms)
    ax.set_yticks(range(change.sizes[TREATMENT]), [str(name) for name in found[TREATMENT].values])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _measured(data: Path) -> tuple[xr.Dataset, xr.Dataset, xr.DataArray | None]:
    """The study, what each treatment changes, most suppressing first, and the firing left in health."""
    study = require_value(require(open_study(data), STATISTIC, TREATMENT, FORM), TREATMENT, NONE).load()
    jerking, healthy = without_healthy(study)
    repeats = [dim for dim in study.dims if dim in REPEATS]
    rate = jerking[STATISTIC].mean(repeats)
    observed = recorded_time(study) * jerking[STATISTIC].count(repeats)
    rate = rate.where(rate.sel({TREATMENT: NONE}) >= SILENT)
    found = treatment_ranking(rate, TREATMENT, NONE, observed)
    found = found.isel({TREATMENT: np.argsort(found["rank"].mean(FORM).values, kind="stable")})
    if healthy is None:
        return study, found, None
    mean = healthy.mean(repeats)
    left = activity_left(mean, mean.sel({TREATMENT: NONE}, drop=True)).sel({TREATMENT: found[TREATMENT]})
    return study, found, left


def _percent(change: float) -> str:
    return f"{100 * np.expm1(change):+.0f} %"
