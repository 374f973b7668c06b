"""A made-up inference, stored and drawn."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import project_style
from disinhibition.errors import UserError
from disinhibition.experiments.figures import draw_figure, figure_table
from disinhibition.experiments.figures import inference as figure
from disinhibition.experiments.fit.inference import inference_dataset, write_inference

PARAMETERS = {"GABA-A": "receptors.gaba_a.cortex", "glycine": "receptors.glycine.cortex"}
STATISTICS = ("jerk_rate", "burst_count", "muscles_involved")


def made(truth: tuple[float, float] | None = (0.2, 0.6)) -> xr.Dataset:
    """The rate tells one gain, nothing tells the other; a count is missing in a few runs, one was not observed."""
    rng = np.random.default_rng(1)
    prior = rng.uniform(0, 1, (300, 2))
    posterior = np.column_stack([rng.normal(0.2, 0.05, 200), rng.uniform(0, 1, 200)])

    def runs(theta: np.ndarray) -> np.ndarray:
        rate = 4 * (1 - theta[:, 0]) + rng.normal(0, 0.1, len(theta))
        return np.column_stack([rate, np.where(theta[:, 0] > 0.27, np.nan, 10 * rate), 5 + rng.poisson(3, len(theta))])

    return inference_dataset(
        PARAMETERS,
        STATISTICS,
        (3.2, 32, np.nan),
        (prior, runs(prior)),
        (posterior, runs(posterior[:60])),
        truth,
        "rejection",
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_inference(made(), tmp_path_factory.mktemp("inference") / "inference.nc")


def drawn(data: Path) -> Figure:
    with project_style():
        return figure.draw(data)


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_inference(stored: Path) -> Figure:
    return drawn(stored)


def test_posterior_lies_over_the_prior_with_the_truth_and_statistics_with_what_was_observed(stored: Path) -> None:
    axes = [ax for ax in drawn(stored.parent).axes if ax.get_visible()]
    assert [ax.get_xlabel() for ax in axes[1:3]] == ["GABA-A", "glycine"]
    assert [line.get_xdata()[0] for line in (axes[0].lines[0], axes[2].lines[0])] == [0.2, 0.6]
    posterior = axes[1].lines[1]
    assert len(posterior.get_xdata()) == 200 and abs(np.median(posterior.get_xdata()) - 0.2) < 0.02
    rate, count, involved = axes[3:]
    assert "1/s" in rate.get_xlabel() and rate.lines[0].get_xdata()[0] == 3.2
    assert "of 60 runs without a value" in count.get_title(loc="left")
    assert involved.get_title(loc="left") == "not observed" and not involved.lines


def test_histograms_of_prior_and_posterior_have_the_same_area(stored: Path) -> None:
    ax = drawn(stored).axes[0]
    area = [sum(bar.get_width() * bar.get_height() for bar in bars) for bars in ax.containers]
    assert area == pytest.approx([1, 1])


def test_a_png_a_pdf_and_a_table_come_from_the_file(stored: Path) -> None:
    assert [path.name for path in draw_figure("inference", stored)] == ["inference.png", "inference.pdf"]
    table = figure_table("inference", stored)
    assert table is not None and table.title == "rejection"
    cells = [list(column.cells) for column in table.columns]
    assert cells[0][:3] == ["GABA-A", "glycine", "jerk rate (1/s)"]
    assert cells[3] == ["0.2", "0.6", "3.2", "32", "–"]
    assert abs(float(cells[1][0]) - 0.2) < 0.02


def test_without_a_truth_there_is_none_and_every_variable_has_words(tmp_path: Path) -> None:
    unknown = made(truth=None)
    axes = drawn(write_inference(unknown, tmp_path / "new" / "one.nc")).axes
    assert not axes[0].lines and np.isnan(axes[2].lines[2].get_xdata()).all()
    assert all({"units", "long_name"} <= set(values.attrs) for values in unknown.variables.values())
    assert unknown.attrs["version"] and unknown["key"].sel(parameter="GABA-A") == "receptors.gaba_a.cortex"


def test_a_posterior_whose_runs_have_no_value_says_so(tmp_path: Path) -> None:
    silent = made()
    silent["predicted"][:, 0] = np.nan
    axes = drawn(write_inference(silent, tmp_path / "inference.nc")).axes
    assert axes[4].texts[0].get_text() == "no run at the posterior has a value"


def test_a_statistic_that_is_not_kept_is_answered_with_the_nearest() -> None:
    with pytest.raises(UserError, match="did you mean 'jerk_rate'"):
        inference_dataset(PARAMETERS, ("jerk_rat",), (1,), ([], []), ([], []))
