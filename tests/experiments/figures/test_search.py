"""A made-up search, drawn."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import project_style
from disinhibition.experiments.figures import search as figure
from disinhibition.experiments.fit.search import Trial

KEYS = ("receptors.gaba_a.cortex", "receptors.glycine.cortex")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Figure:
    """Twenty trials that close in on a gain of 0.75, where the rate is 1; the third ran away."""
    gains = 0.75 + 0.75 * np.cos(3 * np.arange(20)) / (1 + np.arange(20))
    trials = [Trial(dict(zip(KEYS, (x, 1 - x / 2), strict=True)), 4 * (1 - x), abs(3 - 4 * x)) for x in gains.tolist()]
    trials[2] = Trial(trials[2].values, float("nan"), float("inf"))
    rate = xr.DataArray(np.zeros(20), dims="point", attrs={"units": "1/s", "long_name": "jerks per second"})
    monkeypatch.setattr(figure, "read_search", lambda path: ("jerk_rate", 1.0, trials))
    monkeypatch.setattr(figure, "open_study", lambda path: xr.Dataset({"jerk_rate": rate}))
    with project_style():
        return figure.draw(Path())


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_search(drawn: Figure) -> Figure:
    return drawn


def test_every_key_has_a_panel_with_the_trials_and_the_target(drawn: Figure) -> None:
    assert [ax.get_xlabel() for ax in drawn.axes] == ["trial", "GABA-A cortex", "glycine cortex"]
    assert drawn.axes[0].get_ylabel() == "jerks per second (1/s)"
    assert drawn.axes[0].get_title(loc="left") == "a value in 19 of 20 trials"
    for ax in drawn.axes:
        assert set(ax.lines[0].get_ydata()) == {1.0}
        assert np.ma.count(ax.collections[0].get_offsets()[:, 1]) == 19
