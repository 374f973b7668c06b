"""The picture of a study: a line over one axis, a map over two."""

from pathlib import Path
from typing import Any

import xarray as xr
from matplotlib.axes import Axes

from ....analysis.plotting.plots import project_style
from ....analysis.plotting.value_map import value_map
from ....analysis.studies.axis_names import POINT, REPEATS
from ....errors import UserError
from ...figures.course import STATISTIC, draw_course, whole_marks
from ...study.reading.open import open_study
from ...study.reading.swept_axes import is_words, recorded_time, swept_axes
from .parts import new_axes


def study(data: xr.Dataset | str | Path, statistic: str = STATISTIC, ax: Axes | None = None, **where: Any) -> Axes:
    """Draw a statistic of a study: a line over one axis, a map over two axes of numbers.

    Parameters
    ----------
    data : xarray.Dataset, str or Path
        A study, as ``sweep`` and ``open_study`` give it, or the folder of one.
    statistic : str
        Name of a variable of the study.
    ax : matplotlib.axes.Axes, optional
        As of :func:`emg`.
    **where
        Values of axes that are held, such as ``circuit="spinal"``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Repeats with other seeds are taken together: the bars of a jerk rate are 95 % intervals of a count,
        those of anything else go from the least to the largest repeat.

    Raises
    ------
    UserError
        More than two axes are left, the points fill no grid, or the study has no such statistic.

    Examples
    --------
    >>> rate = ("gain", [2.0, 1.0, 0.0]), {"units": "1/s", "long_name": "jerks per second"}
    >>> made = xr.Dataset({"jerk_rate": (*rate[0], rate[1])}, {"gain": [0.2, 0.5, 1.0]})
    >>> study(made).get_xlabel(), study(made).get_ylabel()
    ('gain', 'jerks per second (1/s)')
    """
    data = open_study(data)
    if statistic not in data:
        raise UserError(f"the study has no '{statistic}'; it has {', '.join(map(str, data.data_vars))}")
    if POINT in data.dims:
        raise UserError("the points of this study fill no grid; draw one with dis.figure('sensitivity', data=folder)")
    part = data.sel(where).load()
    axes = [name for name in swept_axes(part) if name in part[statistic].dims]
    maps = len(axes) == 2 and not any(is_words(part, name) for name in axes)
    if not axes or len(axes) > 2:
        if axes:
            left = f"the axes {', '.join(axes)}; hold one, such as {axes[0]}=..."
        else:
            repeats = [str(dim) for dim in part[statistic].dims if dim in REPEATS]
            left = f"none but its repeats ({', '.join(repeats)}), which are averaged" if repeats else "none"
        raise UserError(f"a picture is drawn over one axis or two, and the study has {left}")
    with project_style():
        ax = ax or new_axes(2.6, 0.6)
        label = f"{part[statistic].attrs.get('long_name', statistic)} ({part[statistic].attrs.get('units', '1')})"
        if maps:
            repeats = [dim for dim in part[statistic].dims if dim in REPEATS]
            value_map(ax, part[statistic].mean(repeats), axes[0], axes[1])
            ax.figure.colorbar(ax.collections[0], ax=ax, label=label)
            return ax
        exposure = _exposure(part, statistic)
        draw_course(ax, part, axes[-1], axes[0] if len(axes) > 1 else None, exposure, statistic)
        if exposure is not None:
            whole_marks(ax)
        ax.set_ylabel(label.removesuffix(" (1)"))
        if len(axes) > 1:
            ax.legend()
        return ax


def _exposure(study: xr.Dataset, statistic: str) -> float | None:
    """Seconds that each run was observed, if the statistic is a rate of jerks and the study says so."""
    if statistic != STATISTIC:
        return None
    try:
        return recorded_time(study)
    except ValueError:
        return None
