"""Threshold map of a made-up study whose thresholds are known."""

from collections.abc import Callable

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.experiments.figures import threshold_map as figure

GAINS, GLYCINE = np.linspace(0, 1, 11), np.array([0.1, 0.4, 0.7, 1.0])


def study() -> xr.Dataset:
    """Jerks begin below a GABA-A gain of 0.9 - 0.8 glycine in the cortex, at no gain in the cord at glycine 1."""
    onset = {"cortex": 0.9 - 0.8 * GLYCINE, "spinal": np.array([0.7, 0.4, 0.2, -1.0])}
    mean = np.array([np.maximum(3 * (place[None, :] - GAINS[:, None]) + 0.1, 0) for place in onset.values()])
    rate = np.maximum(mean[..., None] + 0.1 * np.random.default_rng(1).standard_normal((2, 11, 4, 6)), 0)
    axes = {"circuit": list(onset), "gaba_a": GAINS, "glycine": GLYCINE, "seed": range(6)}
    return xr.Dataset({"jerk_rate": (tuple(axes), rate, {"units": "1/s"})}, axes)


@pytest.fixture(scope="module")
def drawn(drawn_from: Callable[..., Figure]) -> Figure:
    return drawn_from(figure, study())


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_threshold_map(drawn: Figure) -> Figure:
    return drawn


def test_thresholds_are_drawn_where_jerks_begin(drawn: Figure) -> None:
    ax = drawn.axes[0]
    places = ax.lines[0].get_xydata()
    np.testing.assert_allclose(places[:, 0], GLYCINE)
    np.testing.assert_allclose(places[:, 1], 0.9 - 0.8 * GLYCINE, atol=0.06)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("glycine", "GABA-A")


def test_a_column_that_never_jerks_says_so(drawn: Figure) -> None:
    words = {ax.get_title(loc="left"): [text.get_text() for text in ax.texts] for ax in drawn.axes}
    assert words["cortex"] == [] and words["spinal"] == ["never"]
