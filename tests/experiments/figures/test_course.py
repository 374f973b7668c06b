"""Courses of a made-up study: times as words, lines told apart without colour, panels, and plain words along x."""

import json
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from disinhibition.analysis.plotting.plots import project_style
from disinhibition.experiments.figures import course as figure

TIMES = ["3 h", "24 h", "3 d"]
MEAN = {"slow": [0.2, 0.2, 1.0], "fast": [2.0, 0.5, 0.0]}


def study(kidneys: tuple[float, ...] = (100.0, 15.0)) -> xr.Dataset:
    mean = np.array([list(MEAN.values())] * len(kidneys))[..., None] * np.ones(2)
    axes = {
        "gfr": ("gfr", list(kidneys), {"units": "mL/min"}),
        "regimen": [f"morphine_{name}" for name in MEAN],
        "time": TIMES,
        "seed": [1, 2],
    }
    attributes = {"units": "1/s", "long_name": "jerks per second"}
    return xr.Dataset(
        {"jerk_rate": (tuple(axes), mean, attributes)}, axes, {"config": json.dumps({"duration": "10 s"})}
    )


def draw(monkeypatch: pytest.MonkeyPatch, data: xr.Dataset) -> Figure:
    monkeypatch.setattr(figure, "open_study", lambda path: data)
    with project_style():
        return figure.draw(Path())


def test_last_axis_runs_along_x_the_one_before_makes_lines_and_the_rest_panels(monkeypatch) -> None:
    drawn = draw(monkeypatch, study().isel(time=[2, 0, 1]))  # times in any order
    assert [ax.get_title(loc="left") for ax in drawn.axes] == ["gfr 100 mL/min", "gfr 15 mL/min"]
    assert [text.get_text() for text in drawn.legends[0].get_texts()] == ["morphine slow", "morphine fast"]
    ax = drawn.axes[0]
    assert ax.get_xlabel() == "time (d)" and -0.05 * ax.get_ylim()[1] < ax.get_ylim()[0] < 0
    means = [line for line in ax.lines if len(line.get_xdata()) == 3]
    np.testing.assert_allclose(means[0].get_xdata(), [0.125, 1, 3])
    np.testing.assert_allclose(means[1].get_ydata(), MEAN["fast"])
    styles = {(line.get_marker(), line.get_linestyle()) for line in means}
    assert len(styles) == len(means)


def test_words_that_are_no_times_stand_side_by_side_without_a_line(monkeypatch) -> None:
    drawn = draw(monkeypatch, study((100.0,)).isel(time=0, drop=True))
    ax = drawn.axes[0]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["morphine\nslow", "morphine\nfast"]
    assert {line.get_linestyle() for line in ax.lines if len(line.get_xdata()) == 2} == {"None"}


def test_table_says_where_jerks_are_fewest_and_most_with_the_interval_of_their_count(monkeypatch) -> None:
    monkeypatch.setattr(figure, "open_study", lambda path: study())
    table = figure.table(Path())
    cells = [list(column.cells) for column in table.columns]
    assert all(column.header for column in table.columns)
    assert [column.header for column in table.columns][3:5] == ["lowest", "highest"]
    assert cells[0][:2] == ["gfr 100 mL/min"] * 2 and cells[1][1] == "morphine fast"
    assert cells[3][1] == "0.00 (0.00-0.18) at 3 d" and cells[4][1].startswith("2.00 (1.43-2.72) at 3 h")


def test_a_point_that_failed_is_left_out(monkeypatch) -> None:
    data = study()
    data["jerk_rate"][0, 1, 0] = np.nan
    line = [line for line in draw(monkeypatch, data).axes[0].lines if len(line.get_xdata()) == 3][1]
    np.testing.assert_array_equal(np.isnan(line.get_ydata()), [True, False, False])


def test_a_run_that_ran_away_has_an_exclamation_mark_at_its_place(monkeypatch) -> None:
    data = study((100.0,))
    status = np.ones(data["jerk_rate"].shape, int)
    status[0, 0, 2, 1] = 2
    data["status"] = (data["jerk_rate"].dims, status, {"flag_values": [0, 1, 2], "flag_meanings": "missing ok runaway"})
    marks = draw(monkeypatch, data).axes[0].texts
    assert [(text.get_text(), text.get_position()[0]) for text in marks] == [("!", 3.0)]
