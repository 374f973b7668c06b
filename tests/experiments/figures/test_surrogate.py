"""Surrogate check of a made-up study, drawn."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.experiments.figures import surrogate as figure


def study(slope: float = 3.0) -> xr.Dataset:
    rng = np.random.default_rng(1)
    one, two = rng.uniform(size=(2, 40))
    rate = np.maximum(slope * (1 - one) * (1 - two) + 0.1 * slope * rng.standard_normal(40), 0)
    axes = {"receptors.gaba_a.cortex": ("point", one), "receptors.glycine.cortex": ("point", two)}
    return xr.Dataset({"jerk_rate": ("point", rate, {"units": "1/s", "long_name": "jerks per second"})}, axes)


@pytest.fixture(scope="module")
def drawn(drawn_from: Callable[..., Figure]) -> Figure:
    return drawn_from(figure, study())


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_surrogate(drawn: Figure) -> Figure:
    return drawn


def test_axes_have_units_and_the_line_of_all_points_is_drawn(drawn: Figure) -> None:
    left, right = drawn.axes
    assert left.get_xlabel() == "jerks per second, simulated (1/s)" and left.get_ylabel() == "predicted (1/s)"
    assert len(right.lines[1].get_xdata()) == 10
    assert right.get_title(loc="left") == f"all together {right.lines[0].get_ydata()[0]:.2f}"


def test_a_silent_study_says_so(drawn_from: Callable[..., Figure]) -> None:
    right = drawn_from(figure, study(0.0)).axes[1]
    assert "same at every point" in right.texts[0].get_text()
