"""Repeats of a sampled design are one design; points with a seed each stay points."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.sampled_points import sampled_axes, sampled_points
from disinhibition.errors import UserError


def study(seeds: list[int], gains: list[float], values: list[float]) -> xr.Dataset:
    coordinates = {"gain": ("point", gains), "seed": ("point", seeds), "circuit": ("point", ["cortex"] * len(gains))}
    return xr.Dataset({"rate": ("point", values)}, coordinates | {"point": np.arange(len(gains)), "weight": 3.0})


def test_axes_are_numbers_that_vary_without_seeds() -> None:
    assert sampled_axes(study([1, 2], [0.1, 0.2], [1, 2])) == ["gain"]


def test_a_design_run_for_every_seed_is_averaged_in_its_order() -> None:
    where, values = sampled_points(study([1, 1, 2, 2], [0.9, 0.1, 0.9, 0.1], [1, 2, 3, np.nan]), "rate", ["gain"])
    assert where.tolist() == [[0.9], [0.1]] and values.tolist() == [2, 2]


def test_a_point_without_any_value_stays_missing() -> None:
    _, values = sampled_points(study([1, 1, 2, 2], [0.9, 0.1, 0.9, 0.1], [1, np.nan, 3, np.nan]), "rate", ["gain"])
    assert values[0] == 2 and np.isnan(values[1])


def test_points_with_a_seed_each_are_kept_apart() -> None:
    where, values = sampled_points(study([1, 2, 3], [0.1, 0.2, 0.3], [1, 2, 3]), "rate", ["gain"])
    assert where.ravel().tolist() == [0.1, 0.2, 0.3] and values.tolist() == [1, 2, 3]


def test_what_is_no_sampled_study_is_refused() -> None:
    made = study([1], [0.1], [1])
    with pytest.raises(UserError, match="has no jerk_rate; it has rate"):
        sampled_points(made, "jerk_rate", ["gain"])
    with pytest.raises(ValueError, match="no axis varies"):
        sampled_points(made, "rate", [])
    with pytest.raises(ValueError, match="lies over repeat, point"):
        sampled_points(made.expand_dims(repeat=[1, 2]), "rate", ["gain"])
