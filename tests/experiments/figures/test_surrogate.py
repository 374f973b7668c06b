"""Surrogate check of a made-up study, drawn."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.plots import project_style
from disinhibition.experiments.figures import surrogate as figure


def study(slope: float = 3.0) -> xr.Dataset:
    rng = np.random.default_rng(1)
    one, two = rng.uniform(size=(2, 40))
    rate = np.maximum(slope * (1 - one) * (1 - two) + 0.1 * slope * rng.standard_normal(40), 0)
    axes = {"receptors.gaba_a.cortex": ("point", one), "receptors.glycine.cortex": ("point", two)}
    return xr.Dataset({"jerk_rate": ("point", rate, {"units": "1/s", "long_name": "jerks per second"})}, axes)


@pytest.fixture(scope="module")
def drawn() -> Figure:
    with pytest.MonkeyPatch.context() as patch, project_style():
        patch.setattr(figure, "open_study", lambda path: study())
        return figure.draw(Path())


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_surrogate(drawn: Figure) -> Figure:
    return drawn


def test_axes_have_units_and_the_line_of_all_points_is_drawn(drawn: Figure) -> None:
    left, right = drawn.axes
    assert left.get_xlabel() == "jerks per second, simulated (1/s)" and left.get_ylabel() == "predicted (1/s)"
    assert len(right.lines[1].get_xdata()) == 10
    assert right.get_title(loc="left") == f"all together {right.lines[0].get_ydata()[0]:.2f}"


def test_a_silent_study_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "open_study", lambda path: study(0.0))
    right = figure.draw(Path()).axes[1]
    assert "same at every point" in right.texts[0].get_text()
