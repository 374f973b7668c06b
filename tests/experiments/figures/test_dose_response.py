"""Dose-response curves of a made-up study: one agent that works, one that does not, one too weak."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.hill import Hill, hill_value
from disinhibition.experiments.figures import dose_response as figure

DOSES = np.array([0, 1, 3, 10, 30, 100.0])
CURVES = {
    "clonazepam": Hill(2.0, -1.7, 8.0, 1.5),
    "saline": Hill(2.0, 0.0, 1.0, 1.0),
    "weak": Hill(2.0, -2.0, 150.0, 1.0),
}


def study(time: float = 20.0) -> xr.Dataset:
    mean = np.array([hill_value(curve, DOSES) for curve in CURVES.values()])[..., None] * np.ones(6)
    rate = np.random.default_rng(1).poisson(time * mean) / time
    axes = {"agent": list(CURVES), "dose": ("dose", DOSES, {"units": "nM"}), "seed": range(6)}
    attributes = {"units": "1/s", "long_name": "jerks per second"}
    return xr.Dataset(
        {"jerk_rate": (("agent", "dose", "seed"), rate, attributes)}, axes, {"config": json.dumps({"duration": time})}
    )


@pytest.fixture(scope="module")
def drawn(drawn_from: Callable[..., Figure]) -> Figure:
    return drawn_from(figure, study(), RESAMPLES=20)


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_dose_response(drawn: Figure) -> Figure:
    return drawn


def test_a_panel_says_the_half_dose_with_unit_and_interval_or_why_there_is_none(drawn: Figure) -> None:
    words = {ax.get_title(loc="left"): ax.texts[0].get_text() for ax in drawn.axes}
    assert words["clonazepam"].startswith("half at ") and " nM\nexponent" in words["clonazepam"]
    assert " to " in words["clonazepam"]
    assert words["saline"] == "does not change with dose"
    assert words["weak"].split() == ["half", "the", "effect", "lies", "outside", "the", "doses"]


def test_every_run_is_a_dot_and_the_wide_axis_is_logarithmic_with_its_zero(drawn: Figure) -> None:
    ax = drawn.axes[0]
    assert ax.lines[0].get_xydata().shape == (36, 2)
    assert ax.get_xscale() == "symlog" and ax.get_xlim()[0] <= 0
    assert ax.get_xlabel() == "dose (nM)"


def with_forms() -> xr.Dataset:
    """A circuit that jerks less with the dose beside a healthy pathway that is left with half of its firing."""
    jerking = study().sel(agent="clonazepam", drop=True).expand_dims(form=["cortical_disinhibition"])
    whole = xr.concat([0 * jerking.assign_coords(form=["healthy"]), jerking], "form", combine_attrs="override")
    firing = (4 - 2 * whole["dose"] / 100) * xr.ones_like(whole["jerk_rate"])
    whole["jerk_rate"].attrs = jerking["jerk_rate"].attrs
    return whole.assign({f"rate_{cell}": firing for cell in ("l23", "thalamocortical", "reticular")})


def test_a_healthy_form_shows_the_firing_left_and_has_no_curve(
    drawn_from: Callable[..., Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    jerks, firing, hidden = drawn_from(figure, with_forms(), RESAMPLES=20).axes
    assert jerks.get_title(loc="left") == "cortical disinhibition" and firing.get_title(loc="left") == "healthy"
    assert not hidden.get_visible()
    mean = next(line for line in firing.lines if line.get_marker() == "s")
    np.testing.assert_allclose(mean.get_ydata()[[0, -1]], [1, 0.5])
    monkeypatch.setattr(figure, "open_study", lambda path: with_forms())
    monkeypatch.setattr(figure, "RESAMPLES", 20)
    cells = [list(column.cells) for column in figure.table(Path()).columns]
    assert cells[0] == ["cortical disinhibition", "healthy"]
    assert " to " in cells[3][0] and cells[3][1] == "firing left at the largest dose: 0.50"


def test_table_says_why_there_is_no_half_dose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    monkeypatch.setattr(figure, "RESAMPLES", 5)
    table = figure.table(Path())
    assert table.columns[3].header == "half dose (nM)"
    assert list(table.columns[3].cells)[1:] == ["does not change with dose", "half the effect lies outside the doses"]
