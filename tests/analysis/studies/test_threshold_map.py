"""Crossings of known curves, and their intervals over seeds."""

import numpy as np
import pytest
import xarray as xr

from disinhibition.analysis.studies.threshold_map import ABOVE, BELOW, TOO_FEW, crossings, threshold_map

GAINS = np.linspace(0, 1, 11)
GLYCINE = np.array([0.2, 0.6, 1.0])


def rates(scatter: float = 0.3, seeds: int = 20) -> xr.DataArray:
    """A rate that falls from 2 (1 - gain) to 0, with an onset that rises with glycine lost: 0.8, 0.6, 0.4."""
    onset = 0.9 - 0.5 * GLYCINE
    rate = 2 * (onset[:, None] - GAINS) + 0.5
    noise = scatter * np.random.default_rng(1).standard_normal((3, 11, seeds))
    axes = {"glycine": GLYCINE, "gaba_a": ("gaba_a", GAINS, {"units": "1"}), "seed": np.arange(seeds)}
    return xr.DataArray(rate[..., None] + noise, axes, ("glycine", "gaba_a", "seed"))


def test_a_line_is_crossed_where_it_is() -> None:
    place, rises = crossings(GAINS[::-1], 3 - 2 * GAINS[::-1], 2.3)
    assert place == pytest.approx([0.35]) and rises.tolist() == [False]


def test_every_crossing_is_found_with_its_direction() -> None:
    place, rises = crossings(np.arange(5), [0, 2, 0, 2, 2], 1)
    assert place.tolist() == [0.5, 1.5, 2.5] and rises.tolist() == [True, False, True]


def test_a_value_at_the_level_is_above_it_and_a_touch_is_no_two_crossings() -> None:
    assert crossings([0, 1, 2], [1, 2, 1], 1)[0].size == 0
    assert crossings([0, 1], [1, 0], 1)[0].tolist() == [0]
    assert crossings([0, 1, 2], [2, 1, 2], 1)[0].size == 0


def test_a_failed_point_is_bridged() -> None:
    assert crossings([0, 1, 2], [0, np.nan, 2], 0.5)[0].tolist() == [0.5]


def test_thresholds_follow_the_other_axis_and_lie_in_their_intervals() -> None:
    found = threshold_map(rates(), "gaba_a", 0.5, ["glycine"])
    truth = 0.9 - 0.5 * GLYCINE
    first = found.isel(crossing=0)
    assert found.sizes["crossing"] == 1
    assert (first["low"] <= truth).all() and (truth <= first["high"]).all()
    width = (first["high"] - first["low"]).values
    # Standard error of a mean, 0.3 / sqrt(20), over the slope, 2, to both sides
    assert ((width > 0.07) & (width < 0.2)).all()
    assert (first["rises"] == -1).all() and (first["agree"] > 0.9).all()


def test_more_seeds_narrow_the_interval() -> None:
    few, many = (threshold_map(rates(seeds=seeds), "gaba_a", 0.5, ["glycine"]) for seeds in (6, 200))
    width = [float((found["high"] - found["low"]).isel(crossing=0).mean()) for found in (few, many)]
    assert width[1] < width[0] / 2


def test_several_crossings_are_all_kept_and_others_are_padded() -> None:
    bumps = rates(0, 1).copy()
    bumps[0, :, 0] = [2, 2, 0, 0, 2, 2, 0, 0, 0, 0, 0]
    found = threshold_map(bumps, "gaba_a", 1.0, ["glycine"])
    assert found["count"].values.tolist() == [3, 1, 1]
    np.testing.assert_allclose(found["threshold"][0], [0.15, 0.35, 0.55])
    assert found["rises"].values[0].tolist() == [-1, 1, -1]
    assert np.isnan(found["threshold"].values[1:, 1:]).all()
    assert np.isnan(found["low"]).all(), "one seed has no interval"


def test_what_is_never_crossed_says_on_which_side_it_stays() -> None:
    flat = xr.zeros_like(rates())
    flat[1] = 3
    flat[2, 1:] = np.nan
    found = threshold_map(flat, "gaba_a", 1.0, ["glycine"])
    assert found["reason"].values.tolist() == [BELOW, ABOVE, TOO_FEW]
    assert found.sizes["crossing"] == 0 and not found["count"].any()


def test_without_another_axis_there_is_one_threshold() -> None:
    found = threshold_map(rates(0).isel(glycine=0, drop=True), "gaba_a", 0.5)
    assert found["threshold"].values == pytest.approx([0.8])
    assert found["threshold"].attrs["units"] == "1"
