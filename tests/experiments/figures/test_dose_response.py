"""Dose-response curves of a made-up study: one agent that works, one that does not, one too weak."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.studies.hill_curve import Hill, hill_value
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
    shorter = rate * hill_value(Hill(60.0, -54.0, 5.0, 1.5), DOSES)[:, None]  # ms of bursts a jerk
    measured = {
        "jerk_rate": (rate, "1/s", "jerks per second"),
        "burst_time": (shorter, "ms/s", "EMG burst time, all muscles"),
    }
    data = {
        name: (("agent", "dose", "seed"), values, {"units": unit, "long_name": words})
        for name, (values, unit, words) in measured.items()
    }
    return xr.Dataset(data, axes, {"config": json.dumps({"duration": time})})


@pytest.fixture(scope="module")
def drawn(drawn_from: Callable[..., Figure]) -> Figure:
    return drawn_from(figure, study(), RESAMPLES=20)


@pytest.mark.mpl_image_compare(savefig_kwargs={"dpi": 60})
def test_dose_response(drawn: Figure) -> Figure:
    return drawn


def test_a_panel_says_the_half_dose_with_unit_and_interval_or_why_there_is_none(drawn: Figure) -> None:
    words = {ax.get_title(loc="left"): ax.texts[0].get_text() for ax in drawn.axes[:3]}
    assert words["clonazepam"].startswith("half at ") and " nM\nexponent" in words["clonazepam"]
    assert " to " in words["clonazepam"]
    assert words["saline"] == "does not change with dose"
    assert words["weak"].split() == ["half", "the", "effect", "lies", "outside", "the", "doses"]


def test_time_in_bursts_has_panels_of_its_own_and_tells_what_the_rate_does_not(drawn: Figure) -> None:
    saline = drawn.axes[4]
    assert drawn.axes[3].get_ylabel() == "EMG burst time, all muscles (ms/s)"
    assert saline.get_title(loc="left") == "saline" and saline.texts[0].get_text().startswith("half at ")


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
    for name in figure.MEASURES:
        whole[name].attrs = jerking[name].attrs
    return whole.assign({f"rate_{cell}": firing for cell in ("l23", "thalamocortical", "reticular")})


def test_a_healthy_form_shows_the_firing_left_and_has_no_curve(
    drawn_from: Callable[..., Figure], monkeypatch: pytest.MonkeyPatch
) -> None:
    jerks, time, firing = drawn_from(figure, with_forms(), RESAMPLES=20).axes
    assert jerks.get_title(loc="left") == "cortical disinhibition" and firing.get_title(loc="left") == "healthy"
    assert time.get_ylabel().startswith("EMG burst time") and len(time.texts) == 1
    mean = next(line for line in firing.lines if line.get_marker() == "s")
    np.testing.assert_allclose(mean.get_ydata()[[0, -1]], [1, 0.5])
    monkeypatch.setattr(figure, "open_study", lambda path: with_forms())
    monkeypatch.setattr(figure, "RESAMPLES", 20)
    cells = [list(column.cells) for column in figure.table(Path()).columns]
    assert cells[0] == ["cortical disinhibition", "cortical disinhibition", "healthy"]
    assert cells[1][:2] == ["jerks (1/s)", "burst time (ms/s)"]
    assert " to " in cells[4][0] and cells[4][2] == "firing left at the largest dose: 0.50"


def test_table_says_why_there_is_no_half_dose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    monkeypatch.setattr(figure, "RESAMPLES", 5)
    table = figure.table(Path())
    assert table.columns[4].header == "half dose (nM)"
    jerks = list(table.columns[4].cells)[::2]
    assert jerks[1:] == ["does not change with dose", "half the effect lies outside the doses"]
