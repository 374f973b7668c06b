"""A verdict follows from bounds and from a rule for silence; a row is numbers, on disk as well."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from disinhibition.experiments.gates.row import (
    HALF_SILENT,
    NONE_SILENT,
    Part,
    Row,
    judge,
    mean_of,
    read_rows,
    write_rows,
)

ID = {"id": "G", "quantity": "rate", "role": "fit"}


def silent(count: int, value: float = 1.0) -> np.ndarray:
    """Fifteen runs, of which so many gave no value."""
    return np.where(np.arange(15) < count, np.nan, value)


@pytest.mark.parametrize(
    ("count", "allowed", "verdict"),
    [
        (0, NONE_SILENT, "pass"),
        (1, NONE_SILENT, "miss"),
        (10, NONE_SILENT, "miss"),
        (1, HALF_SILENT, "pass"),
        (7, HALF_SILENT, "pass"),
        (8, HALF_SILENT, "miss"),
        (10, HALF_SILENT, "miss"),
        (15, HALF_SILENT, "miss"),
        (15, 1.0, "miss"),
    ],
)
def test_silent_runs_are_counted_and_more_than_are_allowed_make_a_miss(count, allowed, verdict) -> None:
    row = judge(silent(count), 0.5, 2, silent=allowed, **ID)
    assert (row.verdict, row.n, row.of, row.silent) == (verdict, 15 - count, 15, allowed)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_no_value(wrong) -> None:
    assert judge([1.0, 1.0, wrong], 0.5, 2, **ID).verdict == "miss"
    assert judge([1.0, 1.0, wrong], low=0.5, **ID).verdict == "miss"
    assert np.isnan(mean_of(np.array([1.0, wrong])))


def test_where_silent_runs_lie_decides_nothing() -> None:
    """Whole networks without a value are as silent as single runs are."""
    runs = np.ones((3, 5))
    networks, scattered = runs.copy(), runs.copy()
    networks[:2], scattered.ravel()[::3] = np.nan, np.nan
    for values in (networks, scattered):
        assert judge(xr.DataArray(values, dims=("wiring_seed", "seed")), 0.5, 2, **ID).verdict == "miss"


def test_a_miss_stays_a_miss_whatever_falls_silent() -> None:
    rng = np.random.default_rng(0)
    misses = [values for values in rng.normal(1, 0.5, (300, 9)) if judge(values, 0.9, 1.1, **ID).verdict == "miss"]
    assert len(misses) > 100
    for values in misses:
        fewer = np.where(rng.random(9) < 0.3, np.nan, values)
        assert judge(fewer, 0.9, 1.1, **ID).verdict == "miss"


@pytest.mark.parametrize(
    ("values", "rule", "verdict"),
    [
        ([1.0, 3.0], {"low": 0.5, "high": 2.0}, "pass"),
        ([1.0, 3.0], {"low": 0.5, "high": 2.0, "every": True}, "miss"),
        ([2.0], {"high": 2.0}, "pass"),
        ([2.0], {"high": 2.0, "strict": True}, "miss"),
        ([0.5], {"low": 0.5, "strict": True}, "miss"),
        ([2.0], {"high": 2.0, "asks": "grows", "met": False}, "miss"),
        ([2.0], {"asks": "any"}, "pass"),
        ([], {"asks": "any"}, "miss"),
        ([2.0], {"low": np.nan}, "miss"),
        ([2.0], {"high": np.nan}, "miss"),
        ([2.0], {"high": np.inf}, "miss"),
        ([2.0], {}, "report"),
        ([], {}, "report"),
    ],
)
def test_bounds_and_words_decide(values, rule, verdict) -> None:
    assert judge(np.array(values), **rule, **ID).verdict == verdict


def test_seeds_are_those_of_the_axes_that_repeat_a_point() -> None:
    runs = xr.DataArray(np.ones((4, 3, 2)), dims=("effort", "wiring_seed", "seed"))
    row = judge(runs, 0.5, 2, **ID)
    assert (row.n, row.of, row.seeds) == (24, 24, 6)


def test_rows_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    rows = [
        judge(silent(1), 0.5, 2, unit="Hz", published="1", silent=HALF_SILENT, **ID),
        judge(silent(15), low=np.nan, **ID),
        Row("J", "share", "robustness", "report", mean=0.5, interval=(0.2, 0.8), parts=(Part("a", 1.5, 0.25),)),
    ]
    write_rows(tmp_path / "rows.json", rows)
    assert read_rows(tmp_path / "rows.json") == rows


@pytest.mark.parametrize("text", ['[{"id": "G01"}]', "{", '[{"id": "G01", "measured": "1.2"}]', "[3]"])
def test_what_holds_no_rows_says_how_to_write_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="holds no rows of this version; write them anew"):
        read_rows(path)
