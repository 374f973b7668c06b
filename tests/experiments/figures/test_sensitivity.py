"""Sensitivity of made-up sampled studies, drawn."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure
from SALib.sample import morris as morris_design
from SALib.sample import sobol as sobol_design

from disinhibition.experiments.figures import sensitivity as figure

AXES = ("receptors.gaba_a.cortex", "receptors.glycine.spinal", "serotonin.spinal")
PROBLEM = {"num_vars": 3, "names": AXES, "bounds": [[0, 1]] * 3}


def study(where: np.ndarray) -> xr.Dataset:
    first, second, _ = where.T
    rate = 4 * (1 - first) ** 2 + 3 * (1 - first) * (1 - second)
    axes = {name: ("point", column) for name, column in zip(AXES, where.T, strict=True)}
    return xr.Dataset({"jerk_rate": ("point", rate, {"units": "1/s", "long_name": "jerks per second"})}, axes)


def sobol_study() -> xr.Dataset:
    return study(sobol_design.sample(PROBLEM, 64, calc_second_order=False, seed=1))


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_sensitivity(drawn_from: Callable[..., Figure]) -> Figure:
    return drawn_from(figure, sobol_study())


def test_axes_lie_in_order_of_their_total_index(drawn_from: Callable[..., Figure]) -> None:
    ax = drawn_from(figure, sobol_study()).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "GABA-A cortex",
        "glycine spinal",
        "serotonin spinal",
    ]
    assert ax.get_title(loc="left") == "jerks per second, 64 blocks"
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first is on top"


def test_points_left_out_are_said(drawn_from: Callable[..., Figure]) -> None:
    made = sobol_study()
    made["jerk_rate"][7] = np.nan
    assert "63 blocks, 1 left out" in drawn_from(figure, made).axes[0].get_title(loc="left")


def test_a_morris_design_shows_effects_in_their_unit(drawn_from: Callable[..., Figure]) -> None:
    made = study(morris_design.sample(PROBLEM, 20, num_levels=4, seed=1))
    ax = drawn_from(figure, made).axes[0]
    assert "(1/s)" in ax.get_xlabel() and ax.get_yticklabels()[0].get_text() == "GABA-A cortex"
